import type { Pool } from "pg";

const ROWS = `SELECT c.* FROM ledger_calls c WHERE kind IS NOT NULL AND kind <> 'heartbeat'
  AND NOT EXISTS (SELECT 1 FROM ledger_calls n WHERE n.corrects = c.idx AND n.source = c.source)`;

/** That the sums say what counting the rows says. Answers how many calls that are. Throws the first difference. */
export async function expectUsageCounted(pool: Pool): Promise<number> {
  const day =
    "source, kind, agent, credential, person, server, operation, environment, region, outcome";
  const caller = "source, kind, agent, credential, outcome";
  const hour = "source, kind, server, environment, region, outcome";
  const named = (columns: string) =>
    columns.replaceAll(/\w+/g, (column) => `coalesce(${column}, '') AS ${column}`);
  const pairs = [
    [
      `SELECT day::text AS start, ${day}, calls::int FROM ledger_usage_day WHERE calls <> 0`,
      `SELECT (at AT TIME ZONE 'UTC')::date::text AS start, ${named(day)}, count(*)::int AS calls FROM (${ROWS}) r GROUP BY at, ${day}`,
    ],
    [
      `SELECT day::text AS start, ${caller}, calls::int FROM ledger_usage_caller WHERE calls <> 0`,
      `SELECT (at AT TIME ZONE 'UTC')::date::text AS start, ${named(caller)}, count(*)::int AS calls FROM (${ROWS}) r GROUP BY at, ${caller}`,
    ],
    [
      `SELECT day::text AS start, ${hour}, calls::int FROM ledger_usage_place WHERE calls <> 0`,
      `SELECT (at AT TIME ZONE 'UTC')::date::text AS start, ${named(hour)}, count(*)::int AS calls FROM (${ROWS}) r GROUP BY at, ${hour}`,
    ],
    [
      `SELECT hour::text AS start, ${hour}, calls::int FROM ledger_usage_hour WHERE calls <> 0`,
      `SELECT date_trunc('hour', at)::text AS start, ${named(hour)}, count(*)::int AS calls FROM (${ROWS}) r GROUP BY at, ${hour}`,
    ],
    [
      "SELECT minute::text AS start, source, occurred::int AS calls FROM ledger_usage_minute WHERE occurred > 0",
      "SELECT date_trunc('minute', at)::text AS start, source, count(*)::int AS calls FROM ledger_calls WHERE kind <> 'heartbeat' AND corrects IS NULL GROUP BY 1, 2",
    ],
    [
      "SELECT coalesce(sum(received), 0)::int AS calls FROM ledger_usage_minute",
      "SELECT count(*)::int AS calls FROM ledger_calls WHERE kind <> 'heartbeat'",
    ],
  ];
  for (const [said = "", right = ""] of pairs)
    expectSame(await sums(pool, said), await sums(pool, right));
  const [{ calls: total } = { calls: 0 }] = (
    await pool.query("SELECT coalesce(sum(calls), 0)::int AS calls FROM ledger_usage_day")
  ).rows;
  return total;
}

async function sums(pool: Pool, select: string): Promise<string[]> {
  const { rows } = await pool.query(
    `SELECT key, sum(calls)::int AS calls FROM (
       SELECT (to_jsonb(s) - 'calls')::text AS key, calls FROM (${select}) s) t GROUP BY key ORDER BY key`,
  );
  return rows.map((row) => JSON.stringify(row));
}

function expectSame(said: readonly string[], right: readonly string[]): void {
  for (let at = 0; at < Math.max(said.length, right.length); at += 1) {
    if (said[at] === right[at]) continue;
    throw new Error(`the sums say ${said[at]}, and the rows ${right[at]}`);
  }
}
