// Sums over the rows of the calls log, written in the transaction of the rows: each entry is counted once, whatever happens to
// rows, head or process. `ledger_usage_mark` says up to where entries were counted in order.
import type { PoolClient } from "pg";
import { z } from "zod";
import type { Entry } from "@/lib/ledger/entry";
import { CALLS, type Counted, type Sums } from "./registry";

type Client = Pick<PoolClient, "query">;

/** An entry that takes the place of another, whose row may not be there yet. */
export type Replacement = {
  readonly index: bigint;
  readonly source: string;
  readonly corrects: bigint;
};

/**
 * Counts entries whose rows are new, and remembers that all before `end` are counted. Replaced rows are looked up: they are
 * older, so in order they are there. Errors: PostgreSQL's.
 */
export async function countInOrder(
  client: Client,
  entries: readonly Entry[],
  end: bigint,
): Promise<void> {
  const replaced = await replacedRows(client, replacementsIn(entries));
  await writeSums(client, CALLS.sumsOf(entries, replaced), end);
}

/** Counts entries whose rows are new, in no order: whom they replace is told to `countReplacements` when all rows are there. */
export async function countUnordered(
  client: Client,
  entries: readonly Entry[],
): Promise<Replacement[]> {
  await writeSums(client, CALLS.sumsOf(entries, []), 0n);
  return replacementsIn(entries);
}

/** Takes out of the sums what was replaced, and remembers that all before `end` are counted. Errors: PostgreSQL's. */
export async function countReplacements(
  client: Client,
  replacements: readonly Replacement[],
  end: bigint,
): Promise<void> {
  await writeSums(client, CALLS.sumsOf([], await replacedRows(client, replacements)), end);
}

/** Up to where entries were counted in order. */
export async function countedTo(client: Client): Promise<bigint> {
  const { rows } = await client.query("SELECT counted FROM ledger_usage_mark");
  return mark.array().parse(rows)[0]?.counted ?? 0n;
}

const mark = z.object({ counted: z.coerce.bigint() });

/** For a rebuild. */
export async function emptyUsage(client: Client): Promise<void> {
  for (const table of ["day", "place", "hour", "minute", "mark"]) {
    await client.query(`DELETE FROM ledger_usage_${table}`);
  }
}

function replacementsIn(entries: readonly Entry[]): Replacement[] {
  return entries.flatMap((entry) => {
    const corrects = CALLS.correctedBy(entry);
    const source = entry.body?.src.id ?? "";
    return corrects === null ? [] : [{ index: entry.idx, source, corrects }];
  });
}

const text = z.string().nullable();
const replacedRow = z.object({
  at: z.date().transform((at) => at.toISOString()),
  source: z.string(),
  kind: z.string(),
  agent: text,
  credential: text,
  person: text,
  server: text,
  operation: text,
  environment: text,
  region: text,
  outcome: text,
});

/** A row that several entries replace leaves the sums once: with the first of them. */
async function replacedRows(
  client: Client,
  replacements: readonly Replacement[],
): Promise<Counted[]> {
  if (replacements.length === 0) return [];
  const { rows } = await client.query(
    `SELECT o.at, o.source, o.kind, o.agent, o.credential, o.person, o.server, o.operation, o.environment, o.region, o.outcome
     FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS r (idx, source, corrects)
     JOIN ledger_calls o ON o.idx = r.corrects AND o.source = r.source
     WHERE o.kind IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM ledger_calls n
       WHERE n.corrects = o.idx AND n.source = o.source AND n.idx < r.idx)`,
    [
      replacements.map(({ index }) => index.toString()),
      replacements.map(({ source }) => source),
      replacements.map(({ corrects }) => corrects.toString()),
    ],
  );
  return replacedRow.array().parse(rows);
}

const MINUTE_COLUMNS = [
  ["source", "source", "text"],
  ["minute", "minute", "timestamptz"],
  ["occurred", "occurred", "bigint"],
  ["received", "received", "bigint"],
  ["heartbeats", "heartbeats", "bigint"],
  ["pushes", "pushes", "bigint"],
  ["duplicates", "duplicates", "bigint"],
  ["quarantined", "quarantined", "bigint"],
  ["skipped", "skipped", "bigint"],
  ["lag_ms_min", "lagMsMin", "bigint"],
  ["lag_ms_max", "lagMsMax", "bigint"],
] as const;

/** One round trip for all of it. Nothing is read of what another part has written. */
async function writeSums(
  client: Client,
  { days, places, hours, minutes }: Sums,
  end: bigint,
): Promise<void> {
  const ofMinutes = MINUTE_COLUMNS.map(([, member]) => minutes.map((minute) => minute[member]));
  const cells = [
    ...cellsOf(days, CALLS.dayDimensions),
    ...cellsOf(places, CALLS.placeDimensions),
    ...cellsOf(hours, CALLS.placeDimensions),
    ...ofMinutes,
  ];
  // Named, so that each connection parses and plans it once.
  const query = { name: "ledger-usage", text: WRITE, values: [...cells, end.toString()] };
  await client.query(query);
}

function cellsOf(sums: Sums["days"], dimensions: readonly string[]): unknown[][] {
  return [
    sums.map(({ start }) => start),
    sums.map(({ dims }) => dims),
    ...dimensions.map((_, nth) => sums.map(({ names }) => names[nth])),
    sums.map(({ calls }) => calls),
    sums.map(({ firstAt }) => firstAt),
    sums.map(({ lastAt }) => lastAt),
  ];
}

const WRITE = statement();

function statement(): string {
  let last = 0;
  const arrays = (types: readonly string[]) =>
    types.map((type) => {
      last += 1;
      return `$${last}::${type}[]`;
    });
  const upsert = (table: string, start: [string, string], dimensions: readonly string[]) => {
    const [column, type] = start;
    const texts = dimensions.map(() => "text");
    const types = arrays([type, "uuid", ...texts, "bigint", "timestamptz", "timestamptz"]);
    return `INSERT INTO ${table} AS old (${column}, dims, ${dimensions.join(", ")}, calls, first_at, last_at)
      SELECT * FROM unnest(${types.join(", ")})
      ON CONFLICT (${column}, dims) DO UPDATE SET calls = old.calls + excluded.calls,
        first_at = least(old.first_at, excluded.first_at), last_at = greatest(old.last_at, excluded.last_at)`;
  };
  const days = upsert("ledger_usage_day", ["day", "date"], CALLS.dayDimensions);
  const places = upsert("ledger_usage_place", ["day", "date"], CALLS.placeDimensions);
  const hours = upsert("ledger_usage_hour", ["hour", "timestamptz"], CALLS.placeDimensions);
  const names = MINUTE_COLUMNS.map(([name]) => name);
  const counts = names.slice(2, -2).map((name) => `${name} = old.${name} + excluded.${name}`);
  const minutes = `INSERT INTO ledger_usage_minute AS old (${names.join(", ")})
      SELECT * FROM unnest(${arrays(MINUTE_COLUMNS.map(([, , type]) => type)).join(", ")})
      ON CONFLICT (source, minute) DO UPDATE SET ${counts.join(", ")},
        lag_ms_min = least(old.lag_ms_min, excluded.lag_ms_min),
        lag_ms_max = greatest(old.lag_ms_max, excluded.lag_ms_max)`;
  return `WITH days AS (${days}), places AS (${places}), hours AS (${hours}), minutes AS (${minutes})
    INSERT INTO ledger_usage_mark AS old (log, counted) VALUES ('calls', $${last + 1}::bigint)
    ON CONFLICT (log) DO UPDATE SET counted = greatest(old.counted, excluded.counted)`;
}
