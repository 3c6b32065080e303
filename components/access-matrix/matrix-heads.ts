import { CELL, headSize, type Window } from "./matrix-geometry";
import { type Span, spansBetween } from "./matrix-picture";
import type { Frame } from "./matrix-scene";

const THOUSAND = 1_000;
const LAST_SERVER = 160;
const QUARTER_TURN = Math.PI / 2;

/** Agents, keys and their totals. An agent's name stays in sight as long as one of its keys is. */
export function drawRowHead(context: CanvasRenderingContext2D, frame: Frame, seen: Window): void {
  const { picture, heads, ink } = frame;
  const { width } = headSize(heads);
  context.fillStyle = ink.paper;
  context.fillRect(0, seen.top * CELL, width, (seen.bottom - seen.top) * CELL);
  context.textBaseline = "middle";
  for (let row = seen.top; row < seen.bottom; row += 1) drawRow(context, frame, row);
  for (const span of spansBetween(picture.agents, seen.top, seen.bottom)) {
    drawAgent(context, frame, span);
    context.fillStyle = ink.rule2;
    context.fillRect(0, span.to * CELL - 1, width, 1);
  }
}

function drawRow(context: CanvasRenderingContext2D, frame: Frame, row: number): void {
  const { picture, heads, ink, hover, focus, focused } = frame;
  const { width } = headSize(heads);
  const middle = row * CELL + CELL / 2;
  const pointedAt = hover ?? (focused ? focus : null);
  if (pointedAt?.row === row) {
    context.fillStyle = ink.paper2;
    context.fillRect(heads.agent, row * CELL, width - heads.agent, CELL - 1);
  }
  const head = picture.rows[row];
  if (!head) return;
  const font = `12px ${ink.sans}`;
  context.font = font;
  context.textAlign = "left";
  context.fillStyle = ink.ink;
  const inset = heads.agent > 0 ? 6 : 4;
  const label = frame.fit(head.label, font, heads.key - inset - 4);
  context.fillText(label, heads.agent + inset, middle);
  context.textAlign = "center";
  context.font = `500 11px ${ink.sans}`;
  context.fillStyle = head.astray ? ink.fail : ink.ink3;
  const end = heads.agent + heads.key + heads.environment;
  context.fillText(head.letter, end - heads.environment / 2, middle);
  if (heads.rowTotal === 0) return;
  context.font = `11px ${ink.sans}`;
  context.textAlign = "right";
  context.fillStyle = ink.ink2;
  context.fillText(short(head.granted), width - heads.rowTotal - 6, middle);
  context.fillStyle = ink.fail;
  context.fillText(flags(head.flagged), width - 6, middle);
}

function drawAgent(context: CanvasRenderingContext2D, frame: Frame, span: Span): void {
  const { heads, ink, scroll } = frame;
  if (heads.agent === 0) return;
  const font = `500 12px ${ink.sans}`;
  const lowest = (span.to - 1) * CELL;
  const top = Math.min(lowest, Math.max(span.from * CELL, scroll.top));
  context.font = font;
  context.textAlign = "left";
  context.fillStyle = ink.ink;
  context.fillText(frame.fit(span.label, font, heads.agent - 8), 4, top + CELL / 2);
}

/** Servers, operations, their totals and the letters of their access classes. */
export function drawColumnHead(
  context: CanvasRenderingContext2D,
  frame: Frame,
  seen: Window,
): void {
  const { picture, heads, ink } = frame;
  const { height } = headSize(heads);
  const left = seen.left * CELL;
  context.fillStyle = ink.paper;
  context.fillRect(left, 0, seen.right * CELL - left, height);
  drawPointedColumn(context, frame);
  for (let column = seen.left; column < seen.right; column += 1) drawColumn(context, frame, column);
  for (const span of spansBetween(picture.servers, seen.left, seen.right)) {
    context.fillStyle = ink.rule2;
    context.fillRect(span.to * CELL - 1, 0, 1, height);
    drawServer(context, frame, span);
  }
  context.fillStyle = ink.rule;
  context.fillRect(left, heads.server - 1, seen.right * CELL - left, 1);
}

function drawPointedColumn(context: CanvasRenderingContext2D, frame: Frame): void {
  const { heads, ink, hover, focus, focused } = frame;
  const at = hover ?? (focused ? focus : null);
  if (!at) return;
  context.fillStyle = ink.paper2;
  context.fillRect(at.column * CELL, heads.server, CELL - 1, headSize(heads).height);
}

function drawServer(context: CanvasRenderingContext2D, frame: Frame, span: Span): void {
  const { ink, heads, scroll } = frame;
  const font = `500 12px ${ink.sans}`;
  const from = Math.max(span.from * CELL, Math.min(scroll.left, span.to * CELL - CELL));
  context.font = font;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = ink.ink;
  const free = span.to === frame.counts.columns ? LAST_SERVER : 0; // nothing stands beside the last
  const label = frame.fit(span.label, font, span.to * CELL - from - 8 + free);
  context.fillText(label, from + 4, heads.server / 2);
}

// Upright, read from below: the operation, then who holds it and what deviates; lying under it the access class.
function drawColumn(context: CanvasRenderingContext2D, frame: Frame, column: number): void {
  const { picture, heads, ink } = frame;
  const head = picture.operations[column];
  if (!head) return;
  const middle = column * CELL + CELL / 2 - 0.5;
  const base = heads.server + heads.operation;
  const font = `11.5px ${ink.mono}`;
  context.font = font;
  context.fillStyle = head.registered ? ink.ink : ink.fail;
  upright(context, frame.fit(head.label, font, heads.operation - 8), middle, base - 4);
  if (heads.columnTotal > 0) {
    context.font = `11px ${ink.sans}`;
    context.fillStyle = ink.ink2;
    upright(context, short(head.granted), middle, base + heads.columnTotal - 3);
    context.fillStyle = ink.fail;
    upright(context, flags(head.flagged), middle, base + 2 * heads.columnTotal - 3);
  }
  context.font = `500 11px ${ink.sans}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillStyle = head.letter === "R" ? ink.ink3 : ink.ink;
  context.fillText(head.letter, middle, headSize(heads).height - 5);
}

function upright(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  if (text === "") return;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.translate(x, y);
  context.rotate(-QUARTER_TURN);
  context.fillText(text, 0, 0.5);
  context.rotate(QUARTER_TURN);
  context.translate(-x, -y);
}

function flags(count: number): string {
  return count === 0 ? "" : short(count);
}

function short(count: number): string {
  return count < THOUSAND ? String(count) : `${(count / THOUSAND).toFixed(1)}k`;
}
