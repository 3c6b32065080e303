// A row of the index as screens get it.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import type { CallRow } from "./call-view";
import type { Sql } from "./conditions";
import { callersBehind, type Registered } from "./registered";

const text = z.string().nullable();

const row = z.object({
  idx: z.string(),
  at: z.date(),
  ts: z.date(),
  kind: z.string(),
  source: z.string(),
  agent: text,
  credential: text,
  person: text,
  server: text,
  operation: text,
  environment: text,
  region: text,
  outcome: text,
  duration_ms: z.number().nullable(),
  address: text,
  version: z.number(),
  corrects: text,
  record_id: text,
  trace_id: text,
  correlation: text,
  completeness: z.number(),
  epoch: text,
  seq: text,
});
type Found = z.infer<typeof row>;

/** What is selected of `ledger_calls c`. */
export const CALL_COLUMNS = sql`c.idx::text AS idx, c.at, c.ts, c.kind, c.source, c.agent, c.credential, c.person,
  c.server, c.operation, c.environment, c.region, c.outcome, c.duration_ms, c.address, coalesce(c.version, 1) AS version,
  c.corrects::text AS corrects, c.record_id::text AS record_id, encode(c.trace_id, 'hex') AS trace_id, c.correlation,
  coalesce(c.completeness, 0) AS completeness, c.epoch, c.seq::text AS seq`;

/** The rows of a SELECT of `CALL_COLUMNS`, with the registered agents behind them. */
export async function callRows(select: Sql): Promise<CallRow[]> {
  const rows = await readRows(row, select);
  const callers = await callersBehind(rows);
  return rows.map((each, nth) => toCallRow(each, callers[nth] ?? null));
}

function toCallRow(
  { at, ts, duration_ms, record_id, trace_id, ...same }: Found,
  agent: Registered | null,
): CallRow {
  return {
    ...same,
    at: at.toISOString(),
    recordedAt: ts.toISOString(),
    agentName: agent?.name ?? null,
    agentId: agent?.id ?? null,
    agentSlug: agent?.slug ?? null,
    durationMs: duration_ms,
    recordId: record_id,
    traceId: trace_id,
  };
}
