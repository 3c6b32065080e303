// Ten million rows of calls as they would be indexed, made in the server: through the ledger they would take a quarter of an hour.
import pg from "pg";

const DAYS = 90;
const STEPS = 40;
const MONTHS = 4;

/** Fills an empty database with so many calls of the 90 days before `now`, and 500 agents of which 400 call. */
export async function fill(url, { calls, now, say }) {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    await client.query("SET synchronous_commit = off; SET work_mem = '256MB'");
    await client.query("SET maintenance_work_mem = '1GB'");
    const indexes = await withoutIndexes(client);
    for (let month = -1; month < MONTHS; month += 1) {
      const at = new Date(now.getTime() - month * 30 * 86_400_000);
      await client.query("SELECT ledger_make_partition('ledger_calls', $1)", [at.toISOString()]);
    }
    for (let step = 0; step < STEPS; step += 1) {
      const [from, to] = [step, step + 1].map((part) => Math.floor((calls * part) / STEPS));
      await client.query(ROWS, [from, to - 1, calls, DAYS, now.toISOString()]);
      if (step % 10 === 9) say(`${to.toLocaleString("en")} rows`);
    }
    for (const index of indexes) await client.query(index);
    await client.query("ANALYZE ledger_calls");
    say("indices");
    const place = "source, kind, server, environment, region, outcome";
    const names = `${place}, agent, credential, person, operation`;
    await client.query(usage("ledger_usage_day", "day", names));
    await client.query(
      usage("ledger_usage_caller", "day", "source, kind, agent, credential, outcome"),
    );
    await client.query(usage("ledger_usage_place", "day", place));
    await client.query(usage("ledger_usage_hour", "hour", place));
    await client.query(MINUTES);
    await client.query(AGENTS);
    await client.query("ANALYZE");
    say("sums");
  } finally {
    await client.end();
  }
}

/** Rows go in faster without their indices, which are made over all of them at once. */
async function withoutIndexes(client) {
  const { rows } = await client.query(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
     WHERE schemaname = current_schema() AND tablename = 'ledger_calls' AND indexname NOT LIKE '%pkey'`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition.replace("ON ONLY", "ON"));
}

// What is drawn by chance is drawn from the number of the call, so that two runs have the same rows. Every 200th row is the
// second version of the one before. A few callers make most of the calls; a dozen names are seldom.
const ROWS = `
  WITH numbers AS (
    SELECT n, CASE WHEN n % 200 = 199 THEN n - 1 ELSE n END AS m FROM generate_series($1::bigint, $2::bigint) AS n
  ), drawn AS (
    SELECT n, m, (hashint8extended(m, 1) & 16777215) / 16777216.0 AS a, (hashint8extended(m, 2) & 16777215) / 16777216.0 AS b,
      (hashint8extended(m, 3) & 16777215) / 16777216.0 AS c, (hashint8extended(m, 4) & 16777215) / 16777216.0 AS d,
      $5::timestamptz - make_interval(secs => 86400.0 * $4::int * (1 - m::float8 / $3::bigint)) AS at
    FROM numbers
  ), keyed AS (SELECT *, floor(500 * a ^ 3)::int AS key FROM drawn
  ), called AS (SELECT *, (key * 37 + floor(40 * b ^ 2)::int * 53) % 2000 AS op FROM keyed
  ), placed AS (SELECT *, op % 40 AS srv, m % 400000 = 1000 AS seldom FROM called)
  INSERT INTO ledger_calls (idx, ts, leaf_hash, type, source, kind, at, record_id, version, corrects, call_key, agent, credential,
    person, server, operation, environment, region, outcome, duration_ms, address, trace_id, correlation, completeness)
  SELECT n, at + make_interval(secs => c * 2), sha256(int8send(n)), 'call',
    CASE WHEN seldom THEN 'gw-seldom' ELSE 'gw-' || (srv % 5) END, 'tool_call', at,
    md5(n::text)::uuid, CASE WHEN n > m THEN 2 ELSE 1 END, CASE WHEN n > m THEN m END,
    CASE WHEN m % 200 = 198 THEN sha256(int8send(m)) END,
    CASE WHEN seldom THEN 'agent-seldom' WHEN key % 5 > 0 THEN 'agent-' || key END, 'key-' || key,
    CASE WHEN seldom THEN 'person-seldom' WHEN key % 5 < 3 THEN 'person-' || ((key * 7 + floor(d * d * 5)::int) % 300) END,
    CASE WHEN seldom THEN 'server-seldom' ELSE 'server-' || srv END,
    CASE WHEN seldom THEN 'server-seldom.read' ELSE 'server-' || srv || '.tool-' || op END,
    CASE WHEN seldom THEN 'sandbox' WHEN srv < 20 THEN 'production' WHEN srv < 32 THEN 'staging' ELSE 'test' END,
    CASE WHEN seldom THEN 'ap' WHEN srv % 3 = 0 THEN 'us' ELSE 'eu' END,
    CASE WHEN seldom THEN 'cancelled' WHEN n < m + 1 AND m % 200 = 198 THEN 'pending' WHEN c < 0.92 THEN 'success' WHEN c < 0.96 THEN 'tool_error'
      WHEN c < 0.98 THEN 'denied' WHEN c < 0.99 THEN 'timeout' WHEN c < 0.993 THEN 'unknown' WHEN c < 0.995 THEN 'pending' ELSE 'success_unverified' END,
    round((d * d * 900)::numeric, 1)::float8, CASE WHEN seldom THEN '192.0.2.7' ELSE '10.0.' || key % 50 || '.' || floor(d * 200)::int END,
    decode(md5((m / 4)::text), 'hex'), CASE WHEN m % 3 = 0 THEN 'request-' || m / 6 END, 119
  FROM placed`;

const NEWEST =
  "kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_calls n WHERE n.corrects = c.idx AND n.source = c.source)";

function usage(table, span, names) {
  const columns = names.replaceAll(/\w+/g, "coalesce($&, '')");
  const start = span === "day" ? "(at AT TIME ZONE 'UTC')::date" : "date_trunc('hour', at)";
  return `INSERT INTO ${table} (${span}, dims, ${names}, calls, first_at, last_at)
    SELECT ${start}, md5(concat_ws(chr(31), ${columns}))::uuid, ${columns}, count(*), min(at), max(at)
    FROM ledger_calls c WHERE ${NEWEST} GROUP BY ${start}, ${columns}`;
}

const MINUTES = `
  INSERT INTO ledger_usage_minute (source, minute, occurred, received)
  SELECT source, date_trunc('minute', at), count(*) FILTER (WHERE corrects IS NULL), count(*)
  FROM ledger_calls GROUP BY 1, 2`;

/** People of their own are not needed: what is asked is whose the agents are. */
const AGENTS = `
  INSERT INTO "Agent" ("id", "slug", "name", "purpose", "description", "status", "ownerId", "modelProvider", "modelName", "autonomy", "oversight",
    "dataClasses", "environments", "customerFacing", "riskAnswers", "riskReason", "riskRuleVersion", "aiActRole", "aiActArea", "aiActProfiling",
    "aiActDerogation", "aiActTalksToPeople", "aiActGeneratesContent", "aiActReasoning", "aiActAssessedById", "aiActAssessedAt", "links",
    "duplicateReason", "requestedById", "requestedAt")
  SELECT gen_random_uuid(), 'agent-' || n, 'Agent number ' || n, 'Measures', '', 'ACTIVE', md5('owner-' || n % 25)::uuid, 'p', 'm', 'SUGGESTS', '',
    CASE WHEN n % 10 = 0 THEN '{personal}'::text[] ELSE '{}' END, '{}', false, '{}', '', 1, 'DEPLOYER', 'NONE', false,
    'NOT_CLAIMED', false, false, '', gen_random_uuid(), now(), '[]', '', gen_random_uuid(), now()
  FROM generate_series(0, 499) AS n`;
