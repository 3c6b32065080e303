// ledger.md §8: "A row is a pure function of the entry's bytes." Only what people search or group by.
import { utf8 } from "@/lib/ledger/bytes";
import { canonicalJson, type JsonObject } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import type { Entry } from "@/lib/ledger/entry";
import { keyHash } from "@/lib/ledger/event";
import { isJsonObject } from "@/lib/ledger/json-shape";
import type { Log } from "@/lib/ledger/origin";
import { CALLS } from "./registry";

/** A value of a row as it is sent to PostgreSQL. */
export type Cell = string | number | bigint | Uint8Array | null;

/** What is indexed of an entry: where it stands, its bytes, and what they say. */
export type Indexed = { readonly leaf: Uint8Array; readonly entry: Entry };

/** The searchable table of a log, and how an entry becomes a row of it, in the order of `columns`. */
export type LogIndex = {
  readonly table: "ledger_calls" | "ledger_governance";
  readonly columns: readonly string[];
  readonly toRow: (indexed: Indexed) => readonly Cell[];
  /** Sums are kept over the rows, in the same transactions. */
  readonly isCounted: boolean;
};

/** Columns of both logs. */
const COMMON = ["idx", "ts", "leaf_hash", "type", "source"] as const;

// What an entry of a newer format says of itself cannot be read: it has its place in the index, and no more.
const UNREADABLE = "unreadable";

/** The index of a log. */
export function indexOf(log: Log): LogIndex {
  return INDICES[log];
}

const INDICES = {
  calls: {
    table: "ledger_calls",
    columns: [...COMMON, ...CALLS.columns],
    toRow: (indexed) => [...commonCells(indexed), ...CALLS.cellsOf(indexed.entry)],
    isCounted: true,
  },
  governance: {
    table: "ledger_governance",
    columns: [...COMMON, "key", "subject_kind", "subject_id", "actor_id"],
    toRow: governanceCells,
    isCounted: false,
  },
} as const satisfies Record<Log, LogIndex>;

function commonCells({ leaf, entry }: Indexed): Cell[] {
  const { type, src } = entry.body ?? { type: UNREADABLE, src: { id: UNREADABLE } };
  return [entry.idx, entry.ts, leaf, type, src.id];
}

/** §9: a change's `data` is {actor {kind, id, roles}, subject {kind, id}, …}; other entries have neither. */
function governanceCells(indexed: Indexed): Cell[] {
  const { key, data } = indexed.entry.body ?? { key: UNREADABLE, data: {} };
  const subject = memberOf(data, "subject");
  const actor = memberOf(data, "actor");
  return [
    ...commonCells(indexed),
    key,
    textOf(subject, "kind"),
    textOf(subject, "id"),
    textOf(actor, "id"),
  ];
}

/** The row of `ledger_key`: key_hash, data_hash, idx, ts. None for an entry that cannot be read. */
export function keyRow({ entry }: Indexed): readonly Cell[] | null {
  if (entry.body === null) return null;
  const { src, key, data } = entry.body;
  return [keyHash(src.id, key), dataHash(data), entry.idx, entry.ts];
}

/** SHA-256(canonicalJson(data)), as in §4 step 3. */
export function dataHash(data: JsonObject): Uint8Array {
  return sha256(utf8(canonicalJson(data)));
}

function memberOf(data: JsonObject, name: string): JsonObject {
  const member = data[name];
  return isJsonObject(member) ? member : {};
}

// PostgreSQL's text cannot hold U+0000, which JSON can: such a value is no id of ours, and the entry keeps it.
function textOf(object: JsonObject, name: string): string | null {
  const value = object[name];
  return typeof value === "string" && !value.includes("\0") ? value : null;
}
