// ledger.md §3.1, §6 and §10: the data of entries that the ledger writes about itself.
import { toHex, utf8 } from "./bytes";
import { canonicalJson } from "./canonical-json";
import { sha256 } from "./crypto";
import type { Event } from "./event";

/** Data of leaf 0 of each log. */
export const LEDGER_FORMAT = "countersign-ledger/1";

/** The first entry of a log. */
export function createdEvent(): Event {
  return inside("ledger.created", "created", { format: LEDGER_FORMAT });
}

/** After an hour without a leaf. Its key is the `ts` of the last leaf, so that two sealers write one. */
export function heartbeatEvent(lastTs: string): Event {
  return inside("ledger.heartbeat", lastTs, {});
}

/** A clock that went back or away: what the process, the database and the log said. All instants. */
export function clockEvent(said: { now: string; database: string; last: string | null }): Event {
  return { ...inside("ledger.clock", said.now, said), source: { id: "sys:appender" } };
}

/** In `governance`: `old` and `fresh` are vkeys of `log`; `size` is the tree the old key signed last on its own. */
export function keyRotatedEvent(change: {
  log: string;
  old: string;
  fresh: string;
  size: bigint;
}): Event {
  const { log, old, fresh, size } = change;
  return inside("ledger.key-rotated", keyOf(log, fresh), {
    log,
    old,
    new: fresh,
    size: Number(size),
  });
}

/** In `governance`: what a stolen key signs from `size` on is not evidence. */
export function keyRevokedEvent(change: {
  log: string;
  key: string;
  size: bigint;
  reason: string;
}): Event {
  const { log, key, size, reason } = change;
  return inside("ledger.key-revoked", keyOf(log, key), { log, key, size: Number(size), reason });
}

/** What a scrub of `log` found. The same difference has the same key, so that it is one leaf however often it is met. */
export function scrubFindingEvent(difference: {
  log: string;
  mode: "stored" | "index";
  reason: string;
  detail: string;
  file?: string;
  index?: bigint;
}): Event {
  const { log, mode, reason, detail, file, index } = difference;
  const place = {
    ...(file === undefined ? {} : { file }),
    ...(index === undefined ? {} : { index: Number(index) }),
  };
  const data = { log, mode, reason, detail, ...place };
  return inside("ledger.scrub-finding", keyOf(log, canonicalJson(data)), data);
}

/** A vkey holds its origin and may be longer than an idempotency key. */
function keyOf(log: string, vkey: string): string {
  return toHex(sha256(utf8(`${log} ${vkey}`)));
}

function inside(type: Event["type"], key: string, data: Event["data"]): Event {
  return { type, key, source: { id: "sys:sealer" }, data };
}
