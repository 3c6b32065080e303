import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Receipt, RefusalReason } from "@/lib/ledger/event";
import { CANARY_SOURCE } from "../calls/call-view";
import { decompress } from "../decode/decompress";
import type { BulkItem } from "../decode/elastic-bulk";
import type { Pushed, PushResult } from "../decode/reply";
import type { Quarantined } from "../quarantined";
import type { BodyFormat } from "../reading/format";
import type { ReadResult } from "../reading/read-body";
import { type SourceInForce, sourceInForce } from "../sources/queries-sources";
import { Admission } from "./admission";
import { completeLate } from "./complete-late";
import { keepAside } from "./quarantine";
import { readers } from "./readers";
import { asSecondTellings } from "./second-telling";
import { type Stored, storeRecords } from "./store-records";
import { lagsOf } from "./tallies";
import { tallies } from "./tallying";
import { unreadable } from "./unreadable";

export type PushFormat = BodyFormat;

/** What came in at a door, or out of a file. */
export type PushRequest = {
  readonly sourceId: string;
  /** As received. */
  readonly body: Uint8Array;
  /** Content-Encoding. */
  readonly encoding: string | null;
  readonly contentType: string | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly format: PushFormat;
  /** How it came here, in a word that stands in each record: `http`, `otlp`, `file`. */
  readonly transport: string;
  /** The index in the address of a bulk request. */
  readonly index?: string | null;
  readonly wantsReceipts?: boolean;
};

/** What became of it. Of `records` canonical records `accepted` are new and `duplicates` were there already. */
export type PushOutcome = Pushed & {
  readonly skipped: number;
  readonly warnings: readonly string[];
  /** The operations of a bulk request. */
  readonly items?: readonly BulkItem[];
  /** Positions of which all records were there already. */
  readonly duplicatesAt: ReadonlySet<number>;
  readonly quarantineReasons: readonly string[];
  readonly records: number;
};

const RIGHTS = ["call:push", "call:import", "source:manage"] as const;
const INFLATE_MS = 30_000;
const admission = new Admission();

/**
 * Takes what a source sent, and answers when every record of it is durable in the ledger or in quarantine. A body without
 * records is a sign of life. Errors: forbidden; not_found (no such source); conflict (it is disabled); invalid_input (an OTLP
 * body, or a compression, that cannot be read at all); too_large; unavailable (send all of it again: nothing is stored twice).
 */
export async function push(ctx: CommandContext, request: PushRequest): Promise<PushOutcome> {
  assertMayPush(ctx.actor, request.sourceId);
  const source = await openSource(request.sourceId);
  const read = await readRequest(request, source);
  const stored = await asSecondTellings(source.id, await storeRecords(source.id, read.records));
  await completeLate(source.id, ctx.now, { stored, partners: read.partners });
  const aside = [...read.quarantined, ...stored.flatMap(contradictionOf)];
  if (aside.length > 0) await keepAside(ctx, { source: source.id, batch: read.batch }, aside);
  const outcome = outcomeOf(read, stored, aside);
  tallies().add(source.id, ctx.now, {
    records: outcome.accepted,
    duplicates: outcome.duplicates,
    quarantined: aside.length,
    skipped: read.skipped,
    lags: lagsOf(stored),
  });
  return request.wantsReceipts ? { ...outcome, results: resultsOf(stored, aside) } : outcome;
}

/** A source speaks for itself alone, and for the canary, whose calls no list shows, the product. Errors: forbidden. */
function assertMayPush(actor: Actor, sourceId: string): void {
  const isOther = actor.kind === "source" && actor.id !== sourceId;
  const isProduct = actor.kind === "job" && can(actor, "call:push");
  if (
    sourceId === CANARY_SOURCE ? isProduct : !isOther && RIGHTS.some((right) => can(actor, right))
  )
    return;
  throw new AppError("forbidden", "This does not allow to send records of this source.");
}

async function openSource(id: string): Promise<SourceInForce> {
  const source = await sourceInForce(id);
  if (!source) throw new AppError("not_found", "There is no source of this name.");
  if (source.disabledAt === null) return source;
  const message = "This source is disabled. Nothing of these records was kept.";
  throw new AppError("conflict", message);
}

async function readRequest(request: PushRequest, source: SourceInForce): Promise<ReadResult> {
  const { format, contentType, transport, index = null } = request;
  return await admission.within(request.body.length, async () => {
    const body = await bodyOf(request).catch((error: unknown) => unreadable(request, error));
    if (!(body instanceof Uint8Array)) return body;
    const facts = { format, contentType, transport, index, headers: telling(request.headers) };
    return await admission.within(body.length, async () => {
      const pool = await readers();
      return await pool.read(body, facts, source);
    });
  });
}

async function bodyOf({ body, encoding }: PushRequest): Promise<Uint8Array> {
  const deadline = AbortSignal.timeout(INFLATE_MS);
  return await decompress(body, encoding, deadline);
}

/** The headers that say something of a record; all others stay here. */
function telling(headers: PushRequest["headers"]): Record<string, string> {
  const names = Object.entries(headers).filter(
    ([name]) => name.startsWith("ce-") || name === "content-type",
  );
  return Object.fromEntries(names);
}

/** A record that the ledger did not take: it is kept aside, for a person to look at. */
function contradictionOf({ record, data, receipt }: Stored): Quarantined[] {
  if (receipt.status !== "conflict" && receipt.status !== "refused") return [];
  const reason =
    receipt.status === "conflict"
      ? `A record with this key says something else at index ${receipt.index} of the calls ledger.`
      : REFUSED[receipt.reason];
  const [position = 0] = record.positions;
  return [{ position, reason, payload: data, ...rawOf(data) }];
}

function rawOf({ raw }: JsonObject): { hmac: string; bytes: number } {
  const { hmac = "", bytes = 0 }: JsonObject =
    typeof raw === "object" && raw !== null && !isList(raw) ? raw : {};
  return { hmac: String(hmac), bytes: Number(bytes) };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

const REFUSED = {
  too_large: "The record that this makes is longer than an entry of the ledger may be.",
  not_json: "The record that this makes holds what the ledger cannot store.",
  bad_type: "The record that this makes is of a type that the ledger does not take.",
  bad_source: "The ledger does not take the sequence number or epoch that this record has.",
  bad_key: "The record that this makes has no key that the ledger takes.",
} as const satisfies Record<RefusalReason, string>;

function outcomeOf(
  read: ReadResult,
  stored: readonly Stored[],
  aside: readonly Quarantined[],
): PushOutcome {
  const of = (status: Receipt["status"]) =>
    stored.filter(({ receipt }) => receipt.status === status);
  const isOld = ({ receipt }: Stored) => receipt.status === "duplicate";
  const fresh = new Set(stored.flatMap((one) => (isOld(one) ? [] : one.record.positions)));
  const known = of("duplicate").flatMap(({ record }) => record.positions);
  return {
    accepted: of("stored").length,
    duplicates: of("duplicate").length,
    quarantined: aside.length,
    batchId: read.batch,
    skipped: read.skipped,
    warnings: read.warnings,
    ...(read.items ? { items: read.items } : {}),
    duplicatesAt: new Set(known.filter((position) => !fresh.has(position))),
    quarantineReasons: [...new Set(aside.map(({ reason }) => reason))],
    records: stored.length,
  };
}

function resultsOf(stored: readonly Stored[], aside: readonly Quarantined[]): PushResult[] {
  const taken = stored.flatMap(({ record, data, receipt }): PushResult[] => {
    if (receipt.status !== "stored" && receipt.status !== "duplicate") return [];
    const { status, index, leafHash, ts } = receipt;
    const told = { status, index: Number(index), leaf_hash: leafHash, ts };
    const [position = 0] = record.positions;
    return [{ position, receipt: { ...told, record_id: data.record_id ?? null } }];
  });
  const kept = aside.map(({ position, reason }) => ({ position, quarantined: reason }));
  return [...taken, ...kept].sort((a, b) => a.position - b.position);
}
