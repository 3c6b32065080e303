import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import type { CallsFilter } from "../detectors/detector";
import type { Evidence } from "../explanation";
import { CANARY_SOURCE } from "../labels";

const EXAMPLES = 5;

/** The newest of some calls by their position in the ledger, at most 5. */
export async function examplesOf(filter: CallsFilter): Promise<Evidence[]> {
  const { agent, credential, server, operation, environment, outcome, from, to } = filter;
  const wanted = [
    agent === undefined ? [] : [sql`AND agent = ${agent}`],
    credential === undefined ? [] : [sql`AND credential = ${credential}`],
    server === undefined ? [] : [sql`AND server = ${server}`],
    operation === undefined ? [] : [sql`AND operation = ${operation}`],
    environment === undefined ? [] : [sql`AND environment = ${environment}`],
    outcome === undefined ? [] : [sql`AND outcome = ${outcome}`],
  ].flat();
  const conditions = wanted.reduce((all, one) => sql`${all} ${one}`, sql``);
  const rows = await readRows(
    z.object({ idx: z.string() }),
    sql`SELECT idx::text AS idx FROM ledger_calls
        WHERE at >= ${from} AND at <= ${to} AND kind = 'tool_call' AND source <> ${CANARY_SOURCE} ${conditions}
        ORDER BY at DESC, idx DESC LIMIT ${EXAMPLES}`,
  );
  return rows.map(({ idx }) => ({
    label: `calls #${Number(idx).toLocaleString("en")}`,
    href: `/ledger/entries/calls-${idx}`,
  }));
}
