import pg from "pg";
import { withTemporaryDemo } from "../start/temporary-demo.mjs";
import { machine, percentile, table } from "./machine.mjs";
import { Visitor } from "./visitor.mjs";

const AGENTS = 2_000;
const CHANGES = 200_000;
const ROUNDS = 60;
const TARGET_MS = 300;
const TARGET_KB = 170;

/** Every page with 2,000 agents and 200,000 changes: time in the server, and script that its first visit loads. */
export async function run() {
  await withTemporaryDemo(async ({ url, address }) => {
    const { personId, agent, person } = await fill(url);
    const visitor = new Visitor(address);
    await visitor.signIn(personId);
    const pages = [
      "/api/health",
      "/",
      "/inbox",
      "/agents",
      "/agents?q=helper&sort=reviewDue&dir=desc&page=3",
      `/agents/${agent}`,
      "/agents/new",
      "/agents/import",
      "/change-log",
      "/change-log?page=40",
      `/change-log?subject=agent:${agent}`,
      "/exports",
      "/access-matrix",
      "/access-matrix?view=list",
      "/access-matrix/compare",
      "/activity",
      "/activity/question",
      "/activity/candidates",
      "/activity/gaps",
      "/activity/gaps/days",
      "/activity/imports",
      "/findings",
      "/findings/detectors",
      "/ledger",
      "/ledger/entries",
      "/profile",
      "/settings/people",
      `/settings/people/${person}`,
      "/settings/policies",
      "/settings/sources",
      "/settings/redaction",
    ];
    const rows = [];
    for (const path of pages) rows.push(await measure(visitor, path));
    console.log(`${machine()}; ${AGENTS} agents, ${CHANGES} changes, ${ROUNDS} requests a page`);
    console.log(
      `Targets: p95 ≤ ${TARGET_MS} ms, script ≤ ${TARGET_KB} kB. Baseline: /api/health.\n`,
    );
    console.log(table(["page", "p50 ms", "p95 ms", "script kB"], rows));
  });
}

async function measure(visitor, path) {
  const { html } = await visitor.open(path); // the first visit compiles and warms
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push((await visitor.open(path)).ms);
  const script = (await visitor.scriptBytes(html)) / 1000;
  const shown = path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
  return [
    shown,
    percentile(times, 0.5).toFixed(0),
    percentile(times, 0.95).toFixed(0),
    script.toFixed(0),
  ];
}

// Rows by SQL, because two hundred thousand commands would take an hour; they are copies of real ones.
async function fill(url) {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    await client.query(MORE_AGENTS, [AGENTS]);
    await client.query(MORE_CHANGES, [CHANGES]);
    await client.query("ANALYZE");
    const { rows } = await client.query(SOMEBODY);
    return rows[0];
  } finally {
    await client.end();
  }
}

const MORE_AGENTS = `
  INSERT INTO "Agent"
  SELECT (jsonb_populate_record(NULL::"Agent", to_jsonb(a) || jsonb_build_object(
    'id', gen_random_uuid(), 'slug', a."slug" || '-' || n, 'name', a."name" || ' helper ' || n))).*
  FROM generate_series(1, $1::int) AS n
  CROSS JOIN LATERAL (SELECT * FROM "Agent" ORDER BY md5("id"::text || n::text) LIMIT 1) AS a`;

const MORE_CHANGES = `
  INSERT INTO "ChangeLogEntry" ("id", "actorKind", "actorId", "actorRoles", "action", "subjectKind",
    "subjectId", "before", "after", "reason", "occurredAt", "recordedAt", "requestId")
  SELECT gen_random_uuid(), c."actorKind", c."actorId", c."actorRoles", c."action", c."subjectKind",
    c."subjectId", c."before", c."after", c."reason", c."occurredAt" + n * interval '1 second',
    c."recordedAt" + n * interval '1 second', gen_random_uuid()
  FROM generate_series(1, $1::int / (SELECT count(*) FROM "ChangeLogEntry")::int + 1) AS n
  CROSS JOIN "ChangeLogEntry" AS c`;

const SOMEBODY = `
  SELECT
    (SELECT p."id" FROM "Person" p WHERE 'compliance' = ANY (p."roles")
      AND p."deactivatedAt" IS NULL ORDER BY p."id" LIMIT 1) AS "personId",
    (SELECT a."id" FROM "Agent" a WHERE a."status" = 'ACTIVE' ORDER BY a."id" LIMIT 1) AS agent,
    (SELECT p."id" FROM "Person" p ORDER BY p."id" LIMIT 1) AS person`;
