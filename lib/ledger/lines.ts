// ledger.md §3.3 and §12: `entry LF entry LF …`: no header line, no blank line, no BOM, LF at the end.
import { concat, concatAll } from "./bytes";
import { MAX_ENTRY_BYTES } from "./entry-limits";
import { fails, found, type Read } from "./verdict";

const LF = 0x0a;
const LF_BYTES = Uint8Array.of(LF);

/** Lines as bytes, each ended by LF. */
export function joinLines(lines: readonly Uint8Array[]): Uint8Array {
  return concatAll(lines.flatMap((line) => [line, LF_BYTES]));
}

/** The lines, without their LF. Fails with `framing` where one is empty, too long, or not ended. */
export function splitLines(bytes: Uint8Array): Read<Uint8Array[]> {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LF, start);
    if (end < 0) return fails("framing", "The last line has no end.");
    if (end === start) return fails("framing", `Line ${lines.length + 1} is empty.`);
    if (end - start > MAX_ENTRY_BYTES)
      return fails("framing", `Line ${lines.length + 1} is too long.`);
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return found(lines);
}

/** The same over a stream, in memory that does not grow. Ends after the first line that cannot be one. */
export async function* streamLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Read<Uint8Array>> {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : concat(rest, chunk);
    const cut = bytes.lastIndexOf(LF) + 1;
    const whole = splitLines(bytes.subarray(0, cut));
    if (!whole.ok) return yield whole;
    for (const line of whole.value) yield found(line);
    rest = bytes.slice(cut);
    if (rest.length > MAX_ENTRY_BYTES) return yield fails("framing", "A line is too long.");
  }
  if (rest.length > 0) yield fails("framing", "The last line has no end.");
}
