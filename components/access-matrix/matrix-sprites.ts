import { TONES, type Tone } from "./matrix-flag-tone";
import { CELL } from "./matrix-geometry";
import type { Ink } from "./matrix-ink";

/** What stands in a cell. `denied`: calls were refused and nothing else is known. */
export const GLYPHS = [
  "none",
  "granted",
  "enforced",
  "both",
  "unknown",
  "missing",
  "excess",
  "crossing",
  "denied",
] as const;
export type Glyph = (typeof GLYPHS)[number];

/** Steps of the fill: never used, then 1, 10, 100 and 1,000 calls and more. */
export const FILLS = [0, 1, 10, 100, 1_000] as const;
const FILL_STRENGTH = [0, 0.09, 0.18, 0.3, 0.44] as const;

const SPRITES = GLYPHS.length * TONES.length * FILLS.length;
const MIDDLE = CELL / 2;
const FULL_TURN = 2 * Math.PI;

/** The index of a look in the sheet of sprites. */
export function spriteOf(glyph: Glyph, tone: Tone, used: number): number {
  const fill = FILLS.findLastIndex((least) => used >= least);
  return (GLYPHS.indexOf(glyph) * TONES.length + TONES.indexOf(tone)) * FILLS.length + fill;
}

/** Every look a cell can have, drawn once for a theme and a screen; a frame only copies from it. */
export function drawSprites(ink: Ink, scale: number): HTMLCanvasElement {
  const sheet = document.createElement("canvas");
  const side = Math.ceil(CELL * scale);
  sheet.width = side * SPRITES;
  sheet.height = side;
  const context = sheet.getContext("2d");
  if (!context) return sheet;
  for (let sprite = 0; sprite < SPRITES; sprite += 1) {
    context.setTransform(side / CELL, 0, 0, side / CELL, sprite * side, 0);
    drawSprite(context, sprite, ink);
  }
  return sheet;
}

function drawSprite(context: CanvasRenderingContext2D, sprite: number, ink: Ink): void {
  const fill = sprite % FILLS.length;
  const look = Math.floor(sprite / FILLS.length);
  const tone = TONES[look % TONES.length] ?? "plain";
  const glyph = GLYPHS[Math.floor(look / TONES.length)] ?? "none";
  context.globalAlpha = FILL_STRENGTH[fill] ?? 0;
  context.fillStyle = ink.ink2;
  context.fillRect(0, 0, CELL - 1, CELL - 1);
  context.globalAlpha = 1;
  const graveness = { plain: ink.ink, note: ink.ink2, attention: ink.attention, fail: ink.fail };
  const speaks = glyph === "crossing" || glyph === "missing" || glyph === "excess";
  context.fillStyle = speaks ? graveness[tone] : ink.ink;
  context.strokeStyle = context.fillStyle;
  context.lineWidth = 1.5;
  DRAW[glyph](context, ink);
  context.fillStyle = graveness[tone];
  if (tone !== "plain" && !speaks) corner(context);
}

const DRAW = {
  none: () => {},
  granted: (context) => dot(context),
  enforced: ring,
  both: (context) => {
    dot(context, 2.4);
    ring(context);
  },
  unknown: (context, ink) => {
    dot(context, 2.4);
    context.strokeStyle = ink.unknown;
    context.setLineDash([2, 1.9]);
    ring(context);
    context.setLineDash([]);
  },
  missing: (context) => halfSquare(context, 0),
  excess: (context) => halfSquare(context, 1),
  crossing: triangle,
  denied: cross,
} as const satisfies Record<Glyph, (context: CanvasRenderingContext2D, ink: Ink) => void>;

function dot(context: CanvasRenderingContext2D, radius = 3.2): void {
  context.beginPath();
  context.arc(MIDDLE - 0.5, MIDDLE - 0.5, radius, 0, FULL_TURN);
  context.fill();
}

function ring(context: CanvasRenderingContext2D): void {
  context.beginPath();
  context.arc(MIDDLE - 0.5, MIDDLE - 0.5, 5.2, 0, FULL_TURN);
  context.stroke();
}

// The filled half says which side has it: left the grants, right the gateways and the calls.
function halfSquare(context: CanvasRenderingContext2D, half: 0 | 1): void {
  context.strokeRect(3.75, 3.75, 9.5, 9.5);
  context.fillRect(half === 0 ? 3.75 : 8.5, 3.75, 4.75, 9.5);
}

function triangle(context: CanvasRenderingContext2D): void {
  context.beginPath();
  context.moveTo(MIDDLE - 0.5, 2.5);
  context.lineTo(15, 14);
  context.lineTo(2, 14);
  context.fill();
}

function cross(context: CanvasRenderingContext2D, ink: Ink): void {
  context.strokeStyle = ink.ink3;
  context.beginPath();
  context.moveTo(5.5, 5.5);
  context.lineTo(11.5, 11.5);
  context.moveTo(11.5, 5.5);
  context.lineTo(5.5, 11.5);
  context.stroke();
}

// The corner of a leaf turned down: something about this cell is not as it should be.
function corner(context: CanvasRenderingContext2D): void {
  context.beginPath();
  context.moveTo(CELL - 8, 0);
  context.lineTo(CELL - 1, 0);
  context.lineTo(CELL - 1, 7);
  context.fill();
}
