// Sums over the rows of the calls log, written in the transaction of the rows: each entry is counted once, whatever happens to
// rows, head or process. A call whose outcome came later counts once, as what its newest version says.
import type { PoolClient } from "pg";
import { z } from "zod";
import type { Entry } from "@/lib/ledger/entry";
import { CALLS } from "./registry";

type Client = Pick<PoolClient, "query">;

/** Entries that are taken out of the sums at once. */
const CHUNK = 10_000;

/**
 * Counts entries that have just got their rows, in the order of the log, takes out whose place they take, and remembers that
 * all before `end` are counted. Errors: PostgreSQL's.
 */
export async function countInOrder(
  client: Client,
  entries: readonly Entry[],
  end: bigint,
): Promise<void> {
  await writeSums(client, entries, [1, -1], end);
}

/** Remembers that all entries before `end` are counted. Errors: PostgreSQL's. */
export async function markCounted(client: Client, end: bigint): Promise<void> {
  await client.query(MARK.replace("$6", "$1"), [end.toString()]);
}

/**
 * Counts entries that have just got their rows, in no order: what they take the place of may come later, and
 * `takeOutReplaced` is called when all rows are there. Errors: PostgreSQL's.
 */
export async function countUnordered(client: Client, entries: readonly Entry[]): Promise<void> {
  await writeSums(client, entries, [1]);
}

/** Takes out of the sums what entries that were counted in no order take the place of. Errors: PostgreSQL's. */
export async function takeOutReplaced(client: Client, entries: readonly Place[]): Promise<void> {
  for (let start = 0; start < entries.length; start += CHUNK) {
    await addRows(client, entries.slice(start, start + CHUNK), [-1]);
  }
}

/** Up to where entries were counted in order. */
export async function countedTo(client: Client): Promise<bigint> {
  const { rows } = await client.query("SELECT counted FROM ledger_usage_mark");
  return mark.array().parse(rows)[0]?.counted ?? 0n;
}

const mark = z.object({ counted: z.coerce.bigint() });

/** For a rebuild. */
export async function emptyUsage(client: Client): Promise<void> {
  for (const table of ["day", "caller", "place", "hour", "minute", "mark"]) {
    await client.query(`DELETE FROM ledger_usage_${table}`);
  }
}

/** Where the row of an entry is: `ts` says in which partition. */
export type Place = { readonly idx: bigint; readonly ts: string };

/** +1: they themselves. -1: what they take the place of. */
type Parts = readonly (1 | -1)[];

async function writeSums(
  client: Client,
  entries: readonly Entry[],
  parts: Parts,
  end = 0n,
): Promise<void> {
  await addRows(client, entries, parts, end);
  const heartbeats = CALLS.heartbeatsIn(entries);
  if (heartbeats.length === 0) return;
  const cells = HEARTBEAT_COLUMNS.map(([, member]) => heartbeats.map((each) => each[member]));
  await client.query(ADD_HEARTBEATS, cells);
}

async function addRows(
  client: Client,
  entries: readonly Place[],
  parts: Parts,
  end = 0n,
): Promise<void> {
  const times = entries.map(({ ts }) => ts).sort();
  const indices = entries.map(({ idx }) => idx.toString());
  // Named, so that each connection parses it once.
  const values = [indices, times[0], times.at(-1), parts.includes(1), parts.includes(-1), `${end}`];
  await client.query({ name: "ledger-usage", text: ADD_ROWS, values });
}

const MARK = `INSERT INTO ledger_usage_mark AS old (log, counted) VALUES ('calls', $6::bigint)
    ON CONFLICT (log) DO UPDATE SET counted = greatest(old.counted, excluded.counted)`;

// Of several entries that say that they take the place of one, the first takes it out. Sums are written in an order that is
// the same for everybody, so that two who write at once wait and do not lock each other out.
const ADD_ROWS = `
  WITH fresh AS MATERIALIZED (
    SELECT * FROM ledger_calls
    WHERE idx = ANY($1::bigint[]) AND ts >= $2::timestamptz AND ts <= $3::timestamptz AND kind <> '${CALLS.heartbeat}'
  ), counted AS MATERIALIZED (
    SELECT at, ${named("f")}, 1 AS times FROM fresh f WHERE $4
    UNION ALL
    SELECT o.at, ${named("o")}, -1
    FROM fresh f JOIN ledger_calls o ON o.idx = f.corrects AND o.source = f.source
    WHERE $5 AND f.corrects IS NOT NULL AND o.kind IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM ledger_calls n WHERE n.corrects = o.idx AND n.source = o.source AND n.idx < f.idx)
  ), days AS (
    ${addTo("ledger_usage_day", "day", "(at AT TIME ZONE 'UTC')::date", CALLS.dayDimensions)}
  ), callers AS (
    ${addTo("ledger_usage_caller", "day", "(at AT TIME ZONE 'UTC')::date", CALLS.callerDimensions)}
  ), places AS (
    ${addTo("ledger_usage_place", "day", "(at AT TIME ZONE 'UTC')::date", CALLS.placeDimensions)}
  ), hours AS (
    ${addTo("ledger_usage_hour", "hour", "date_trunc('hour', at, 'UTC')", CALLS.placeDimensions)}
  ), marked AS (
    ${MARK}
  )
  INSERT INTO ledger_usage_minute AS old (source, minute, occurred, received)
    SELECT source, minute, sum(occurred), sum(received) FROM (
      SELECT source, date_trunc('minute', at, 'UTC') AS minute, 1 AS occurred, 0 AS received
      FROM fresh WHERE $4 AND corrects IS NULL
      UNION ALL SELECT source, date_trunc('minute', ts, 'UTC'), 0, 1 FROM fresh WHERE $4) AS each
    GROUP BY source, minute ORDER BY source, minute
  ON CONFLICT (source, minute) DO UPDATE
    SET occurred = old.occurred + excluded.occurred, received = old.received + excluded.received`;

/** What sums are by, of rows that are called so: what was not said is the empty text. */
function named(row: string): string {
  return CALLS.dayDimensions.map((name) => `coalesce(${row}.${name}, '') AS ${name}`).join(", ");
}

/** `dims` tells the names apart, and is no evidence of anything. */
function addTo(table: string, column: string, start: string, names: readonly string[]): string {
  const listed = names.join(", ");
  return `INSERT INTO ${table} AS old (${column}, dims, ${listed}, calls, first_at, last_at)
      SELECT start, md5(ROW(${listed})::text)::uuid AS dims, ${listed}, sum(times), min(at), max(at)
      FROM (SELECT ${start} AS start, at, times, ${listed} FROM counted) AS each
      GROUP BY start, ${listed} ORDER BY start, dims
    ON CONFLICT (${column}, dims) DO UPDATE SET calls = old.calls + excluded.calls,
      first_at = least(old.first_at, excluded.first_at), last_at = greatest(old.last_at, excluded.last_at)`;
}

const HEARTBEAT_COLUMNS = [
  ["source", "source", "text"],
  ["minute", "minute", "timestamptz"],
  ["pushes", "pushes", "bigint"],
  ["duplicates", "duplicates", "bigint"],
  ["quarantined", "quarantined", "bigint"],
  ["skipped", "skipped", "bigint"],
  ["lag_ms_min", "lagMsMin", "bigint"],
  ["lag_ms_max", "lagMsMax", "bigint"],
] as const;

const ADD_HEARTBEATS = `
  INSERT INTO ledger_usage_minute AS old
    (source, minute, heartbeats, pushes, duplicates, quarantined, skipped, lag_ms_min, lag_ms_max)
  SELECT source, minute, count(*), sum(pushes), sum(duplicates), sum(quarantined), sum(skipped), min(lag_ms_min), max(lag_ms_max)
  FROM unnest(${HEARTBEAT_COLUMNS.map(([, , type], nth) => `$${nth + 1}::${type}[]`).join(", ")})
    AS each (${HEARTBEAT_COLUMNS.map(([name]) => name).join(", ")})
  GROUP BY source, minute ORDER BY source, minute
  ON CONFLICT (source, minute) DO UPDATE SET heartbeats = old.heartbeats + excluded.heartbeats,
    pushes = old.pushes + excluded.pushes, duplicates = old.duplicates + excluded.duplicates,
    quarantined = old.quarantined + excluded.quarantined, skipped = old.skipped + excluded.skipped,
    lag_ms_min = least(old.lag_ms_min, excluded.lag_ms_min), lag_ms_max = greatest(old.lag_ms_max, excluded.lag_ms_max)`;
