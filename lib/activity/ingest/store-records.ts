// gateway-logs §5.2: records become entries of the `calls` log. ledger.md §4 says which of them are new.
import "server-only";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Event, Receipt } from "@/lib/ledger/event";
import { append } from "@/lib/ledger-store/open-ledger";
import type { ReadRecord } from "../reading/read-body";
import { type Planned, plannedAmong, type Version, versionsOf } from "./versions";

/** A record with what the ledger said to it. */
export type Stored = {
  readonly record: ReadRecord;
  readonly data: JsonObject;
  readonly receipt: Receipt;
};

/** Two processes may find the same next number free; whoever comes second looks again. */
const ATTEMPTS = 4;

/** Appends records, and answers when all of them are durable. In their order. Errors: unavailable (send all again). */
export async function storeRecords(
  source: string,
  records: readonly ReadRecord[],
): Promise<Stored[]> {
  const stored = new Map<ReadRecord, Stored>();
  for (const round of roundsOf(records)) {
    for (const one of await storeRound(source, round)) stored.set(one.record, one);
  }
  return records.flatMap((record) => stored.get(record) ?? []);
}

/** Versions of one record may come in one request: each round has at most one of them, in their order. */
function roundsOf(records: readonly ReadRecord[]): ReadRecord[][] {
  const rounds: ReadRecord[][] = [];
  const met = new Map<string, number>();
  for (const record of records) {
    const at = record.content === null ? 0 : (met.get(record.key) ?? 0);
    if (record.content !== null) met.set(record.key, at + 1);
    const round = rounds[at];
    if (round) round.push(record);
    else rounds[at] = [record];
  }
  return rounds;
}

async function storeRound(source: string, records: readonly ReadRecord[]): Promise<Stored[]> {
  const done: Stored[] = [];
  let open = records.map((record) => ({ record, data: dataOf(record) }));
  for (let attempt = 1; open.length > 0; attempt += 1) {
    const known = await versionsOf(source, keysOf(open));
    const planned = open.map((one) => ({ ...one, planned: planOf(source, one, known) }));
    const receipts = await appendAll(source, planned);
    const again: typeof open = [];
    planned.forEach(({ record, data }, at) => {
      const receipt = receipts[at];
      if (!receipt) throw new Error("an event without a receipt");
      const isLate = receipt.status === "conflict" && record.content !== null;
      if (isLate && attempt < ATTEMPTS) again.push({ record, data });
      else done.push({ record, data, receipt });
    });
    open = again;
  }
  return done;
}

type Open = { readonly record: ReadRecord; readonly data: JsonObject };

function dataOf({ text }: ReadRecord): JsonObject {
  const data: JsonObject = JSON.parse(text);
  return data;
}

function keysOf(open: readonly Open[]): string[] {
  return open.flatMap(({ record }) => (record.content === null ? [] : [record.key]));
}

function planOf(
  source: string,
  { record, data }: Open,
  known: ReadonlyMap<string, readonly Version[]>,
): Planned {
  if (record.content === null) return { key: record.key, data, text: record.text };
  return plannedAmong(source, record, data, known.get(record.key) ?? []);
}

/** More at once would fill the queue of the ledger with one request alone. */
const CHUNK_EVENTS = 10_000;
const CHUNK_LENGTH = 16 * 1_024 * 1_024;

async function appendAll(
  source: string,
  planned: readonly (Open & { readonly planned: Planned })[],
): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  let [chunk, length]: [Event[], number] = [[], 0];
  for (const { record, planned: plan } of planned) {
    if (chunk.length === CHUNK_EVENTS || length + record.text.length > CHUNK_LENGTH) {
      receipts.push(...(await append("calls", chunk)));
      [chunk, length] = [[], 0];
    }
    chunk.push(eventOf(source, record, plan));
    length += record.text.length;
  }
  if (chunk.length > 0) receipts.push(...(await append("calls", chunk)));
  return receipts;
}

function eventOf(source: string, { sequence }: ReadRecord, { key, data, text }: Planned): Event {
  const counted = sequence && {
    ...(sequence.epoch === null ? {} : { epoch: sequence.epoch }),
    seq: sequence.seq,
  };
  const made = text === undefined ? {} : { dataText: text };
  return { type: "call", key, source: { id: source, ...counted }, data, ...made };
}
