import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { env } from "@/lib/core/env";
import { migrate } from "../../bin/migrate.mjs";
import { PEOPLE } from "./people";

// A Saturday afternoon, when the last working day is yesterday.
const now = new Date("2026-11-21T15:04:05.678Z");
const today = now.toISOString().slice(0, 10);

const server = env().DATABASE_URL;
const [first, second] = [madeUpName(), madeUpName()];
const opened: (() => Promise<void>)[] = [];

beforeAll(async () => {
  for (const name of [first, second]) {
    await ask(server, `CREATE DATABASE ${name}`);
    await migrate({ url: addressOf(name) });
    await (await houseOn(name)).seedDemo(now);
  }
}, 240_000);

afterAll(async () => {
  for (const close of opened) await close();
  for (const name of [first, second]) {
    await ask(server, `DROP DATABASE ${name} WITH (FORCE)`);
  }
});

test("the demo company can be made twice and is the same", async () => {
  const [one, other] = [await everythingIn(first), await everythingIn(second)];
  expect(one.length).toBeGreaterThan(1000);
  expect(one).toEqual(other);
});

test("a database that has its company is refused and left as it is", async () => {
  const { seedDemo } = await houseOn(first);
  const before = await everythingIn(first);
  await expect(seedDemo(now)).rejects.toMatchObject({ code: "conflict" });
  expect(await everythingIn(first)).toEqual(before);
});

test("nobody approved their own agent, and nobody decided what they asked for", async () => {
  const approved = await rows(
    z.object({ slug: z.string() }),
    `SELECT slug FROM "Agent" WHERE "approvedById" IN ("requestedById", "ownerId")`,
  );
  const decided = await rows(
    z.object({ title: z.string() }),
    `SELECT title FROM "Request" WHERE status IN ('APPROVED', 'DECLINED')
     AND ("decidedById" = "requestedById" OR "decidedById" = ANY ("excludedIds"))`,
  );
  expect(approved).toEqual([]);
  expect(decided).toEqual([]);
});

test("the change log is in order, spans nine months and ends before now", async () => {
  const changes = await rows(
    z.object({ recordedAt: z.date(), occurredAt: z.date() }),
    `SELECT "recordedAt", "occurredAt" FROM "ChangeLogEntry" ORDER BY seq`,
  );
  const recorded = changes.map(({ recordedAt }) => recordedAt.toISOString());
  expect([...recorded].sort()).toEqual(recorded);
  expect(changes.map(({ occurredAt }) => occurredAt.toISOString())).toEqual(recorded);
  expect(recorded.at(0)).toMatch(/^2026-02-/);
  expect(recorded.at(-1)).toMatch(/^2026-11-1[89]|^2026-11-20/);
});

test("fourteen agents are official, four wait and one was declined", async () => {
  const statuses = await rows(
    z.object({ status: z.string(), count: z.number() }),
    `SELECT status, count(*)::int FROM "Agent" GROUP BY status`,
  );
  expect(Object.fromEntries(statuses.map(({ status, count }) => [status, count]))).toEqual({
    ACTIVE: 11,
    APPROVED: 1,
    SUSPENDED: 1,
    RETIRED: 1,
    PROPOSED: 4,
    DECLINED: 1,
  });
});

test("there is something to find: an agent without owner, reviews and a decision overdue", async () => {
  const slug = z.object({ slug: z.string() });
  const ownerless = await rows(
    slug,
    `SELECT slug FROM "Agent" JOIN "Person" p ON p.id = "ownerId"
     WHERE p."deactivatedAt" IS NOT NULL AND status = 'ACTIVE'`,
  );
  const unreviewed = await rows(
    slug,
    `SELECT slug FROM "Agent" WHERE status = 'ACTIVE' AND "reviewDueOn" < '${today}' ORDER BY slug`,
  );
  const undecided = await rows(
    slug,
    `SELECT slug FROM "Agent" a JOIN "Request" r ON r."subjectId" = a.id::text
     WHERE r.status = 'OPEN' AND r."dueAt" < '${now.toISOString()}'`,
  );
  expect(ownerless).toEqual([{ slug: "supplier-screener" }]);
  expect(unreviewed).toEqual([
    { slug: "freight-invoice-matcher" },
    { slug: "incident-summariser" },
  ]);
  expect(undecided).toEqual([{ slug: "payment-terms-adviser" }]);
});

test("the log holds nobody's name or address, and nobody has a password", async () => {
  const texts = (
    await rows(
      z.object({ text: z.string() }),
      `SELECT concat_ws(' ', reason, before, after) AS text FROM "ChangeLogEntry"`,
    )
  ).map(({ text }) => text);
  for (const { name, email } of Object.values(PEOPLE)) {
    for (const part of [email, ...name.split(" ")]) {
      const found = texts.find((text) =>
        new RegExp(`(?<!\\p{L})${part}(?!\\p{L})`, "u").test(text),
      );
      expect(found, `${part} is in the log`).toBeUndefined();
    }
  }
  expect(await rows(z.unknown(), `SELECT FROM "PasswordCredential"`)).toEqual([]);
});

test("SCN-01 every grant has its change but the one that somebody wrote behind the application", async () => {
  const unticketed = await rows(
    z.object({ publicId: z.string(), name: z.string() }),
    `SELECT k."publicId", o.name FROM "Grant" g JOIN "Key" k ON k.id = g."keyId" JOIN "Operation" o ON o.id = g."operationId"
     WHERE NOT EXISTS (SELECT FROM "ChangeLogEntry" c WHERE c.action = 'grant.given' AND c."subjectId" = g.id::text)`,
  );
  expect(unticketed).toEqual([{ publicId: "supplier-screener-prod", name: "delete_vendor" }]);
});

test("SCN-01 every key and every policy of the demo is as the log tells of it, and one grant is not", async () => {
  await houseOn(first);
  const { unrecordedGrants } = await import("@/lib/access-matrix/grants/recorded");
  expect(await unrecordedGrants()).toHaveLength(1);
  const { comparedRows } = await import("@/lib/findings/facts/altered");
  const { altered, compared } = await comparedRows();
  expect(altered).toEqual([]);
  expect(compared).toBeGreaterThan(20);
});

test("G4 whatever the matrix can be marked with is there once its gateways have spoken, most of what is used is granted", async () => {
  await houseOn(first);
  const since = new Date("2026-08-24T00:00:00.000Z");
  await ask(
    addressOf(first),
    `INSERT INTO "Source" (id, name, kind, places, "addedAt") SELECT id, id, 'auto', '[]', '${since.toISOString()}'
     FROM unnest(ARRAY['edge-antwerp', 'llm-proxy', 'obot-desk', 'otel-dev', 'toolhive-lab']) AS id`,
  );
  const { stateEnforced } = await import("./access/enforced");
  const { usageSums } = await import("./access/sums");
  await stateEnforced({ now, personIds: new Map(), acts: 1_000_000 }, { until: now, now });
  await ask(
    addressOf(first),
    `INSERT INTO ledger_usage_day SELECT (jsonb_populate_record(NULL::ledger_usage_day, row || jsonb_build_object('dims', gen_random_uuid()))).*
     FROM jsonb_array_elements($1::jsonb) AS row`,
    [JSON.stringify(usageSums(now, 0.02))],
  );
  await ask(
    addressOf(first),
    `INSERT INTO ledger_usage_caller SELECT (jsonb_populate_record(NULL::ledger_usage_caller, to_jsonb(u))).*
     FROM (SELECT * FROM ledger_usage_day ORDER BY day, first_at LIMIT 1) AS u`,
  );
  const { matrixAt } = await import("@/lib/access-matrix/matrix/queries-matrix");
  const { ALL_CELLS } = await import("@/lib/access-matrix/matrix/matrix-view");
  const officer: Actor = { kind: "person", id: randomUUID(), roles: ["compliance"] };
  const { flags, totals } = await matrixAt(officer, { asOf: now, days: 90, filter: ALL_CELLS });
  expect(Object.entries(flags).filter(([, count]) => count === 0)).toEqual([]);
  expect(flags["used-not-granted"]).toBeLessThan(totals.used / 2);
}, 120_000);

// A house whose modules were loaded anew, so that its client connects to this database.
async function houseOn(name: string) {
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", addressOf(name));
  const { db } = await import("@/lib/db/client");
  opened.push(() => db().$disconnect());
  return import("./seed");
}

/** Every row as text, with names for the ids of people and agents and a dash for other chance, sorted; so are its parts. */
async function everythingIn(name: string): Promise<string[]> {
  const tables = await rows(
    z.object({ table: z.string() }),
    `SELECT quote_ident(table_name) AS table FROM information_schema.tables
     WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
    name,
  );
  const known = await rows(
    z.object({ id: z.string(), called: z.string() }),
    `SELECT "personId"::text AS id, email AS called FROM "PersonIdentity"
     UNION SELECT id::text, slug FROM "Agent"`,
    name,
  );
  const names = new Map(known.map(({ id, called }) => [id, called]));
  const all: string[] = [];
  for (const { table } of tables) {
    const found = await rows(
      z.object({ text: z.string() }),
      `SELECT (to_jsonb(t) - 'seq' - 'queuedAt')::text AS text FROM ${table} t`,
      name,
    );
    all.push(...found.map(({ text }) => `${table} ${withoutChance(text, names)}`));
  }
  return all.sort();
}

function withoutChance(text: string, names: ReadonlyMap<string, string>): string {
  const told = text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => names.get(id) ?? "–")
    .replaceAll(/\b[0-9a-f]{64}\b/g, "–");
  // Lists in a record may stand in the order of ids, which are chance.
  return told
    .split(/(?<=[{[,])/)
    .map((part) => part.replaceAll(/[\]},]+$/g, ""))
    .sort()
    .join(",");
}

async function rows<Row>(row: z.ZodType<Row>, query: string, name = first): Promise<Row[]> {
  return row.array().parse(await ask(addressOf(name), query));
}

async function ask(url: string, query: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, options: "-c timezone=UTC" });
  await client.connect();
  try {
    const { rows: answer } = await client.query<Record<string, unknown>>(query, values);
    return answer;
  } finally {
    await client.end();
  }
}

function madeUpName(): string {
  return `demo_${randomBytes(6).toString("hex")}`;
}

function addressOf(name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
