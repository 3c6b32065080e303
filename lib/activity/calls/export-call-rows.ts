// The rows of a file of calls, page by page, each beside its entry of the ledger.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { type EntryRead, readEntries } from "@/lib/ledger-store/queries-proofs";
import { callColumns } from "../index/call-row";
import { outcomeShown } from "./call-labels";
import { CALL_COLUMNS, callRows } from "./call-rows";
import { CANARY_SOURCE, type CallRow } from "./call-view";
import { all, instant, rowsIn, type Sql } from "./conditions";
import type { Scope } from "./scope";

export type ExportedCall = {
  readonly call: CallRow;
  /** As the ledger has it; null where the store does not answer with the entry. */
  readonly record: JsonObject | null;
  /** Hex; of the index where the ledger does not answer. */
  readonly leafHash: string;
  readonly check: "same" | "differs";
};

const PAGE = 1_000;

/** That no version recorded before the snapshot takes the row's place. */
function newestBefore(size: bigint): Sql {
  return sql`NOT EXISTS (SELECT 1 FROM ledger_calls n WHERE n.corrects = c.idx AND n.source = c.source AND n.idx < ${size})`;
}

function rowsBefore(scope: Scope, size: bigint): Sql[] {
  return [...rowsIn(scope), sql`c.idx < ${size}`];
}

/** All rows of a scope below `size`, oldest first. `see` gets each record that passes. */
export async function* exportPages(
  scope: Scope | null,
  size: bigint,
  see: (record: JsonObject) => void,
): AsyncGenerator<ExportedCall[]> {
  if (scope === null) return;
  const wanted = [...rowsBefore(scope, size), newestBefore(size)];
  let after: Sql[] = [];
  for (;;) {
    const rows: CallRow[] = await callRows(sql`SELECT ${CALL_COLUMNS} FROM ledger_calls c
      WHERE ${all([...wanted, ...after])} ORDER BY c.at, c.idx LIMIT ${PAGE}`);
    const last = rows.at(-1);
    if (!last) return;
    after = [sql`(c.at, c.idx) > (${instant(new Date(last.at))}, ${last.idx}::bigint)`];
    const page = await besideEntries(rows);
    page.forEach(({ record }) => {
      if (record) see(record);
    });
    yield page;
    if (rows.length < PAGE) return;
  }
}

const hashed = z.object({ idx: z.string(), hash: z.string() });

async function besideEntries(rows: readonly CallRow[]): Promise<ExportedCall[]> {
  const places = rows.map(({ idx }) => idx);
  const [hashes, entries] = await Promise.all([
    readRows(
      hashed,
      sql`SELECT idx::text AS idx, encode(leaf_hash, 'hex') AS hash FROM ledger_calls
          WHERE idx = ANY(${places}::bigint[])`,
    ),
    // In the order of the log: neighbours are read from the store together.
    readEntries(
      "calls",
      places.map(BigInt).sort((a, b) => (a < b ? -1 : 1)),
    ),
  ]);
  const hashOf = new Map(hashes.map(({ idx, hash }) => [idx, hash]));
  return rows.map((call) => {
    const entry = entries.get(BigInt(call.idx)) ?? null;
    const indexed = hashOf.get(call.idx) ?? "";
    return {
      call,
      record: entry?.data ?? null,
      leafHash: entry?.leafHash ?? indexed,
      check: entry && entry.leafHash === indexed && says(entry, call) ? "same" : "differs",
    };
  });
}

// The row is only an index: whoever writes to the database can change it, and then it says something else than its entry.
function says(entry: NonNullable<EntryRead>, call: CallRow): boolean {
  const columns = callColumns({
    idx: entry.index,
    type: entry.type,
    key: entry.key,
    src: { id: entry.source },
    ts: entry.ts,
    data: entry.data,
  });
  if (columns === null) return false;
  const { agent, credential, person, server, operation, environment, region, outcome } = columns;
  const own = { agent, credential, person, server, operation, environment, region, outcome };
  return (
    entry.source === call.source &&
    columns.kind === call.kind &&
    Date.parse(columns.at) === Date.parse(call.at) &&
    columns.duration_ms === call.durationMs &&
    COMPARED.every((name) => own[name] === call[name])
  );
}

const COMPARED = [
  "agent",
  "credential",
  "person",
  "server",
  "operation",
  "environment",
  "region",
  "outcome",
] as const;

const counted = z.object({ word: z.string().nullable(), calls: z.coerce.number() });

/** How many rows there are, by what, and why the other entries of the log are none: the sums are exact (IPE-07, IPE-09). */
export async function exportCounts(scope: Scope | null, size: bigint) {
  if (scope === null) {
    return { total: 0, controlTotals: {}, excluded: { [OUTSIDE]: Number(size) } };
  }
  const included = [...rowsBefore(scope, size), newestBefore(size)];
  const by = (word: Sql, where: readonly Sql[] = included) =>
    readRows(
      counted,
      sql`SELECT ${word} AS word, count(*)::text AS calls FROM ledger_calls c
          WHERE ${all(where)} GROUP BY 1 ORDER BY 1 NULLS LAST`,
    );
  const superseded = [...rowsBefore(scope, size), sql`NOT ${newestBefore(size)}`];
  const canary = [
    ...rowsBefore({ ...scope, withoutCanary: false }, size),
    sql`c.source = ${CANARY_SOURCE}`,
  ];
  const [outcomes, operations, days, old, own] = await Promise.all([
    by(sql`c.outcome`),
    by(sql`c.operation`),
    by(sql`to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD')`),
    by(sql`''`, superseded),
    scope.withoutCanary ? by(sql`''`, canary) : [],
  ]);
  const total = sum(outcomes);
  return {
    total,
    controlTotals: {
      outcome: totals(outcomes, (word) => outcomeShown(word).word),
      operation: totals(operations, (word) => word ?? "not provided"),
      "day (UTC)": totals(days, (word) => word ?? "not provided"),
    },
    excluded: {
      "superseded versions within the filters": sum(old),
      "records of the canary within the filters": sum(own),
      [OUTSIDE]: Number(size) - total - sum(old) - sum(own),
    },
  };
}

const OUTSIDE = "entries outside the filters or the scope, or no calls";

type Counted = z.infer<typeof counted>;

function sum(rows: readonly Counted[]): number {
  return rows.reduce((all, { calls }) => all + calls, 0);
}

function totals(rows: readonly Counted[], wordOf: (word: string | null) => string) {
  return Object.fromEntries(rows.map(({ word, calls }) => [wordOf(word), calls]));
}
