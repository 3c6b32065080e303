import "server-only";
import { type Actor, authorize, can } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { anchorInForce } from "@/lib/exports/anchor";
import { exportStream } from "@/lib/exports/export-stream";
import type { PlacesOfRows } from "@/lib/exports/ledger-tally";
import type { Anchored } from "@/lib/exports/provenance";
import { getHead } from "@/lib/ledger-store/queries";
import { getOrigins } from "@/lib/ledger-store/queries-health";
import type { FileDownload } from "@/lib/server/define-download";
import { redactionSeen } from "../redaction-desk/redaction-seen";
import { type CallQuery, type CallQueryName, filterWords, withAgents } from "./call-query";
import { CANARY_SOURCE } from "./call-view";
import { CALL_EXPORT_COLUMNS } from "./export-call-columns";
import { type ExportedCall, exportCounts, exportPages } from "./export-call-rows";
import { storageSentence } from "./export-storage";
import { scopeOf } from "./scope";

/** What a file of calls is made of. `address`: the filters as they were asked for; `agents`: those of the data class. */
export type ExportCallsWish = {
  readonly format: "csv" | "jsonl";
  readonly query: CallQuery;
  readonly address: Readonly<Partial<Record<CallQueryName, string>>>;
  readonly agents: readonly string[] | null;
  readonly dataClassWord: (dataClass: string) => string;
  /** Rows of one part, for tests. */
  readonly partRows?: number;
};

/**
 * Exactly the calls that the filters leave and the actor may see, as a file with its provenance (IPE-01 to IPE-13), each row
 * with its place in the ledger, its leaf hash and the record as the ledger has it. The log only grows: what is recorded while
 * the file is made is not in it. Errors: forbidden, unavailable (not all rows could be read), too_large.
 */
export async function exportCalls(
  ctx: CommandContext,
  { format, query, address, agents, dataClassWord, partRows }: ExportCallsWish,
): Promise<FileDownload> {
  authorize(ctx.actor, "call:export");
  const filter = withAgents(query, agents);
  const size = (await getHead("calls"))?.size ?? 0n;
  const [scope, anchored] = await Promise.all([scopeOf(ctx.actor, filter), anchorInForce("calls")]);
  const counts = await exportCounts(scope, size);
  const redaction = redactionSeen();
  const { from, to } = filter;
  return exportStream<ExportedCall>(ctx, {
    title: "Calls",
    artifactId: "ART-19",
    queryId: "activity.calls@1",
    format,
    fileStem: "calls",
    columns: CALL_EXPORT_COLUMNS,
    rows: exportPages(scope, size, redaction.add),
    total: counts.total,
    parameters: { ...address, snapshot: String(size) },
    filters: filterWords(query, dataClassWord),
    exclusions: exclusions(filter.source, filter.kind),
    scope: scopeWords(ctx.actor),
    sort: "time of the call, oldest first, then ledger position",
    primaryKey: "ledger_position",
    asOf: ctx.now,
    period: from && to ? { start: from, end: to } : null,
    timeOf: ({ call }) => new Date(call.at),
    controlTotals: counts.controlTotals,
    ledger: await placesIn(anchored),
    log: { size: Number(size), excluded: counts.excluded },
    anchored,
    storage: await storageSentence(anchored),
    redaction: redaction.statement,
    ...(partRows === undefined ? {} : { partRows }),
  });
}

function exclusions(source: string | null, kind: string | null): string[] {
  return [
    "superseded versions: of a record that its source amended the newest version is a row",
    ...(source === null
      ? [`records of Countersign's own canary (source ${CANARY_SOURCE}), which tests the path`]
      : []),
    ...(kind === null ? ["entries that are no tool call, such as heartbeats of sources"] : []),
  ];
}

function scopeWords(actor: Actor): string {
  return can(actor, "call:read-all")
    ? "every call of this installation"
    : "calls of the agents that its maker owns, sponsors or would take over, and no others";
}

async function placesIn(anchored: Anchored): Promise<PlacesOfRows<ExportedCall>> {
  const sealed = typeof anchored === "string" ? null : anchored;
  return {
    origin: sealed?.origin ?? (await getOrigins()).calls,
    sealedSize: BigInt(sealed?.size ?? 0),
    placeOf: ({ call, check }) => ({ index: BigInt(call.idx), check }),
  };
}
