/** The print side of the house tokens (ui.md, light): what a PDF page is made of. Lengths in points. */
export const PAGE = {
  width: 841.89, // A4, landscape
  height: 595.28,
  // Inside these margins a Letter page holds the same content.
  left: 48,
  right: 48,
  top: 64,
  bottom: 56,
  headBaseline: 38,
  footBaseline: 566,
} as const;

export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

export const INK = {
  ink: "#16181d",
  ink2: "#454b54",
  ink3: "#636a73",
  rule: "#dfe0da",
  rule2: "#84897f",
  seal: "#0b5d4b",
  fail: "#a4262c",
} as const;
export type Ink = keyof typeof INK;

/** The three fonts, all embedded; `fonts.ts` reads them. */
export const FONTS = ["text", "strong", "mono"] as const;
export type FontName = (typeof FONTS)[number];

/** Size and line height of each kind of text. */
export const STYLE = {
  title: { font: "strong", size: 26, leading: 32, ink: "ink" },
  heading: { font: "strong", size: 13, leading: 20, ink: "ink" },
  group: { font: "strong", size: 8.5, leading: 13, ink: "ink" },
  lead: { font: "text", size: 10.5, leading: 15, ink: "ink2" },
  entity: { font: "strong", size: 10.5, leading: 15, ink: "ink" },
  body: { font: "text", size: 8, leading: 10.5, ink: "ink" },
  label: { font: "text", size: 8, leading: 10.5, ink: "ink3" },
  fixed: { font: "mono", size: 7.5, leading: 10.5, ink: "ink" },
  cell: { font: "text", size: 7.5, leading: 10, ink: "ink" },
  cellFixed: { font: "mono", size: 7, leading: 10, ink: "ink" },
  cellHead: { font: "strong", size: 7, leading: 9.5, ink: "ink2" },
  running: { font: "text", size: 7.5, leading: 10, ink: "ink3" },
  runningStrong: { font: "strong", size: 7.5, leading: 10, ink: "ink" },
  demo: { font: "strong", size: 7.5, leading: 10, ink: "fail" },
} as const satisfies Record<string, { font: FontName; size: number; leading: number; ink: Ink }>;
export type StyleName = keyof typeof STYLE;
