import { CELL, contentSize, headSize, type Window, windowOf } from "./matrix-geometry";
import { drawColumnHead, drawRowHead } from "./matrix-heads";
import { drawMiniMap } from "./matrix-mini-map";
import { firstFrom, spansBetween } from "./matrix-picture";
import type { Frame } from "./matrix-scene";

/** Draws what is in sight: cells, then the heads over them, then the corner. Costs as much as the view is large. */
export function drawFrame(context: CanvasRenderingContext2D, frame: Frame): void {
  const { ink, view, heads, scroll, counts } = frame;
  const head = headSize(heads);
  const seen = windowOf(scroll, view, heads, counts);
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, view.width, view.height);
  within(context, head.width, head.height, view.width, view.height, () => {
    context.translate(head.width - scroll.left, head.height - scroll.top);
    drawBands(context, frame, seen);
    drawLines(context, frame, seen);
    drawCells(context, frame, seen);
    drawFocus(context, frame);
  });
  within(context, head.width, 0, view.width, head.height, () => {
    context.translate(head.width - scroll.left, 0);
    drawColumnHead(context, frame, seen);
  });
  within(context, 0, head.height, head.width, view.height, () => {
    context.translate(0, head.height - scroll.top);
    drawRowHead(context, frame, seen);
  });
  drawCorner(context, frame);
}

function within(
  context: CanvasRenderingContext2D,
  left: number,
  top: number,
  right: number,
  bottom: number,
  draw: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  context.clip();
  draw();
  context.restore();
}

// The row and the column that are pointed at, so that the eye finds both heads.
function drawBands(context: CanvasRenderingContext2D, frame: Frame, seen: Window): void {
  const at = frame.hover ?? (frame.focused ? frame.focus : null);
  if (!at) return;
  context.fillStyle = frame.ink.paper2;
  context.fillRect(seen.left * CELL, at.row * CELL, (seen.right - seen.left) * CELL, CELL);
  context.fillRect(at.column * CELL, seen.top * CELL, CELL, (seen.bottom - seen.top) * CELL);
}

function drawLines(context: CanvasRenderingContext2D, frame: Frame, seen: Window): void {
  const { picture, ink } = frame;
  const left = seen.left * CELL;
  const top = seen.top * CELL;
  const width = seen.right * CELL - left;
  const height = seen.bottom * CELL - top;
  context.fillStyle = ink.rule;
  context.globalAlpha = 0.55;
  for (let row = seen.top; row < seen.bottom; row += 1) {
    context.fillRect(left, (row + 1) * CELL - 1, width, 1);
  }
  for (let column = seen.left; column < seen.right; column += 1) {
    context.fillRect((column + 1) * CELL - 1, top, 1, height);
  }
  context.globalAlpha = 1;
  context.fillStyle = ink.rule2;
  for (const { to } of spansBetween(picture.servers, seen.left, seen.right)) {
    context.fillRect(to * CELL - 1, top, 1, height);
  }
  for (const { to } of spansBetween(picture.agents, seen.top, seen.bottom)) {
    context.fillRect(left, to * CELL - 1, width, 1);
  }
}

function drawCells(context: CanvasRenderingContext2D, frame: Frame, seen: Window): void {
  const { picture, sprites } = frame;
  const side = sprites.height;
  for (let row = seen.top; row < seen.bottom; row += 1) {
    const end = picture.starts[row + 1] ?? 0;
    for (let cell = firstFrom(picture, row, seen.left); cell < end; cell += 1) {
      const column = picture.columns[cell] ?? 0;
      if (column >= seen.right) break;
      const from = (picture.sprites[cell] ?? 0) * side;
      context.drawImage(sprites, from, 0, side, side, column * CELL, row * CELL, CELL, CELL);
    }
  }
}

function drawFocus(context: CanvasRenderingContext2D, { focus, focused, ink }: Frame): void {
  if (!focus) return;
  context.strokeStyle = focused ? ink.seal : ink.ink3;
  context.lineWidth = focused ? 2 : 1;
  context.strokeRect(focus.column * CELL, focus.row * CELL, CELL - 1, CELL - 1);
}

function drawCorner(context: CanvasRenderingContext2D, frame: Frame): void {
  const { heads, ink, view } = frame;
  const head = headSize(heads);
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, head.width, head.height);
  context.font = `500 11px ${ink.sans}`;
  context.fillStyle = ink.ink3;
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  const base = head.height - 5;
  context.fillText(heads.agent > 0 ? "Agent" : "Key", 4, base);
  if (heads.agent > 0) context.fillText("Key, environment", heads.agent + 6, base);
  context.textAlign = "right";
  if (heads.rowTotal > 0) {
    context.fillText("granted", head.width - heads.rowTotal - 6, base);
    context.fillText("flags", head.width - 6, base);
  }
  if (heads.columnTotal > 0) {
    const above = head.height - heads.access;
    context.fillText("granted", head.width - 6, above - heads.columnTotal - 10);
    context.fillText("flags", head.width - 6, above - 10);
  }
  if (frame.miniMap) drawMiniMap(context, frame.miniMap, frame);
  const end = contentSize(heads, frame.counts);
  context.fillStyle = ink.rule2;
  context.fillRect(0, head.height - 1, Math.min(view.width, end.width), 1);
  context.fillRect(head.width - 1, 0, 1, Math.min(view.height, end.height));
}
