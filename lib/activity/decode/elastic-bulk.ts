// gateway-logs §5.1: Elasticsearch's bulk format: a line that says what to do, then, but for a delete, a line with the document.
// The reply has an item for each in the same order, so each keeps the place where its record went.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { parseLossless } from "@/lib/ledger/lossless-json";
import { assertRoomAt } from "./record-limit";
import type { Decoded, Rejected, WireRecord } from "./wire-record";

const ACTIONS = ["create", "index", "update", "delete"] as const;
export type BulkAction = (typeof ACTIONS)[number];

/** One operation of a request. `index` and `id` are what the sender named, the first also in the address. */
export type BulkItem = {
  readonly position: number;
  readonly action: BulkAction;
  readonly index: string | null;
  readonly id: string | null;
};

export type DecodedBulk = Decoded & { readonly items: readonly BulkItem[] };

/**
 * The documents of a body, with index and id as the native id where the sender named both. A line that says nothing to do is
 * rejected alone: the next one that does is where it goes on. `index` is the one in the address, or null.
 * Errors: too_large (more than 10,000).
 */
export function decodeBulk(body: Uint8Array, index: string | null): DecodedBulk {
  const records: WireRecord[] = [];
  const rejected: Rejected[] = [];
  const items: BulkItem[] = [];
  for (const { told, line, document } of operationsOf(body, index)) {
    const position = items.length;
    assertRoomAt(position);
    const item = told ?? { action: "create", index, id: null };
    items.push({ position, ...item });
    const raw = document ?? line;
    const read = readItem(told, document);
    if (typeof read === "string") rejected.push({ position, reason: read, raw });
    else records.push({ position, envelope: "json", json: read, raw, ...nativeIdOf(item) });
  }
  return { records, rejected, items };
}

type Told = Omit<BulkItem, "position">;
type Operation = {
  /** What its line says to do; null where it says nothing. */
  readonly told: Told | null;
  readonly line: Uint8Array;
  readonly document: Uint8Array | null;
};

function* operationsOf(body: Uint8Array, index: string | null): Generator<Operation> {
  let asked: Omit<Operation, "document"> | null = null;
  for (const line of linesOf(body)) {
    if (asked !== null) {
      yield { ...asked, document: line };
      asked = null;
      continue;
    }
    const told = actionIn(line, index);
    if (told !== null && told.action !== "delete") asked = { told, line };
    else yield { told, line, document: null };
  }
  if (asked !== null) yield { ...asked, document: null };
}

/** The document of an operation, or why there is none. */
function readItem(told: Told | null, line: Uint8Array | null): JsonObject | string {
  if (told === null) return "no action line of a bulk request";
  if (told.action === "delete") return "a delete: what was recorded stays";
  if (line === null) return "an action without a document";
  const document = objectIn(line);
  if (document === null) return "not a JSON object";
  // Logstash's upserts bring the document in a member of the line.
  const part = told.action === "update" ? (document.doc ?? document.upsert) : document;
  return part !== undefined && isJsonObject(part) ? part : "an update without a document";
}

function actionIn(line: Uint8Array, index: string | null): Told | null {
  const json = objectIn(line);
  const [entry, ...others] = json === null ? [] : Object.entries(json);
  const action = ACTIONS.find((name) => name === entry?.[0]);
  const about = entry?.[1];
  if (!action || others.length > 0 || about === undefined || !isJsonObject(about)) return null;
  const { _index: named, _id: id } = about;
  return {
    action,
    index: typeof named === "string" ? named : index,
    id: typeof id === "string" && id !== "" ? id : null,
  };
}

function nativeIdOf({ index, id }: Told): { nativeId?: readonly string[] } {
  return index === null || id === null ? {} : { nativeId: [index, id] };
}

function objectIn(line: Uint8Array): JsonObject | null {
  try {
    const json = parseLossless(new TextDecoder("utf-8", { fatal: true }).decode(line));
    return json !== undefined && isJsonObject(json) ? json : null;
  } catch {
    return null;
  }
}

const LINE_FEED = 0x0a;

const SPACE = 0x20;

/** The lines that are not blank, from their first letter. Bytes, so that one with broken UTF-8 spoils no other. */
function* linesOf(body: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < body.length; start += 1) {
    if ((body[start] ?? 0) <= SPACE) continue;
    const found = body.indexOf(LINE_FEED, start);
    const end = found === -1 ? body.length : found;
    yield body.subarray(start, end);
    start = end;
  }
}
