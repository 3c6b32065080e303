import type { Counts, Heads, Place, Scroll, Size } from "./matrix-geometry";
import type { Ink } from "./matrix-ink";
import type { Picture } from "./matrix-picture";

/** The whole matrix on a stamp in the corner, and where in the corner it lies. */
export type MiniMap = {
  readonly image: HTMLCanvasElement;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** All that one frame is drawn from. */
export type Frame = {
  readonly picture: Picture;
  readonly counts: Counts;
  readonly heads: Heads;
  readonly view: Size;
  readonly scroll: Scroll;
  readonly ink: Ink;
  readonly sprites: HTMLCanvasElement;
  readonly miniMap: MiniMap | null;
  readonly hover: Place | null;
  /** The cell the keyboard is at; null until the grid was entered. */
  readonly focus: Place | null;
  readonly focused: boolean;
  /** Text cut to a width, kept from frame to frame. */
  readonly fit: (text: string, font: string, width: number) => string;
};
