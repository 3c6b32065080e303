// Servers, keys, grants with their changes, and what gateways enforce, made in the server: beside the calls of the other bench,
// whose keys, servers and operations they are.
import pg from "pg";

/** Adds 40 servers with 2,000 operations, 500 keys, so many grants and as many enforced lines, in three environments. */
export async function fillAccess(url, { grants, lines, now, say }) {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    await client.query("SET synchronous_commit = off; SET work_mem = '256MB'");
    const at = now.toISOString();
    await client.query(SERVERS, [at]);
    await client.query(OPERATIONS, [at]);
    await client.query(DEFINITIONS, [at]);
    await client.query(KEYS, [at]);
    await client.query(GRANTS, [at, grants]);
    await client.query(CHANGES, ["grant.given", at]);
    await client.query(CHANGES, ["grant.ended", at]);
    say("grants");
    await client.query(POLICIES, [at, lines]);
    await client.query(STATEMENTS, [at]);
    await client.query(LINES, [at, lines]);
    await client.query("ANALYZE");
    say("enforced lines");
  } finally {
    await client.end();
  }
}

/** Names of the other bench are numbers; ids are made of them. */
const idOf = (kind, number) => `md5('${kind} ' || ${number})::uuid`;

const PLACES = `CASE WHEN n < 20 THEN 'production' WHEN n < 32 THEN 'staging' ELSE 'test' END`;

const SERVERS = `
  INSERT INTO "Server" (id, slug, name, purpose, provider, hosting, "ownerId", "dataClasses", "inScope", "scopeReason", "contradictedBy",
    places, "registeredById", "registeredAt")
  SELECT ${idOf("server", "n")}, 'server-' || n, 'Server number ' || n, '', '', 'ours', md5('owner-' || n % 25)::uuid, '{internal}', true, '',
    '{}', jsonb_build_array(jsonb_build_object('environment', ${PLACES}, 'region', 'eu', 'address', '', 'names', '[]'::jsonb)),
    gen_random_uuid(), $1::timestamptz - interval '300 days'
  FROM generate_series(0, 39) AS n`;

const OPERATIONS = `
  INSERT INTO "Operation" (id, "serverId", name, meaning, access, "dataClasses", "registeredById", "registeredAt")
  SELECT ${idOf("operation", "n")}, ${idOf("server", "n % 40")}, 'tool-' || n, '', (ARRAY['read','write','delete','admin'])[1 + n % 7 % 4],
    CASE WHEN n % 9 = 0 THEN '{personal}'::text[] ELSE '{internal}' END, gen_random_uuid(), $1::timestamptz - interval '300 days'
  FROM generate_series(0, 1999) AS n`;

const DEFINITIONS = `
  INSERT INTO "OperationDefinition" (id, "operationId", hash, definition, origin, "observedAt", "replacedAt", "lastSeenAt")
  SELECT gen_random_uuid(), ${idOf("operation", "n")}, encode(sha256(('old ' || n)::bytea), 'hex'), '{}'::jsonb, 'paste',
    $1::timestamptz - interval '300 days', CASE WHEN n % 10 = 0 THEN $1::timestamptz - interval '20 days' END, $1::timestamptz
  FROM generate_series(0, 1999) AS n
  UNION ALL
  SELECT gen_random_uuid(), ${idOf("operation", "n")}, encode(sha256(('new ' || n)::bytea), 'hex'), '{}'::jsonb, 'paste',
    $1::timestamptz - interval '20 days', NULL, $1::timestamptz
  FROM generate_series(0, 1999, 10) AS n`;

/** Each belongs to the agent of its number, where that agent exists; the environment is one of three. */
const KEYS = `
  INSERT INTO "Key" (id, "publicId", names, label, kind, "agentId", "ownerId", purpose, environment, algorithm, store, "issuerPolicy",
    "issuedAt", "activatedAt", "revokedAt", "registeredById", "registeredAt")
  SELECT ${idOf("key", "n")}, 'key-' || n, '{}', 'Key number ' || n, 'agent-api-key',
    (SELECT a.id FROM "Agent" a WHERE a.slug = 'agent-' || n), md5('owner-' || n % 25)::uuid, '', (ARRAY['production','staging','test'])[1 + n % 3],
    '', '', '', $1::timestamptz - interval '290 days', $1::timestamptz - interval '290 days',
    CASE WHEN n % 50 = 49 THEN $1::timestamptz - interval '15 days' END, gen_random_uuid(), $1::timestamptz - interval '290 days'
  FROM generate_series(0, 499) AS n`;

/** Most are of the key's own environment; one of seven has run out, one of eleven was ended. */
const GRANTS = `
  INSERT INTO "Grant" (id, "keyId", "serverId", "operationId", environment, purpose, kind, "definitionHash", "fromAt", until, "requestedById",
    "requestedAt", "approvedById", "approvedAt", "endedAt", "endedReason")
  SELECT ${idOf("grant", "n")}, ${idOf("key", "key")}, ${idOf("server", "op % 40")}, ${idOf("operation", "op")},
    (ARRAY['production','staging','test'])[1 + CASE WHEN n % 13 = 0 THEN n ELSE key END % 3], 'Measures', 'normal',
    encode(sha256(('old ' || op)::bytea), 'hex'), began,
    CASE WHEN n % 7 = 0 THEN began + interval '60 days' END, gen_random_uuid(), began, gen_random_uuid(), began,
    CASE WHEN n % 11 = 0 THEN began + interval '30 days' END, CASE WHEN n % 11 = 0 THEN 'Measured' END
  FROM (SELECT n, n % 500 AS key, (n % 500 * 7 + n / 500 * 5) % 2000 AS op,
          date_trunc('milliseconds', $1::timestamptz - make_interval(days => 100 + n % 170)) AS began
        FROM generate_series(0, $2::int - 1) AS n) AS each`;

/** Every 400th grant is one of which no change says that it was given. */
const CHANGES = `
  INSERT INTO "ChangeLogEntry" (id, "actorKind", "actorId", "actorRoles", action, "subjectKind", "subjectId", after, "occurredAt", "recordedAt",
    "requestId")
  SELECT gen_random_uuid(), 'job', 'bench', '{}', $1, 'grant', g.id::text, to_jsonb(g) || jsonb_build_object(
      'fromAt', ${iso('g."fromAt"')}, 'until', ${iso("g.until")}, 'endedAt', ${iso('g."endedAt"')},
      'requestedAt', ${iso('g."requestedAt"')}, 'approvedAt', ${iso('g."approvedAt"')}),
    $2::timestamptz, $2::timestamptz, gen_random_uuid()
  FROM "Grant" g WHERE ($1 = 'grant.given' OR g."endedAt" IS NOT NULL) AND hashtext(g.id::text) % 400 <> 0`;

function iso(column) {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

const SOURCES = "generate_series(0, 4) AS s";

const POLICIES = `
  INSERT INTO "EnforcedPolicy" (id, "sourceId", version, label, "statedAt", "receivedAt", "confirmedAt", hash, grants, added, removed, channel,
    "receivedFrom", "appliedAt")
  SELECT ${idOf("policy", "s")}, 'gw-' || s, 1, '', $1::timestamptz - interval '260 days', $1::timestamptz - interval '260 days', $1::timestamptz,
    '', $2::int / 5, $2::int / 5, 0, 'push', 'gw-' || s, $1::timestamptz - interval '260 days'
  FROM ${SOURCES}`;

/** The fifth gateway has been silent for three days. */
const STATEMENTS = `
  INSERT INTO "EnforcedStatement" (id, "sourceId", "policyId", "statedAt", "receivedAt", outcome, channel, "receivedFrom")
  SELECT gen_random_uuid(), 'gw-' || s, ${idOf("policy", "s")}, at, at, 'confirmed', 'push', 'gw-' || s
  FROM ${SOURCES} CROSS JOIN generate_series($1::timestamptz - interval '259 days', $1::timestamptz, interval '6 hours') AS at
  WHERE s < 4 OR at < $1::timestamptz - interval '3 days'`;

/** Four of five are what was granted, the others are other operations or environments. */
const LINES = `
  INSERT INTO "EnforcedGrant" (id, "sourceId", principal, server, operation, environment, conditions, "fromAt", "fromPolicyId", "toAt")
  SELECT ${idOf("line", "n")}, 'gw-' || op % 40 % 5, 'key-' || key, 'server-' || op % 40, 'tool-' || op,
    (ARRAY['production','staging','test'])[1 + CASE WHEN n % 31 = 0 THEN n ELSE key END % 3], '', began, ${idOf("policy", "op % 40 % 5")},
    CASE WHEN n % 17 = 0 THEN began + interval '45 days' END
  FROM (SELECT n, n % 500 AS key, (n % 500 * 7 + n / 500 * 5 + CASE WHEN n % 5 = 0 THEN 3 ELSE 0 END) % 2000 AS op,
          $1::timestamptz - make_interval(days => 90 + n % 160) AS began
        FROM generate_series(0, $2::int - 1) AS n) AS each`;
