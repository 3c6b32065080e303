import "server-only";
import { z } from "zod";
import { read, readRows, sql } from "@/lib/db/read";
import type { CallNames, GrantRow, LineRow } from "./facts-rows";
import { WILD } from "./grant-intervals";
import { WILD_LINE } from "./line-intervals";
import type { CallFact, DefinitionFact, EnforcedFact, GrantFact } from "./story-view";

type Found<Row> = readonly { readonly row: Row; readonly bits: number }[];

/** In the order given. */
export async function readGrantFacts(found: Found<GrantRow>, asOf: number): Promise<GrantFact[]> {
  const grants = await read().grant.findMany({
    where: { id: { in: found.map(({ row }) => row.id) } },
    take: found.length,
  });
  const byId = new Map(grants.map((grant) => [grant.id, grant]));
  return found.flatMap(({ row, bits }) => {
    const grant = byId.get(row.id);
    if (!grant) return [];
    const end = Math.min(row.until ?? Infinity, row.ended ?? Infinity);
    return [
      {
        ...{ id: grant.id, kind: grant.kind, purpose: grant.purpose },
        fromAt: grant.fromAt.toISOString(),
        until: isoOf(grant.until),
        endedAt: isoOf(grant.endedAt),
        endedReason: grant.endedReason,
        inForce: row.from <= asOf && asOf < end,
        wildcard: (bits & WILD) !== 0,
        ticketed: row.given && row.endTold,
        ...{ requestId: grant.requestId, endRequestId: grant.endRequestId },
        ...{ requestedById: grant.requestedById, requestedAt: grant.requestedAt.toISOString() },
        ...{ approvedById: grant.approvedById, approvedAt: grant.approvedAt.toISOString() },
        ...{ standardId: grant.standardId, emergencyId: grant.emergencyId },
        ...{ replacesId: grant.replacesId, definitionHash: grant.definitionHash },
      },
    ];
  });
}

/** In the order given. */
export async function readLineFacts(found: Found<LineRow>, asOf: number): Promise<EnforcedFact[]> {
  const ids = found.map(({ row }) => row.id);
  const [lines, sources] = await Promise.all([
    read().enforcedGrant.findMany({ where: { id: { in: ids } }, take: ids.length }),
    read().source.findMany({
      where: { id: { in: [...new Set(found.map(({ row }) => row.sourceId))] } },
      select: { id: true, name: true },
      take: 1_000,
    }),
  ]);
  const byId = new Map(lines.map((line) => [line.id, line]));
  const nameOf = new Map(sources.map(({ id, name }) => [id, name]));
  return found.flatMap(({ row, bits }) => {
    const line = byId.get(row.id);
    if (!line) return [];
    return [
      {
        ...{ id: line.id, sourceId: line.sourceId },
        sourceName: nameOf.get(line.sourceId) ?? line.sourceId,
        ...{ principal: line.principal, server: line.server, operation: line.operation },
        ...{ environment: line.environment, conditions: line.conditions },
        ...{ fromAt: line.fromAt.toISOString(), fromPolicyId: line.fromPolicyId },
        ...{ toAt: isoOf(line.toAt), toPolicyId: line.toPolicyId },
        inForce: row.from <= asOf && (row.to === null || asOf < row.to),
        wildcard: (bits & WILD_LINE) !== 0,
      },
    ];
  });
}

const callRow = z.object({
  ...{ idx: z.bigint().transform(String), at: z.date().transform((at) => at.toISOString()) },
  ...{ agent: z.string().nullable(), credential: z.string().nullable() },
  ...{ person: z.string().nullable(), outcome: z.string().nullable(), source: z.string() },
});

const CALLS_MAX = 20;

/** The newest calls of any of these names, denied ones too; of amended ones the newest version. */
export async function readCalls(
  names: readonly CallNames[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<CallFact[]> {
  if (names.length === 0) return [];
  const [start, end] = [from, to].map((at) => new Date(at).toISOString());
  // An index finds one of the names, the list says the rest; what nobody stated is in no index.
  const operations = names.map(({ operation }) => operation);
  const indexed = operations.includes("") ? sql`TRUE` : sql`c.operation = ANY(${operations})`;
  return await readRows(
    callRow,
    sql`SELECT c.idx, c.at, c.agent, c.credential, c.person, c.outcome, c.source
        FROM ledger_calls c
        WHERE ${indexed} AND c.at >= ${start}::timestamptz AND c.at <= ${end}::timestamptz AND c.kind = 'tool_call'
          AND c.source <> 'countersign-canary'
          AND (coalesce(c.agent, ''), coalesce(c.credential, ''), coalesce(c.server, ''), coalesce(c.operation, ''),
               coalesce(c.environment, '')) IN (SELECT agent, credential, server, operation, environment FROM json_to_recordset(${JSON.stringify(names)}::json)
                 AS named (agent text, credential text, server text, operation text, environment text))
          AND NOT EXISTS (SELECT 1 FROM ledger_calls n WHERE n.corrects = c.idx AND n.source = c.source AND n.ts >= c.ts)
        ORDER BY c.at DESC, c.idx DESC LIMIT ${CALLS_MAX}`,
  );
}

const DEFINITIONS_MAX = 200;

/** Those known by an instant, the newest first. */
export async function readDefinitions(
  operationId: string,
  asOf: number,
): Promise<DefinitionFact[]> {
  const found = await read().operationDefinition.findMany({
    where: { operationId, observedAt: { lte: new Date(asOf) } },
    select: { id: true, hash: true, observedAt: true, replacedAt: true, pinnedAt: true },
    orderBy: [{ observedAt: "desc" }, { id: "asc" }],
    take: DEFINITIONS_MAX,
  });
  return found.map(({ id, hash, observedAt, replacedAt, pinnedAt }) => ({
    ...{ id, hash, observedAt: observedAt.toISOString() },
    ...{ replacedAt: isoOf(replacedAt), pinnedAt: isoOf(pinnedAt) },
  }));
}

function isoOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
