/** What layout needs to know of a font: which characters it draws, and how wide, per unit of size. */
export type Metrics = {
  has: (codePoint: number) => boolean;
  advance: (codePoint: number) => number;
};

/** Reads the metrics of a TrueType file (OpenType 1.9: cmap formats 4 and 12, head, hhea, hmtx). */
export function metricsOf(file: Uint8Array): Metrics {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const table = tablesOf(view);
  const glyphs = glyphMap(view, table("cmap"));
  const unitsPerEm = view.getUint16(table("head") + 18);
  const measured = view.getUint16(table("hhea") + 34); // glyphs after these share the last width
  const hmtx = table("hmtx");
  const widthOf = (glyph: number) =>
    view.getUint16(hmtx + 4 * Math.min(glyph, measured - 1)) / unitsPerEm;
  const missing = widthOf(0);
  return {
    has: (codePoint) => glyphs.has(codePoint),
    advance: (codePoint) => {
      const glyph = glyphs.get(codePoint);
      return glyph === undefined ? missing : widthOf(glyph);
    },
  };
}

function tablesOf(view: DataView): (tag: string) => number {
  const offsets = new Map<string, number>();
  const count = view.getUint16(4);
  for (let entry = 12; entry < 12 + 16 * count; entry += 16) {
    const tag = [0, 1, 2, 3].map((n) => String.fromCharCode(view.getUint8(entry + n))).join("");
    offsets.set(tag, view.getUint32(entry + 8));
  }
  return (tag) => {
    const offset = offsets.get(tag);
    if (offset === undefined) throw new Error(`font without table ${tag}`);
    return offset;
  };
}

function glyphMap(view: DataView, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  const count = view.getUint16(cmap + 2);
  for (let entry = cmap + 4; entry < cmap + 4 + 8 * count; entry += 8) {
    const subtable = cmap + view.getUint32(entry + 4);
    const format = view.getUint16(subtable);
    if (format === 4) readSegments(view, subtable, glyphs);
    if (format === 12) readGroups(view, subtable, glyphs);
  }
  return glyphs;
}

function readSegments(view: DataView, at: number, glyphs: Map<number, number>): void {
  const segX2 = view.getUint16(at + 6);
  for (let seg = 0; seg < segX2; seg += 2) {
    const last = view.getUint16(at + 14 + seg);
    const first = view.getUint16(at + 16 + segX2 + seg);
    const delta = view.getUint16(at + 16 + 2 * segX2 + seg);
    const rangeAt = at + 16 + 3 * segX2 + seg;
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const glyph = segmentGlyph(view, { rangeAt, delta, code, first });
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
}

type Segment = { rangeAt: number; delta: number; code: number; first: number };

function segmentGlyph(view: DataView, { rangeAt, delta, code, first }: Segment): number {
  const range = view.getUint16(rangeAt);
  if (range === 0) return (code + delta) & 0xffff;
  const listed = view.getUint16(rangeAt + range + 2 * (code - first));
  return listed === 0 ? 0 : (listed + delta) & 0xffff;
}

function readGroups(view: DataView, at: number, glyphs: Map<number, number>): void {
  const count = view.getUint32(at + 12);
  for (let group = at + 16; group < at + 16 + 12 * count; group += 12) {
    const first = view.getUint32(group);
    const last = view.getUint32(group + 4);
    const glyph = view.getUint32(group + 8);
    for (let code = first; code <= last; code += 1) glyphs.set(code, glyph + code - first);
  }
}
