// ledger.md §4: what `append` takes and answers, and the two hashes that make a repetition known again (step 3).
import { utf8 } from "./bytes";
import type { JsonObject } from "./canonical-json";
import { sha256 } from "./crypto";
import { type EntryTemplate, entryTemplate } from "./entry-encode";
import {
  isEntryKey,
  isEntryType,
  isSource,
  RESERVED_TYPES,
  type Source,
  SYSTEM_SOURCES,
} from "./entry-limits";
import { LedgerError } from "./ledger-error";

/** One event, as its domain hands it over. */
export type Event = {
  readonly type: string;
  readonly key: string;
  readonly source: Source;
  readonly data: JsonObject;
  /** What `canonicalJson` makes of `data`, where another thread of this product has made it already. */
  readonly dataText?: string;
};

/** Why an event can never become an entry. */
export type RefusalReason = "too_large" | "not_json" | "bad_type" | "bad_source" | "bad_key";

type Stored = { readonly index: bigint; readonly leafHash: string; readonly ts: string };

/** What became of one event. `leafHash` is lower-case hex. A conflict is a known key with other data: nothing is stored. */
export type Receipt =
  | ({ readonly status: "stored" | "duplicate" } & Stored)
  | { readonly status: "conflict"; readonly index: bigint }
  | { readonly status: "refused"; readonly reason: RefusalReason };

/** Who asks: only the product's own processes write as `sys:` sources and `ledger.*` types. */
export type Asker = "outside" | "inside";

/** An event that can be stored: same key hash and data hash is a repetition, same key hash alone a conflict. */
export type ExaminedEvent = {
  readonly ok: true;
  readonly keyHash: Uint8Array;
  readonly dataHash: Uint8Array;
  readonly template: EntryTemplate;
};

/** The event made ready for its place, or why it is refused. The answer depends on nothing else in the log. */
export function examineEvent(
  event: Event,
  log: string,
  asker: Asker,
): ExaminedEvent | { readonly ok: false; readonly reason: RefusalReason } {
  const reason = refusalOf(event, asker);
  if (reason !== null) return { ok: false, reason };
  const template = templateOf(event, log);
  if (template === null) return { ok: false, reason: "not_json" };
  if (!template.fits) return { ok: false, reason: "too_large" };
  const dataHash = sha256(utf8(template.dataText));
  return { ok: true, keyHash: keyHash(event.source.id, event.key), dataHash, template };
}

const SEPARATOR = Uint8Array.of(0x00);

/** SHA-256(src.id ‖ 0x00 ‖ key). Neither part can hold the separator. */
export function keyHash(sourceId: string, key: string): Uint8Array {
  return sha256(utf8(sourceId), SEPARATOR, utf8(key));
}

function refusalOf({ type, key, source }: Event, asker: Asker): RefusalReason | null {
  if (
    !isEntryType(type) ||
    (type.startsWith("ledger.") && !mayWrite(type, RESERVED_TYPES, asker))
  ) {
    return "bad_type";
  }
  if (
    !isSource(source) ||
    (source.id.startsWith("sys:") && !mayWrite(source.id, SYSTEM_SOURCES, asker))
  ) {
    return "bad_source";
  }
  return isEntryKey(key) ? null : "bad_key";
}

function mayWrite(reserved: string, known: readonly string[], asker: Asker): boolean {
  return asker === "inside" && known.includes(reserved);
}

function templateOf(event: Event, log: string): EntryTemplate | null {
  const { type, key, source, data, dataText } = event;
  try {
    return entryTemplate(log, { type, key, src: source, data }, dataText);
  } catch (error) {
    if (error instanceof LedgerError && error.code === "not_json") return null;
    throw error;
  }
}
