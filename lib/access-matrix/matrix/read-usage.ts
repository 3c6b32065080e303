import "server-only";
import { z } from "zod";
import { DAY_MS } from "@/lib/core/clock";
import { readLongRows, readRows, sql } from "@/lib/db/read";
import type { CallNames, UsageDay } from "./facts-rows";
import { numberAt, type Tuple, textAt, tuplesIn } from "./read-tuples";

/** The source of this product's own test calls, which are nobody's. */
const CANARY = "countersign-canary";

/** Numbers for what calls say of themselves; they only grow. */
export class NameBook {
  readonly names: CallNames[] = [];
  readonly #known = new Map<string, number>();

  numberOf([agent, credential, server, operation, environment]: readonly string[]): number {
    const mark = `${agent}\u001f${credential}\u001f${server}\u001f${operation}\u001f${environment}`;
    const known = this.#known.get(mark);
    if (known !== undefined) return known;
    const names = [agent, credential, server, operation, environment].map((one) => one ?? "");
    const [a = "", c = "", s = "", o = "", e = ""] = names;
    this.names.push({ agent: a, credential: c, server: s, operation: o, environment: e });
    this.#known.set(mark, this.names.length - 1);
    return this.names.length - 1;
  }
}

const dayRow = z.object({ day: z.number(), lastAt: z.number(), text: z.string() });

const NAMES = sql`agent, credential, server, operation, environment`;

/** Sums of whole UTC days (days since 1970); days without calls are not in the answer. */
export async function readUsageDays(book: NameBook, days: readonly number[]): Promise<UsageDay[]> {
  const dates = days.map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
  const rows = await readLongRows(
    dayRow,
    sql`SELECT (extract(epoch FROM day) / 86400)::int AS day, max(at)::float8 AS "lastAt",
          json_agg(json_build_array(${NAMES}, used, denied, last))::text AS text
        FROM (SELECT day, ${NAMES}, coalesce(sum(calls) FILTER (WHERE outcome <> 'denied'), 0) AS used,
                coalesce(sum(calls) FILTER (WHERE outcome = 'denied'), 0) AS denied,
                coalesce(extract(epoch FROM max(last_at) FILTER (WHERE outcome <> 'denied'))::float8 * 1000, 0) AS last,
                extract(epoch FROM max(last_at))::float8 * 1000 AS at
              FROM ledger_usage_day
              WHERE day = ANY(${dates}::date[]) AND kind = 'tool_call' AND source <> ${CANARY} AND calls > 0
              GROUP BY day, ${NAMES}) AS each
        GROUP BY day`,
  );
  return rows.map((row) => usageOf(book, row));
}

/**
 * The calls of a UTC day until an instant of it, counted one by one: of each its newest version. `from`: what was before it is left
 * out; both are included.
 */
export async function readPartOfDay(
  book: NameBook,
  asOf: number,
  from = Math.floor(asOf / DAY_MS) * DAY_MS,
): Promise<UsageDay> {
  const day = Math.floor(asOf / DAY_MS);
  const [first, last] = [from, asOf].map((at) => new Date(at).toISOString());
  // What amends calls of a day is looked up once, by the places of its calls, and not call by call.
  const [row] = await readLongRows(
    dayRow.omit({ day: true }).extend({ text: z.string().nullable() }),
    sql`WITH part AS MATERIALIZED (
          SELECT c.idx, c.source, c.at, coalesce(c.agent, '') AS agent, coalesce(c.credential, '') AS credential,
            coalesce(c.server, '') AS server, coalesce(c.operation, '') AS operation, coalesce(c.environment, '') AS environment,
            coalesce(c.outcome, '') = 'denied' AS is_denied
          FROM ledger_calls c
          WHERE c.at >= ${first}::timestamptz AND c.at <= ${last}::timestamptz AND c.kind = 'tool_call' AND c.source <> ${CANARY}
        ), ends AS MATERIALIZED (SELECT min(idx) AS low, max(idx) AS high FROM part
        ), replaced AS MATERIALIZED (
          SELECT n.corrects, n.source FROM ledger_calls n
          WHERE n.corrects IS NOT NULL AND n.corrects >= (SELECT low FROM ends) AND n.corrects <= (SELECT high FROM ends)
        )
        SELECT coalesce(max(last), 0)::float8 AS "lastAt", json_agg(json_build_array(${NAMES}, used, denied, last))::text AS text
        FROM (SELECT ${NAMES}, count(*) FILTER (WHERE NOT is_denied) AS used, count(*) FILTER (WHERE is_denied) AS denied,
                coalesce(extract(epoch FROM max(at) FILTER (WHERE NOT is_denied))::float8 * 1000, 0) AS last
              FROM part p
              WHERE NOT EXISTS (SELECT 1 FROM replaced r WHERE r.corrects = p.idx AND r.source = p.source)
              GROUP BY ${NAMES}) AS each`,
  );
  return usageOf(book, { day, lastAt: row?.lastAt ?? 0, text: row?.text ?? "[]" });
}

function usageOf(book: NameBook, { day, lastAt, text }: z.infer<typeof dayRow>): UsageDay {
  const tuples = tuplesIn(text);
  const column = (at: number) => Float64Array.from(tuples, (tuple) => numberAt(tuple, at));
  const names = Uint32Array.from(tuples, (tuple) => book.numberOf(namesIn(tuple)));
  return { day, lastAt, names, used: column(5), denied: column(6), last: column(7) };
}

function namesIn(tuple: Tuple): string[] {
  return [0, 1, 2, 3, 4].map((at) => textAt(tuple, at));
}

const heads = z.object({
  revisions: z.record(z.string(), z.string()),
  counted: z.bigint(),
  now: z.date(),
  firstAt: z.number().nullable(),
});

/** What tells whether anything moved: a number per table, how much of the ledger is counted, and the clock of the database. */
export async function readHeads() {
  const [found] = await readRows(
    heads,
    sql`SELECT (SELECT coalesce(json_object_agg(name, revision::text), '{}') FROM "AccessRevision") AS revisions,
          coalesce((SELECT counted FROM ledger_usage_mark WHERE log = 'calls'), 0) AS counted, now() AS now,
          (SELECT extract(epoch FROM first_at)::float8 * 1000 FROM (SELECT min(first_at) AS first_at FROM ledger_usage_caller
             WHERE day = (SELECT min(day) FROM ledger_usage_caller WHERE calls > 0) AND calls > 0) AS first) AS "firstAt"`,
  );
  if (!found) throw new Error("The database answered nothing.");
  return found;
}
export type Heads = Awaited<ReturnType<typeof readHeads>>;

const touchedDay = z.object({ day: z.number() });

/** The UTC days of which entries in [from, to) of the calls log changed the sums: their own, and those of what they amend. */
export async function readTouchedDays(from: bigint, to: bigint): Promise<number[]> {
  const rows = await readLongRows(
    touchedDay,
    sql`SELECT DISTINCT (extract(epoch FROM (at AT TIME ZONE 'UTC')::date) / 86400)::int AS day
        FROM (SELECT c.at FROM ledger_calls c WHERE c.idx >= ${from} AND c.idx < ${to} AND c.at IS NOT NULL
              UNION ALL
              SELECT o.at FROM ledger_calls f JOIN ledger_calls o ON o.idx = f.corrects AND o.source = f.source
              WHERE f.idx >= ${from} AND f.idx < ${to} AND f.corrects IS NOT NULL AND o.at IS NOT NULL) AS each`,
  );
  return rows.map(({ day }) => day);
}

const printRow = z.object({ day: z.number(), print: z.string() });

/** A number per UTC day that changes with its sums by caller or by place. */
export async function readDayPrints(): Promise<Map<number, string>> {
  const rows = await readLongRows(
    printRow,
    sql`SELECT (extract(epoch FROM day) / 86400)::int AS day, sum(print)::text AS print
        FROM (SELECT day, sum(calls * uuid_hash(dims)) AS print FROM ledger_usage_caller GROUP BY day
              UNION ALL SELECT day, sum(calls * uuid_hash(dims)) FROM ledger_usage_place GROUP BY day) AS each
        GROUP BY day`,
  );
  return new Map(rows.map(({ day, print }) => [day, print]));
}
