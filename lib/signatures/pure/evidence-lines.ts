// The files that people sign: NDJSON, each line ended by LF, a header first. Read whole, as lines far longer than an entry occur.
import { type BundleSource, readFile } from "@/lib/ledger/bundle-source";
import { textOf } from "@/lib/ledger/bytes";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { parseJson } from "@/lib/ledger/strict-json";
import { fails, found, type Read } from "@/lib/ledger/verdict";

/** More than fifty thousand lines of a snapshot. One such file is in memory at a time. */
const MAX_EVIDENCE_BYTES = 128 * 2 ** 20;
const LF = 0x0a;

/** A signed file, or the list of the hashes of its lines. Fails with `framing`. */
export async function readEvidence(source: BundleSource, name: string): Promise<Read<Uint8Array>> {
  const bytes = await readFile(source, name, MAX_EVIDENCE_BYTES);
  if (!bytes.ok || !hasTooManyLines(bytes.value)) return bytes;
  return fails("framing", `It has more than ${MAX_LINES} lines.`, { file: name });
}

// Each line is an object in memory, and a hostile file could hold nothing but line ends.
const MAX_LINES = 500_000;

function hasTooManyLines(bytes: Uint8Array): boolean {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0 && lines <= MAX_LINES; at = bytes.indexOf(LF, at + 1)) {
    lines += 1;
  }
  return lines > MAX_LINES;
}

/** A line as an object. Fails with `framing`. */
export function objectIn(line: Uint8Array): Read<JsonObject> {
  const text = textOf(line);
  const json = text === null ? fails("framing", "The line is not UTF-8.") : parseJson(text);
  if (!json.ok) return json;
  return isJsonObject(json.value)
    ? found(json.value)
    : fails("framing", "The line is not an object.");
}

/** The first line. Fails with `framing`. */
export function headerIn(bytes: Uint8Array): Read<JsonObject> {
  const end = bytes.indexOf(LF);
  return objectIn(end < 0 ? bytes : bytes.subarray(0, end));
}
