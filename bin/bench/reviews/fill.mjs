import { createHash, randomUUID } from "node:crypto";
import pg from "pg";
import { snapshotLine } from "./lines.mjs";

/**
 * An open review by SQL: `lines` lines of a believable mix, all of them `personId`'s to decide in the first stage. Its texts are canonical
 * JSON and its hash is theirs, but no change recorded its start: it is for the screens, not for packs. Answers its id.
 */
export async function fillReview(url, { lines, personId, ownerId, now, reference = "AR-BENCH" }) {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    const reviewId = randomUUID();
    const texts = Array.from({ length: lines }, (_, at) => canonical(snapshotLine(at + 1, now)));
    await client.query(REVIEW, [reviewId, reference, ownerId, ...hashOf(texts), lines, now]);
    for (let from = 0; from < texts.length; from += 1_000) {
      await client.query(LINES, [reviewId, from, texts.slice(from, from + 1_000)]);
    }
    await client.query(ASSIGNED, [reviewId, personId, now]);
    await client.query(`ANALYZE "ReviewLine", "ReviewAssignment"`);
    return reviewId;
  } finally {
    await client.end();
  }
}

// As RFC 8785 has it for texts and whole numbers: names sorted, no spaces.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

const HEADER = canonical({ v: 1, file: "snapshot" });

function hashOf(texts) {
  const hash = createHash("sha256").update(`${HEADER}\n`);
  for (const text of texts) hash.update(`${text}\n`);
  return [HEADER, hash.digest("hex")];
}

const REVIEW = `
  INSERT INTO "AccessReview" ("id", "reference", "title", "kind", "quarter", "periodStart", "periodEnd", "status", "scope", "exclusions",
    "silenceRule", "ownerId", "dueAt", "createdById", "createdAt", "launchedAt", "launchedById", "asOf", "snapshotHeader", "snapshotHash",
    "snapshotLines", "policy")
  VALUES ($1, $2, 'Review ' || $2, 'quarterly', '2026-Q3', '2026-07-01', '2026-10-01', 'open',
    '{"environments":[],"serverIds":[],"agentIds":[],"kinds":[]}', '[]', 'leave', $3, $7::timestamptz + interval '20 days', $3, $7, $7, $3,
    $7, $4, $5, $6, '{"version":0,"values":{"bulkMax":100,"secondsPerLine":9}}')`;

const LINES = `
  INSERT INTO "ReviewLine" ("id", "reviewId", "position", "lineKey", "kind", "section", "risk", "stages", "text")
  SELECT gen_random_uuid(), $1, $2::int + nth, t::jsonb->>'line', t::jsonb->>'kind', t::jsonb->>'section', t::jsonb->>'risk',
    (t::jsonb->>'stages')::int, t
  FROM unnest($3::text[]) WITH ORDINALITY AS texts(t, nth)`;

const ASSIGNED = `
  INSERT INTO "ReviewAssignment" ("id", "reviewId", "lineId", "stage", "personId", "how", "why", "fromAt", "byId")
  SELECT gen_random_uuid(), $1, "id", 1, $2::uuid, 'accountable', 'Owner of the server', $3::timestamptz, 'job:bench'
  FROM "ReviewLine" WHERE "reviewId" = $1::uuid`;
