import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FontName } from "./theme";
import { metricsOf } from "./ttf";
import type { Fonts } from "./typeset";

type FontFiles = Readonly<Record<FontName, Buffer>>;

type Loaded = { files: FontFiles; metrics: Fonts };

let known: Loaded | undefined;

/** The font files and what layout knows of them; read once per process. */
export function fonts(): Loaded {
  known ??= load();
  return known;
}

function load(): Loaded {
  const files = {
    text: fontFile("Inter-Regular.ttf"),
    strong: fontFile("Inter-SemiBold.ttf"),
    mono: fontFile("IBMPlexMono-Regular.ttf"),
  };
  const metrics = {
    text: metricsOf(files.text),
    strong: metricsOf(files.strong),
    mono: metricsOf(files.mono),
  };
  return { files, metrics };
}

// fontkit reads a box of ten bytes even of a glyph without outline, such as the space; where that
// glyph stands last in the file it would read past the end. Zeros there are an empty box.
const EMPTY_BOX = Buffer.alloc(16);

function fontFile(name: string): Buffer {
  const path = join(process.cwd(), "lib", "exports", "pdf", "fonts", name);
  return Buffer.concat([withoutKerning(readFileSync(path)), EMPTY_BOX]);
}

// Layout measures without kerning, and Inter's is so strong between digits and points that 47.135
// reads as 47135. A table whose tag nobody knows is not applied (OpenType: table directory).
function withoutKerning(font: Buffer): Buffer {
  const tables = font.readUInt16BE(4);
  for (let entry = 12; entry < 12 + 16 * tables; entry += 16) {
    if (font.toString("latin1", entry, entry + 4) === "GPOS") font.write("none", entry, "latin1");
  }
  return font;
}
