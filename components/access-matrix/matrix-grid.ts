import { drawFrame } from "./matrix-frame";
import {
  CELL,
  type Counts,
  contentSize,
  type Heads,
  headSize,
  headsFor,
  moved,
  type Place,
  placeAt,
  type Scroll,
  scrollTo,
  windowOf,
} from "./matrix-geometry";
import { type Ink, inkOf, onThemeChange } from "./matrix-ink";
import { isOnMap, makeMiniMap, scrollFromMap } from "./matrix-mini-map";
import { cellAt, nextFlagged, type Picture, rowOf } from "./matrix-picture";
import type { MiniMap } from "./matrix-scene";
import { drawSprites } from "./matrix-sprites";
import { textFitter } from "./matrix-text";

/** What the grid is made of in the page, and whom it tells. */
export type GridParts = {
  /** What scrolls; it has the keyboard. */
  readonly scroller: HTMLElement;
  /** As large as the whole picture, so that there is something to scroll; it holds the canvas. */
  readonly spacer: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** The keyboard came to a cell. */
  readonly onFocus: (place: Place) => void;
  /** A cell is pointed at; null: none any more. */
  readonly onPoint: (place: Place | null) => void;
  /** A cell that is not empty shall be opened. */
  readonly onOpen: (place: Place) => void;
};

/** The picture of the matrix: scrolled by the browser, drawn anew for each frame that changes, without a part in the page for each cell. */
export class MatrixGrid {
  readonly #parts: GridParts;
  readonly #picture: Picture;
  readonly #counts: Counts;
  readonly #context: CanvasRenderingContext2D | null;
  readonly #fit = textFitter();
  readonly #gone = new AbortController();
  #heads: Heads = headsFor(0);
  #view = { width: 0, height: 0 };
  #ink: Ink;
  #sprites: HTMLCanvasElement;
  #miniMap: MiniMap | null = null;
  #hover: Place | null = null;
  #focus: Place | null = null;
  #focused = false;
  #dragsMap = false;
  #frame = 0;

  constructor(parts: GridParts, picture: Picture) {
    this.#parts = parts;
    this.#picture = picture;
    this.#counts = { rows: picture.rows.length, columns: picture.operations.length };
    this.#context = parts.canvas.getContext("2d", { alpha: false });
    this.#ink = inkOf(parts.scroller);
    this.#sprites = drawSprites(this.#ink, devicePixelRatio);
    this.#listen();
    this.#resize();
  }

  /** Lets go of everything it listens to. */
  end(): void {
    cancelAnimationFrame(this.#frame);
    this.#gone.abort();
  }

  /** Brings the keyboard to a cell and the cell into sight. */
  focusOn(place: Place): void {
    this.#focus = place;
    this.#scroll(scrollTo(place, this.#scrolled(), this.#view, this.#heads));
    this.#parts.onFocus(place);
    this.#draw();
  }

  #listen(): void {
    const { scroller, canvas } = this.#parts;
    const resized = new ResizeObserver(() => this.#resize());
    resized.observe(scroller);
    this.#gone.signal.addEventListener("abort", () => resized.disconnect());
    onThemeChange(() => this.#dress(), this.#gone.signal);
    void document.fonts.ready.then(() => this.#draw());
    this.#on(scroller, "scroll", () => this.#draw());
    this.#on(scroller, "keydown", (event) => this.#press(event));
    this.#on(scroller, "focus", () => this.#entered(true));
    this.#on(scroller, "blur", () => this.#entered(false));
    this.#on(canvas, "pointerdown", (event) => this.#down(event));
    this.#on(canvas, "pointermove", (event) => this.#point(event));
    this.#on(canvas, "pointerup", () => this.#release());
    this.#on(canvas, "pointerleave", () => this.#hoverAt(null));
    this.#on(canvas, "click", (event) => this.#click(event));
  }

  #on<Name extends keyof HTMLElementEventMap>(
    target: HTMLElement,
    name: Name,
    run: (event: HTMLElementEventMap[Name]) => void,
  ): void {
    const { signal } = this.#gone;
    target.addEventListener<Name>(name, run, { signal, passive: name === "scroll" });
  }

  #resize(): void {
    const { scroller, spacer, canvas } = this.#parts;
    this.#heads = headsFor(scroller.clientWidth);
    const content = contentSize(this.#heads, this.#counts);
    spacer.style.width = `${content.width}px`;
    spacer.style.height = `${content.height}px`;
    const view = { width: scroller.clientWidth, height: scroller.clientHeight };
    if (view.width !== this.#view.width || view.height !== this.#view.height) {
      this.#view = view;
      canvas.style.width = `${view.width}px`;
      canvas.style.height = `${view.height}px`;
    }
    const side = Math.ceil(CELL * devicePixelRatio);
    if (this.#sprites.height !== side) this.#sprites = drawSprites(this.#ink, devicePixelRatio);
    this.#miniMap = makeMiniMap(this.#picture, this.#heads, view, this.#ink);
    canvas.width = Math.round(view.width * devicePixelRatio);
    canvas.height = Math.round(view.height * devicePixelRatio);
    this.#paint(); // at once: a canvas that was sized is blank
  }

  #dress(): void {
    this.#ink = inkOf(this.#parts.scroller);
    this.#sprites = drawSprites(this.#ink, devicePixelRatio);
    this.#miniMap = makeMiniMap(this.#picture, this.#heads, this.#view, this.#ink);
    this.#draw();
  }

  #draw(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const scale = devicePixelRatio;
    if (!this.#context) return;
    this.#context.setTransform(scale, 0, 0, scale, 0, 0);
    drawFrame(this.#context, {
      picture: this.#picture,
      counts: this.#counts,
      heads: this.#heads,
      view: this.#view,
      scroll: this.#scrolled(),
      ink: this.#ink,
      sprites: this.#sprites,
      miniMap: this.#miniMap,
      hover: this.#hover,
      focus: this.#focus,
      focused: this.#focused,
      fit: this.#fit(this.#context),
    });
  }

  // Whole pixels, or all lines would be drawn between two of them.
  #scrolled(): Scroll {
    const { scrollLeft, scrollTop } = this.#parts.scroller;
    return { left: Math.round(scrollLeft), top: Math.round(scrollTop) };
  }

  #scroll({ left, top }: Scroll): void {
    this.#parts.scroller.scrollLeft = left;
    this.#parts.scroller.scrollTop = top;
  }

  #entered(focused: boolean): void {
    this.#focused = focused;
    if (focused && !this.#dragsMap) {
      const seen = windowOf(this.#scrolled(), this.#view, this.#heads, this.#counts);
      if (this.#focus) this.#parts.onFocus(this.#focus);
      else if (seen.bottom > 0) this.focusOn({ row: seen.top, column: seen.left });
    }
    this.#draw();
  }

  #press(event: KeyboardEvent): void {
    const from = this.#focus;
    if (!from || event.altKey || event.metaKey) return;
    const to = this.#target(event, from);
    if (!to && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    this.#hover = null;
    if (to) this.focusOn(to);
    else this.#open(from);
  }

  #target(event: KeyboardEvent, from: Place): Place | null {
    if (!event.ctrlKey && (event.key === "n" || event.key === "p")) {
      return this.#placeOf(nextFlagged(this.#picture, from, event.key === "n" ? 1 : -1));
    }
    const head = headSize(this.#heads);
    const page = {
      rows: Math.max(1, Math.floor((this.#view.height - head.height) / CELL) - 1),
      columns: Math.max(1, Math.floor((this.#view.width - head.width) / CELL) - 1),
    };
    return moved(event.key, event.ctrlKey || event.shiftKey, from, this.#counts, page);
  }

  #placeOf(cell: number): Place | null {
    if (cell < 0) return null;
    return { row: rowOf(this.#picture, cell), column: this.#picture.columns[cell] ?? 0 };
  }

  #open(place: Place): void {
    if (cellAt(this.#picture, place.row, place.column) >= 0) this.#parts.onOpen(place);
  }

  #down(event: PointerEvent): void {
    if (!this.#miniMap || !isOnMap(this.#miniMap, pointOf(event))) return;
    this.#dragsMap = true;
    this.#parts.canvas.setPointerCapture(event.pointerId);
    this.#scroll(scrollFromMap(this.#miniMap, pointOf(event), this.#scene()));
  }

  #point(event: PointerEvent): void {
    if (this.#dragsMap && this.#miniMap) {
      this.#scroll(scrollFromMap(this.#miniMap, pointOf(event), this.#scene()));
    } else if (event.pointerType !== "touch") this.#hoverAt(this.#placeUnder(event));
  }

  #release(): void {
    this.#dragsMap = false;
  }

  #click(event: MouseEvent): void {
    const place = this.#placeUnder(event);
    if (!place) return;
    this.focusOn(place);
    this.#open(place);
  }

  #hoverAt(place: Place | null): void {
    if (place?.row === this.#hover?.row && place?.column === this.#hover?.column) return;
    this.#hover = place;
    this.#parts.onPoint(place);
    this.#draw();
  }

  #placeUnder(event: MouseEvent): Place | null {
    return placeAt(pointOf(event), this.#scrolled(), this.#heads, this.#counts);
  }

  #scene() {
    return { view: this.#view, heads: this.#heads, counts: this.#counts };
  }
}

function pointOf({ offsetX, offsetY }: MouseEvent): { x: number; y: number } {
  return { x: offsetX, y: offsetY };
}
