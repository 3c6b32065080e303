// ledger.md §3.1: one event as bytes, written once in RFC 8785 form.
import { toBase64 } from "./base64";
import { utf8, utf8Length } from "./bytes";
import { canonicalJson } from "./canonical-json";
import { MAX_SIZE } from "./decimal";
import { type EntryBody, type EntryPosition, SALT_BYTES } from "./entry";
import { MAX_ENTRY_BYTES } from "./entry-limits";
import { isInstant } from "./instant";
import { LedgerError } from "./ledger-error";

/** What is known of an entry before it has a place: all of its line but idx, salt and ts. */
export type EntryTemplate = {
  /** RFC 8785 text of `data`, which the dedupe hash covers. */
  readonly dataText: string;
  /** Of the line, in bytes, under the widest stamp there is. */
  readonly bytes: number;
  readonly fits: boolean;
  readonly beforeIdx: string;
  readonly beforeSalt: string;
  readonly beforeTs: string;
  readonly afterTs: string;
};

const VERSION = 1;

// An index of 16 digits, a salt of 24 characters, an instant of 24: what the longest line adds to its template.
const STAMP_BYTES = MAX_SIZE.toString().length + 24 + 24;

/**
 * The line of an event, but for its place. `fits` is asked with the widest index, so that it does not depend on where in
 * the log the event would come to stand. `made`: what `dataTextOf` made of `data` before. Errors: not_json.
 */
export function entryTemplate(
  log: string,
  body: Omit<EntryBody, "salt">,
  made?: string,
): EntryTemplate {
  const dataText = made ?? dataTextOf(body.data);
  // RFC 8785 §3.2.3 orders the members: data, idx, key, log, salt, src, ts, type, v.
  const beforeIdx = `{"data":${dataText},"idx":`;
  const beforeSalt = `,"key":${canonicalJson(body.key)},"log":${canonicalJson(log)},"salt":"`;
  const beforeTs = `","src":${canonicalJson(body.src)},"ts":"`;
  const afterTs = `","type":${canonicalJson(body.type)},"v":${VERSION}}`;
  const bytes = utf8Length(beforeIdx + beforeSalt + beforeTs + afterTs) + STAMP_BYTES;
  const fits = bytes <= MAX_ENTRY_BYTES;
  return { dataText, bytes, fits, beforeIdx, beforeSalt, beforeTs, afterTs };
}

/** RFC 8785 text of `data`. Errors: not_json. */
export function dataTextOf(data: EntryBody["data"]): string {
  const member = canonicalJson({ data }); // as a member, so that the depth counts as in the entry
  return member.slice('{"data":'.length, -1);
}

/** The line to store, without its LF. A number, base64 and an instant need no escape. Errors: too_large, malformed, out_of_range. */
export function stampEntry(
  template: EntryTemplate,
  stamp: { idx: bigint; ts: string; salt: Uint8Array },
): Uint8Array {
  const { idx, ts, salt } = stamp;
  if (!template.fits) throw new LedgerError("too_large", "the entry would exceed 65,535 bytes");
  if (idx < 0n || idx >= MAX_SIZE) throw new LedgerError("out_of_range", `no index: ${idx}`);
  if (!isInstant(ts)) throw new LedgerError("malformed", `no instant: ${ts}`);
  if (salt.length !== SALT_BYTES) throw new LedgerError("malformed", "a salt has 16 bytes");
  const { beforeIdx, beforeSalt, beforeTs, afterTs } = template;
  return utf8(`${beforeIdx}${idx}${beforeSalt}${toBase64(salt)}${beforeTs}${ts}${afterTs}`);
}

/** Template and stamp at once. Errors: not_json, too_large, malformed, out_of_range. */
export function encodeEntry(position: EntryPosition, body: EntryBody): Uint8Array {
  const template = entryTemplate(position.log, body);
  return stampEntry(template, { idx: position.idx, ts: position.ts, salt: body.salt });
}
