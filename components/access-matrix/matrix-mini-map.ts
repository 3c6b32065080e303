import { CELL, contentSize, type Heads, headSize, type Scroll, type Size } from "./matrix-geometry";
import type { Ink } from "./matrix-ink";
import type { Picture } from "./matrix-picture";
import type { Frame, MiniMap } from "./matrix-scene";

const EDGE = 8;
const MIN_SIDE = 24;

/** Draws the stamp; null where all is in sight anyway, or the corner has no room. */
export function makeMiniMap(picture: Picture, heads: Heads, view: Size, ink: Ink): MiniMap | null {
  const counts = { rows: picture.rows.length, columns: picture.operations.length };
  const content = contentSize(heads, counts);
  if (content.width <= view.width && content.height <= view.height) return null;
  const head = headSize(heads);
  const room = {
    width: head.width - 2 * EDGE - (heads.columnTotal > 0 ? 54 : 0),
    height: head.height - heads.access - 2 * EDGE,
  };
  const width = Math.max(MIN_SIDE, Math.min(room.width, counts.columns * 2));
  const height = Math.max(MIN_SIDE, Math.min(room.height, counts.rows * 2));
  const image = document.createElement("canvas");
  image.width = width;
  image.height = height;
  const context = image.getContext("2d");
  if (!context) return null;
  context.fillStyle = ink.paper2;
  context.fillRect(0, 0, width, height);
  stamp(context, picture, { width, height }, ink);
  return { image, left: EDGE, top: EDGE, width, height };
}

// Cells that deviate come last, so that none is lost under others.
function stamp(context: CanvasRenderingContext2D, picture: Picture, size: Size, ink: Ink): void {
  context.fillStyle = ink.ink3;
  context.globalAlpha = 0.35;
  dots(context, picture, size, 0);
  context.fillStyle = ink.fail;
  context.globalAlpha = 1;
  dots(context, picture, size, 1);
}

function dots(
  context: CanvasRenderingContext2D,
  { rows, operations, starts, columns, flagged }: Picture,
  size: Size,
  wanted: 0 | 1,
): void {
  const across = size.width / Math.max(1, operations.length);
  const down = size.height / Math.max(1, rows.length);
  const [wide, high] = [Math.max(1, across), Math.max(1, down)];
  for (let row = 0; row < rows.length; row += 1) {
    const end = starts[row + 1] ?? 0;
    for (let cell = starts[row] ?? 0; cell < end; cell += 1) {
      if (flagged[cell] !== wanted) continue;
      context.fillRect(
        Math.floor((columns[cell] ?? 0) * across),
        Math.floor(row * down),
        wide,
        high,
      );
    }
  }
}

/** The stamp, and on it a frame around what is in sight. */
export function drawMiniMap(
  context: CanvasRenderingContext2D,
  map: MiniMap,
  { view, heads, counts, scroll, ink }: Frame,
): void {
  const head = headSize(heads);
  const across = map.width / (counts.columns * CELL);
  const down = map.height / (counts.rows * CELL);
  context.drawImage(map.image, map.left, map.top);
  context.strokeStyle = ink.ink;
  context.lineWidth = 1;
  context.strokeRect(
    Math.round(map.left + scroll.left * across) + 0.5,
    Math.round(map.top + scroll.top * down) + 0.5,
    Math.max(3, Math.round(Math.min(map.width, (view.width - head.width) * across)) - 1),
    Math.max(3, Math.round(Math.min(map.height, (view.height - head.height) * down)) - 1),
  );
}

/** Whether a point of the view is on the stamp. */
export function isOnMap(map: MiniMap | null, { x, y }: { x: number; y: number }): boolean {
  if (!map) return false;
  return x >= map.left && x < map.left + map.width && y >= map.top && y < map.top + map.height;
}

/** Where to scroll so that the point of the stamp is in the middle of the view. */
export function scrollFromMap(
  map: MiniMap,
  { x, y }: { x: number; y: number },
  { view, heads, counts }: Pick<Frame, "view" | "heads" | "counts">,
): Scroll {
  const head = headSize(heads);
  const left = ((x - map.left) / map.width) * counts.columns * CELL;
  const top = ((y - map.top) / map.height) * counts.rows * CELL;
  return {
    left: Math.max(0, left - (view.width - head.width) / 2),
    top: Math.max(0, top - (view.height - head.height) / 2),
  };
}
