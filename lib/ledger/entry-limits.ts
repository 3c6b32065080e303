// ledger.md §3.1: what an entry and its `type`, `src` and `key` may be; asked before an append and after a read, so that neither drifts.

/** The C2SP limit: an entry's length fits two bytes (c2sp.org/tlog-tiles, Log entries). */
export const MAX_ENTRY_BYTES = 65_535;

/** Who sent an event, and which number it gave it. `seq` counts without holes within an `epoch`. */
export type Source = { readonly id: string; readonly epoch?: string; readonly seq?: number };

/** Sources inside the product. */
export const SYSTEM_SOURCES = ["sys:appender", "sys:sealer", "sys:change-log"] as const;

/** Types of entries about the ledger itself. */
export const RESERVED_TYPES = [
  "ledger.created",
  "ledger.heartbeat",
  "ledger.clock",
  "ledger.deletion-planned",
  "ledger.deleted",
  "ledger.key-rotated",
  "ledger.key-revoked",
  "ledger.scrub-finding",
] as const;

// A reader lets reserved names pass that it does not know: an old verifier meets newer entries of the same version.
const TYPE = /^[a-z][a-z0-9-]{0,62}(?:\.[a-z][a-z0-9-]{0,62})?$/;
const SOURCE_ID = /^(?:sys:)?[a-z0-9][a-z0-9-]{0,62}$/;
const KEY = /^[\x20-\x7e]{1,256}$/;
const EPOCH = /^[\x20-\x7e]{1,64}$/;

/** `call`, a change action such as `vendor-review.decided`, or a `ledger.*`. */
export function isEntryType(type: string): boolean {
  return TYPE.test(type);
}

/** 1 to 256 printable ASCII characters. */
export function isEntryKey(key: string): boolean {
  return KEY.test(key);
}

/** An id of the right shape; epoch 1 to 64 printable ASCII characters; seq an integer from 0. */
export function isSource({ id, epoch, seq }: Source): boolean {
  return (
    SOURCE_ID.test(id) &&
    (epoch === undefined || EPOCH.test(epoch)) &&
    (seq === undefined || (Number.isSafeInteger(seq) && seq >= 0))
  );
}
