/** Looks shared by everything that floats above the page. */
export const SCRIM = "fixed inset-0 z-40 bg-scrim animate-layer print:hidden";
export const LAYER =
  "border border-rule-2 bg-paper text-ink shadow-layer animate-layer print:hidden";

/** One line of a floating list: menu, palette, combobox. */
export const LAYER_ITEM =
  "flex min-h-8 w-full cursor-default items-center gap-2 rounded-sm px-2 text-base outline-none select-none pointer-coarse:min-h-11 data-disabled:text-ink-3 data-highlighted:bg-paper-2 data-highlighted:outline-2 data-highlighted:-outline-offset-2 data-highlighted:outline-seal aria-selected:bg-paper-2 aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-seal";
