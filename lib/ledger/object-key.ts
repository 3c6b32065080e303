// ledger.md §2: names of stored objects. N20 makes them sort like numbers; no other name lies under a log.
import { n20, parseN20 } from "./decimal";
import { LOGS, type Log } from "./origin";
import type { Range } from "./tree";

/** What an object of a log is. Ranges are half-open and never empty. */
export type ObjectName =
  | { readonly kind: "wal"; readonly start: bigint }
  | ({ readonly kind: "segment" } & Range)
  | ({ readonly kind: "hashes" } & Range)
  | { readonly kind: "checkpoint"; readonly size: bigint }
  | { readonly kind: "token"; readonly size: bigint };

/** `<log>/wal/N20(start)`: one batch. Its creation is the commit. */
export function walKey(log: Log, start: bigint): string {
  return `${log}/wal/${n20(start)}`;
}

/** `<log>/seg/N20(a)-N20(b).ndjson.gz`: the lines of [a, b). */
export function segmentKey(log: Log, { start, end }: Range): string {
  return `${log}/seg/${n20(start)}-${n20(end)}.ndjson.gz`;
}

/** `<log>/hashes/N20(a)-N20(b)`: the leaf hashes of [a, b). */
export function hashesKey(log: Log, { start, end }: Range): string {
  return `${log}/hashes/${n20(start)}-${n20(end)}`;
}

/** `<log>/checkpoint/N20(size)`: a signed note. */
export function checkpointKey(log: Log, size: bigint): string {
  return `${log}/checkpoint/${n20(size)}`;
}

/** `<log>/checkpoint/N20(size).tsr`: an RFC 3161 response over the whole checkpoint file. */
export function tokenKey(log: Log, size: bigint): string {
  return `${log}/checkpoint/${n20(size)}.tsr`;
}

const NAME = /^(wal|seg|hashes|checkpoint)\/([0-9]{20})(?:-([0-9]{20}))?(\.ndjson\.gz|\.tsr)?$/;

/** The log and the object a key names; null for a name that the layout does not have. */
export function parseObjectKey(key: string): { log: Log; name: ObjectName } | null {
  const cut = key.indexOf("/");
  const log = LOGS.find((known) => known === key.slice(0, cut));
  const name = log === undefined ? null : parseName(key.slice(cut + 1));
  return log === undefined || name === null ? null : { log, name };
}

function parseName(rest: string): ObjectName | null {
  const [, folder, first = "", second, suffix = ""] = NAME.exec(rest) ?? [];
  const start = parseN20(first);
  const end = second === undefined ? null : parseN20(second);
  if (folder === undefined || start === null) return null;
  if (end !== null) return end > start ? rangeName(`${folder}${suffix}`, { start, end }) : null;
  return second === undefined ? pointName(`${folder}${suffix}`, start) : null;
}

function rangeName(form: string, range: Range): ObjectName | null {
  if (form === "seg.ndjson.gz") return { kind: "segment", ...range };
  return form === "hashes" ? { kind: "hashes", ...range } : null;
}

function pointName(form: string, at: bigint): ObjectName | null {
  if (form === "wal") return { kind: "wal", start: at };
  if (form === "checkpoint") return { kind: "checkpoint", size: at };
  return form === "checkpoint.tsr" ? { kind: "token", size: at } : null;
}
