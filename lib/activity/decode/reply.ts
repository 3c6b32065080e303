// gateway-logs §5.2: what senders are answered once their records are durably committed: always 200, also where records were
// quarantined, as senders drop on 4xx and send again for ever on 5xx.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { BulkItem } from "./elastic-bulk";

export type Reply = {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: Uint8Array;
};

export const JSON_TYPE = "application/json";

export function jsonReply(status: number, json: JsonObject): Reply {
  return {
    status,
    contentType: JSON_TYPE,
    body: new TextEncoder().encode(JSON.stringify(json)),
  };
}

/** What became of one record, for `?receipts=1`. */
export type PushResult =
  | { readonly position: number; readonly receipt: JsonObject }
  | { readonly position: number; readonly quarantined: string };

/** What became of the records of a request. A position may have several results, or none where a record was left out. */
export type Pushed = {
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly batchId: string;
  readonly results?: readonly PushResult[];
};

/** The answer of every push that has no form of its own. */
export function pushReply({ accepted, duplicates, quarantined, batchId, results }: Pushed): Reply {
  const counts = { accepted, duplicates, quarantined, batch_id: batchId };
  return jsonReply(200, results === undefined ? counts : { ...counts, results });
}

/** Splunk's collector. */
export const hecReply = (): Reply => jsonReply(200, { text: "Success", code: 0 });

/** What Splunk's collector says of itself when asked for its health. */
export const hecHealthReply = (): Reply => jsonReply(200, { text: "HEC is healthy", code: 17 });

/** Docker puts any other body in the place of the tool's result (§3.6). */
export const dockerHookReply = (): Reply => ({
  status: 200,
  contentType: null,
  body: new Uint8Array(),
});

/** What a bulk request is told: `tookMs` is how long it took, `duplicates` holds positions. */
export type BulkOutcome = {
  readonly items: readonly BulkItem[];
  readonly duplicates: ReadonlySet<number>;
  readonly batchId: string;
  readonly tookMs: number;
};

/**
 * An item for each operation, in its order. A quarantined record is told as one that was created: it is kept, and sending it again
 * would change nothing. A delete was not done, and no error of the sender's either: `noop`, as is what was there already.
 */
export function bulkReply({ items, duplicates, batchId, tookMs }: BulkOutcome): Reply {
  const told = items.map(({ position, action, index, id }) => {
    const isNew = action !== "delete" && !duplicates.has(position);
    const about = { _index: index ?? NO_INDEX, _id: id ?? `${batchId}-${position}` };
    const state = isNew ? CREATED : NOOP;
    return { [action]: { ...about, ...state } };
  });
  return jsonReply(200, { took: Math.max(0, Math.round(tookMs)), errors: false, items: told });
}

/** Clients want an index in each item, also where the sender named none. */
const NO_INDEX = "countersign";
const CREATED = { _version: 1, result: "created", status: 201 } as const;
const NOOP = { _version: 1, result: "noop", status: 200 } as const;
