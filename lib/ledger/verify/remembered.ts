// ledger.md §12, Verifier: "a verified checkpoint is remembered as <dir>/<sha256(origin)>": what a truncated log is found out by.
import { concat, textOf, toHex, utf8 } from "../bytes";
import { sha256 } from "../crypto";
import { isInstant } from "../instant";
import { MAX_NOTE_BYTES } from "../note";
import { fails, found, type Read } from "../verdict";

/** The largest checkpoint of a log that this verifier has seen, and when the bundle it came in says it was made. */
export type Remembered = { readonly created: string; readonly checkpoint: Uint8Array };

const CREATED = "created ";
const SEPARATOR = "\n\n";

/** The name of the file for a log: lower-case hex of SHA-256 of its origin. */
export function rememberedName(origin: string): string {
  return toHex(sha256(utf8(origin)));
}

/** `created <instant>\n`, an empty line, and the checkpoint verbatim. */
export function formatRemembered({ created, checkpoint }: Remembered): Uint8Array {
  return concat(utf8(`${CREATED}${created}${SEPARATOR}`), checkpoint);
}

/** The file, nothing of it checked but its form. Fails with `framing`. */
export function parseRemembered(bytes: Uint8Array): Read<Remembered> {
  const text = bytes.length > MAX_NOTE_BYTES ? null : textOf(bytes);
  const end = text === null ? -1 : text.indexOf(SEPARATOR);
  if (text === null || end < 0 || !text.startsWith(CREATED)) {
    return fails("framing", "What was remembered is not a date and a checkpoint.");
  }
  const created = text.slice(CREATED.length, end);
  if (!isInstant(created)) return fails("framing", "What was remembered has no date.");
  return found({ created, checkpoint: utf8(text.slice(end + SEPARATOR.length)) });
}
