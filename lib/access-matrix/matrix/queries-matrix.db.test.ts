// Every figure of the matrix beside a count that is made another way: by SQL over the index that was rebuilt from the ledger.
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { transact } from "@/lib/change-log/transact";
import { addDays, DAY_MS, HOUR_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { Appender } from "@/lib/ledger-store/append";
import type { LedgerLog } from "@/lib/ledger-store/ledger-log";
import { rebuildIndex } from "@/lib/ledger-store/rebuild";
import { emptyTestLog, testPool } from "@/lib/ledger-store/testing/test-log";
import { establishInstallation } from "@/lib/settings/installation";
import { giveGrant } from "../commands/give-grant";
import { accessCompany, type Company, contextOf, NOW } from "../testing/access-company";
import { decodeCells } from "./cells-view";
import { exportComparison, exportMatrix } from "./export-matrix";
import { factStore } from "./facts";
import { ALL_CELLS, type CellRow, type MatrixAnswer } from "./matrix-view";
import { compareAt, getCell, listCells, matrixAt, matrixCells } from "./queries-matrix";

const DAYS = 30;
/** In the middle of a day that has calls before and after it. */
const AS_OF = new Date(addDays(NOW, -7).getTime() + 3_723_004);
const officer: Actor = {
  kind: "person",
  id: "00000000-0000-4000-8000-00000000000b",
  roles: ["compliance"],
};
const LIST = { page: 1, pageSize: 10_000, sort: "principal", dir: "asc" } as const;

let log: LedgerLog;
let company: Company;
let appender: Appender;

type Said = { credential: string; operation: string; environment: string; outcome: string };

/** Calls of 44 days, several a day; every twentieth was amended later: what was pending was denied. */
function callsOf({ key, prodKey, server, read, write }: Company) {
  const credentials = [key.publicId, prodKey.publicId.toUpperCase(), "k_nobody"];
  const operations = [read.name, write.name, "never.registered"];
  const events = Array.from({ length: 260 }, (_, nth) => {
    const at = NOW.getTime() - ((nth * 7_919) % 44) * DAY_MS + (nth % 23) * HOUR_MS - 11 * HOUR_MS;
    return eventOf(nth, at, {
      credential: credentials[nth % 3] ?? "",
      operation: operations[Math.floor(nth / 3) % 3] ?? "",
      environment:
        ["production", "staging", "production", "development"][Math.floor(nth / 9) % 4] ?? "",
      outcome: ["success", "tool_error", "denied", "pending", "success"][nth % 5] ?? "",
    });
  });
  const amended = events.flatMap((event, nth) =>
    nth % 20 === 3
      ? [
          {
            ...event,
            key: `${event.key}/v2`,
            data: { ...event.data, outcome: "denied", version: 2, corrects: nth },
          },
        ]
      : [],
  );
  return { events, amended };

  function eventOf(nth: number, at: number, said: Said) {
    const data = {
      ...{
        kind: nth % 41 === 40 ? "activity" : "tool_call",
        occurred_at: new Date(at).toISOString(),
      },
      ...{ credential_id: said.credential, "gen_ai.agent.id": nth % 50 === 3 ? "stranger" : "" },
      ...{ "mcp.server.name": server.slug, operation: `${server.slug}.${said.operation}` },
      ...{ environment: said.environment, outcome: said.outcome },
    };
    const id = nth % 37 === 36 ? "countersign-canary" : "gw-1";
    return { type: "call", key: `m-${nth}`, source: { id }, data };
  }
}

beforeAll(async () => {
  const starter: Actor = { kind: "job", id: "test", grants: ["installation:establish"] };
  await establishInstallation(contextOf(starter), { organisation: "Tests", demo: false });
  log = await emptyTestLog({ log: "calls" });
  appender = new Appender(log, { lingerMs: 0 });
  company = await transact(contextOf(officer), async (tx, record) => {
    const made = await accessCompany(tx);
    const { prodKey, key, server, read, write, owner, officer: judge } = made;
    const given = (keyId: string, operationId: string | null, more: object) => ({
      ...{ keyId, serverId: server.id, operationId, environment: "production", purpose: "Tests" },
      ...{ kind: "normal" as const, definitionHash: null, fromAt: addDays(NOW, -25), until: null },
      ...{ requestId: null, requestedById: owner.id, requestedAt: NOW },
      ...{ approvedById: judge.id, approvedAt: NOW },
      ...more,
    });
    await giveGrant(tx, record, given(prodKey.id, read.id, { definitionHash: read.hash }));
    await giveGrant(tx, record, given(prodKey.id, write.id, { until: addDays(NOW, -10) }));
    await giveGrant(tx, record, given(key.id, null, { environment: "staging" }));
    return made;
  });
  const { events, amended } = callsOf(company);
  await appender.append(events.slice(0, 150));
  await appender.append(events.slice(150));
  await appender.append(amended);
  await rebuildIndex(log, { now: NOW, dedupeDays: 400 });
  await enforce(company);
});

/** What a gateway enforces since 28 days ago, and once a day said. */
async function enforce({ prodKey, key, server, read, write }: Company) {
  const pool = testPool();
  const policy = "00000000-0000-4000-8000-0000000000aa";
  await pool.query(
    `INSERT INTO "EnforcedPolicy" (id, "sourceId", version, label, "statedAt", "receivedAt", "confirmedAt", hash, grants, added, removed,
       channel, "receivedFrom", "appliedAt")
     VALUES ($1, 'gw-1', 1, '', $2, $2, $2, '', 3, 3, 0, 'push', 'gw-1', $2)`,
    [policy, addDays(NOW, -28)],
  );
  await pool.query(
    `INSERT INTO "EnforcedStatement" (id, "sourceId", "policyId", "statedAt", "receivedAt", outcome, channel, "receivedFrom")
     SELECT gen_random_uuid(), 'gw-1', $1, at, at, 'confirmed', 'push', 'gw-1' FROM generate_series($2::timestamptz, $3::timestamptz, '1 day') AS at`,
    [policy, addDays(NOW, -28), NOW],
  );
  for (const [principal, operation, to] of [
    [prodKey.publicId, read.name, null],
    [prodKey.publicId, write.name, addDays(NOW, -3)],
    [key.publicId, "*", null],
    ["stranger-key", read.name, null],
  ]) {
    await pool.query(
      `INSERT INTO "EnforcedGrant" (id, "sourceId", principal, server, operation, environment, conditions, "fromAt", "fromPolicyId", "toAt")
       VALUES (gen_random_uuid(), 'gw-1', $1, $2, $3, $4, '', $5, $6, $7)`,
      [
        principal,
        server.slug,
        operation,
        operation === "*" ? "staging" : "production",
        addDays(NOW, -28),
        policy,
        to,
      ],
    );
  }
}

async function cells(asOf = AS_OF): Promise<{ rows: readonly CellRow[]; matrix: MatrixAnswer }> {
  return await listCells(officer, { asOf, days: DAYS, filter: ALL_CELLS, ...LIST });
}

const nameOf = ({ principal, operation, environment }: CellRow) =>
  `${(principal.publicId ?? principal.label).toLowerCase()} ${operation.operation} ${environment}`;

/** Of each caller, operation and environment: used, denied, and the last use. */
async function countedBySql(asOf: Date): Promise<Map<string, unknown>> {
  const from = new Date((Math.floor(asOf.getTime() / DAY_MS) - DAYS) * DAY_MS);
  const { rows } = await testPool().query(
    `SELECT lower(c.credential) || ' ' || substr(c.operation, length(c.server) + 2) || ' ' || c.environment AS name,
       count(*) FILTER (WHERE outcome <> 'denied')::int AS used, count(*) FILTER (WHERE outcome = 'denied')::int AS denied,
       max(at) FILTER (WHERE outcome <> 'denied') AS last
     FROM ledger_calls c
     WHERE kind = 'tool_call' AND source = 'gw-1' AND at >= $1 AND at <= $2
       AND idx NOT IN (SELECT corrects FROM ledger_calls WHERE corrects IS NOT NULL)
     GROUP BY 1`,
    [from, asOf],
  );
  return new Map(
    rows.map(({ name, used, denied, last }) => [
      name,
      { used, denied, last: last?.toISOString() ?? null },
    ]),
  );
}

test.for([
  ["a past instant, within a day", new Date(AS_OF.getTime() - 3 * HOUR_MS)],
  ["a later one of that day", AS_OF],
  ["now", new Date(NOW.getTime() + 2 * DAY_MS)],
] as const)(
  "CHG-06 LOG-01: the use of every cell is what SQL counts over the rebuilt index, as of %s",
  async ([, asOf]) => {
    const { rows, matrix } = await cells(asOf);
    const used = rows.filter(({ used, denied }) => used + denied > 0);
    const found = used.map(
      (row) => [nameOf(row), { used: row.used, denied: row.denied, last: row.lastUsedAt }] as const,
    );
    const counted = await countedBySql(asOf);
    expect(found.length).toBeGreaterThan(10);
    expect(new Map(found)).toEqual(counted);
    const sum = (name: "used" | "denied") => rows.reduce((all, row) => all + row[name], 0);
    expect(matrix.totals).toMatchObject({
      calls: sum("used"),
      denied: sum("denied"),
      cells: rows.length,
    });
  },
);

test("CHG-06: granted and enforced cells are the rows that are in force by SQL", async () => {
  const { rows, matrix } = await cells();
  const { rows: granted } = await testPool().query(
    `SELECT k."publicId" || ' ' || o.name || ' ' || g.environment AS name
     FROM "Grant" g JOIN "Key" k ON k.id = g."keyId"
     JOIN "Operation" o ON o.id = g."operationId" OR (g."operationId" IS NULL AND o."serverId" = g."serverId")
     WHERE g."fromAt" <= $1 AND (g.until IS NULL OR $1 < g.until) AND (g."endedAt" IS NULL OR $1 < g."endedAt")`,
    [AS_OF],
  );
  const { rows: enforced } = await testPool().query(
    `SELECT e.principal || ' ' || o.name || ' ' || e.environment AS name
     FROM "EnforcedGrant" e JOIN "Server" s ON s.slug = e.server
     JOIN "Operation" o ON o."serverId" = s.id AND (e.operation = '*' OR o.name = e.operation)
     WHERE e."fromAt" <= $1 AND (e."toAt" IS NULL OR $1 < e."toAt")`,
    [AS_OF],
  );
  const named = (some: readonly CellRow[]) => some.map(nameOf).sort();
  const listed = (some: readonly { name: string }[]) => some.map(({ name }) => name).sort();
  expect(named(rows.filter((row) => row.granted))).toEqual(listed(granted));
  expect(named(rows.filter((row) => row.enforced === "yes"))).toEqual(listed(enforced));
  expect(matrix.totals).toMatchObject({ granted: granted.length, enforced: enforced.length });
  expect(matrix.sources).toMatchObject([{ sourceId: "gw-1", fresh: true, version: 1 }]);
});

test("totals of lines, columns and flags, and the bytes of the picture, say what the cells say", async () => {
  const { rows, matrix } = await cells();
  const wish = { asOf: AS_OF, days: DAYS, filter: ALL_CELLS };
  const drawn = decodeCells((await matrixCells(officer, wish)).buffer);
  const known = { ...matrix, countedAt: expect.any(String) };
  expect(drawn.head).toEqual(known);
  expect(await matrixAt(officer, wish)).toEqual(known);
  expect([...drawn.used]).toEqual(rows.map(({ used }) => used));
  for (const [nth, line] of matrix.lines.entries()) {
    const of = rows.slice(drawn.starts[nth], drawn.starts[nth + 1]);
    expect(new Set(of.map(({ row, environment }) => `${row} ${environment}`))).toEqual(
      new Set([
        `${matrix.principals[line.principal]?.id} ${matrix.environments[line.environment]}`,
      ]),
    );
    expect(line.calls).toBe(of.reduce((sum, { used }) => sum + used, 0));
    expect(line.granted).toBe(of.filter(({ granted }) => granted).length);
  }
  for (const [nth, column] of matrix.columns.entries()) {
    const of = rows.filter((row) => row.column === column.id);
    expect(matrix.columnTotals[nth]).toMatchObject({ cells: of.length });
  }
  for (const [flag, count] of Object.entries(matrix.flags)) {
    expect([flag, rows.filter(({ flags }) => flags.some((one) => one === flag)).length]).toEqual([
      flag,
      count,
    ]);
  }
});

test("an owner sees the rows of their own agents alone, and no other cell's story", async () => {
  const owner: Actor = { kind: "person", id: company.owner.id, roles: ["owner"] };
  const mine = await listCells(owner, { asOf: AS_OF, days: DAYS, filter: ALL_CELLS, ...LIST });
  const { rows } = await cells();
  const isMine = (row: CellRow) => row.principal.agentId === company.agent.id;
  expect(mine.matrix.ownOnly).toBe(true);
  expect(mine.rows).toEqual(rows.filter(isMine));
  const other = rows.find((row) => !isMine(row));
  if (!other) throw new Error("no other row");
  const { row, column, environment } = other;
  const asked = getCell(owner, { row, column, environment, asOf: AS_OF, days: DAYS });
  await expect(asked).rejects.toMatchObject({ code: "not_found" });
  const nobody: Actor = { kind: "job", id: "nobody", grants: [] };
  await expect(
    matrixAt(nobody, { asOf: AS_OF, days: DAYS, filter: ALL_CELLS }),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("CHG-05: the story of a cell has its grants, lines, days and newest calls", async () => {
  const { prodKey, write } = company;
  const wish = {
    row: `key:${prodKey.id}`,
    column: `op:${write.id}`,
    environment: "production",
    asOf: AS_OF,
    days: DAYS,
  };
  const { cell, grants, enforced, usage, calls, definitions } = await getCell(officer, wish);
  expect(grants).toMatchObject([{ inForce: false, ticketed: true, purpose: "Tests" }]);
  expect(enforced).toMatchObject([{ inForce: true, principal: prodKey.publicId }]);
  expect(usage.reduce((sum, { used }) => sum + used, 0)).toBe(cell.used);
  expect(calls.length).toBe(Math.min(20, cell.used + cell.denied));
  expect(calls[0]?.at.localeCompare(AS_OF.toISOString())).toBe(-1);
  expect(definitions).toHaveLength(1);
});

test("CC6.1: of an empty cell nobody knows what is enforced, unless a source has spoken of its place lately", async () => {
  const { key, admin } = company;
  const at = { row: `key:${key.id}`, column: `op:${admin.id}`, days: DAYS };
  const enforcedIn = async (environment: string, asOf: Date) =>
    (await getCell(officer, { ...at, environment, asOf })).cell;
  expect(await enforcedIn("production", AS_OF)).toMatchObject({ enforced: "no", flags: [] });
  const unknown = { enforced: "unknown", flags: ["enforcement-unknown"] };
  expect(await enforcedIn("development", AS_OF)).toMatchObject(unknown);
  expect(await enforcedIn("production", addDays(NOW, -300))).toMatchObject(unknown);
});

test("SCN-01: what is written behind the application is there on the next page", async () => {
  const { prodKey, read, server } = company;
  const stateOf = async () => {
    const { rows } = await cells();
    return rows.find(
      (row) =>
        row.row === `key:${prodKey.id}` &&
        row.column === `op:${read.id}` &&
        row.environment === "production",
    );
  };
  expect(await stateOf()).toMatchObject({ granted: true });
  expect((await stateOf())?.flags).not.toContain("without-approval");
  await testPool().query(
    `UPDATE "Grant" SET "fromAt" = "fromAt" - interval '1 day' WHERE "keyId" = $1 AND "operationId" = $2`,
    [prodKey.id, read.id],
  );
  expect((await stateOf())?.flags).toContain("without-approval");
  await testPool().query(
    `UPDATE "Grant" SET "fromAt" = "fromAt" + interval '1 day' WHERE "keyId" = $1 AND "operationId" = $2`,
    [prodKey.id, read.id],
  );
  expect((await stateOf())?.flags).not.toContain("without-approval");
  await testPool().query(
    `INSERT INTO "Grant" SELECT (jsonb_populate_record(NULL::"Grant", to_jsonb(g) || jsonb_build_object('id', gen_random_uuid(), 'environment', 'test'))).*
     FROM "Grant" g WHERE "keyId" = $1 AND "operationId" = $2`,
    [prodKey.id, read.id],
  );
  const { rows } = await cells();
  const planted = rows.find(({ environment, granted }) => environment === "test" && granted);
  expect(planted?.flags).toEqual(
    expect.arrayContaining(["without-approval", "environment-crossing"]),
  );
  await testPool().query(`DELETE FROM "Grant" WHERE environment = 'test' AND "serverId" = $1`, [
    server.id,
  ]);
  expect(
    (await cells()).rows.some(({ environment, granted }) => environment === "test" && granted),
  ).toBe(false);
});

test("SCN-01: a grant that was deleted behind the application stays to be seen", async () => {
  const { prodKey, read } = company;
  const flagsOf = async () => {
    const { rows } = await cells();
    return rows.find(
      (row) =>
        row.row === `key:${prodKey.id}` &&
        row.column === `op:${read.id}` &&
        row.environment === "production",
    )?.flags;
  };
  const moved = (from: string, to: string) =>
    testPool().query(
      `WITH gone AS (DELETE FROM ${from} WHERE "keyId" = $1 AND "operationId" = $2 RETURNING *) INSERT INTO ${to} SELECT * FROM gone`,
      [prodKey.id, read.id],
    );
  await testPool().query(`CREATE TABLE kept_grant (LIKE "Grant")`);
  await moved(`"Grant"`, "kept_grant");
  expect(await flagsOf()).toContain("without-approval");
  expect(await flagsOf()).toContain("without-approval"); // also where little is read again
  await moved("kept_grant", `"Grant"`);
  expect(await flagsOf()).not.toContain("without-approval");
});

test("two instants differ by what was granted, enforced and used between them", async () => {
  const wish = {
    from: addDays(NOW, -29),
    to: AS_OF,
    days: DAYS,
    filter: ALL_CELLS,
    page: 1,
    pageSize: 1_000,
  };
  const { rows, counts, before, after, total } = await compareAt(officer, wish);
  expect(total).toBe(rows.length);
  expect(before).toMatchObject({ granted: 0, enforced: 0 });
  expect(counts.granted).toBe(after.granted);
  expect(counts.enforced).toBe(after.enforced);
  expect(counts.granted).toBe(rows.filter(({ changes }) => changes.includes("granted")).length);
});

test("CHG-06 IPE-05: files hold every cell of the matrix and of the comparison, with their provenance", async () => {
  const { rows } = await cells();
  const ctx = contextOf(officer);
  const wish = { asOf: AS_OF, days: DAYS, filter: { ...ALL_CELLS, state: "used" as const } };
  const sort = { sort: "principal", dir: "asc" } as const;
  const used = rows.filter((row) => row.used > 0);
  for (const format of ["csv", "xlsx", "pdf"] as const) {
    const { fileName, bytes } = await exportMatrix(ctx, { format, wish, sort });
    expect(fileName).toMatch(/^Tests_ART-03_access-matrix_asof-20261114T/);
    expect((await bytesOf(bytes)).length).toBeGreaterThan(1_000);
    const made = await read().export.findFirst({ where: { format }, orderBy: { id: "desc" } });
    expect(made).toMatchObject({ rowCount: used.length, queryId: "access-matrix.cells@1" });
  }
  const between = { from: addDays(NOW, -29), to: AS_OF, days: DAYS, filter: ALL_CELLS };
  await exportComparison(ctx, { format: "xlsx", wish: between });
  const { total } = await compareAt(officer, { ...between, page: 1, pageSize: 1 });
  const made = await read().export.findFirst({ where: { queryId: "access-matrix.compare@1" } });
  expect(made).toMatchObject({ rowCount: total });
  const other: Actor = { kind: "job", id: "other", grants: ["matrix:read", "matrix:read-all"] };
  const refused = exportMatrix(contextOf(other), { format: "csv", wish, sort });
  await expect(refused).rejects.toMatchObject({ code: "forbidden" });
});

async function bytesOf(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  if (bytes instanceof Uint8Array) return bytes;
  return Buffer.concat(await Array.fromAsync(bytes));
}

test("LOG-01: calls that come and amend are counted as soon as they are looked for", async () => {
  const before = await cells();
  const { prodKey, server, read } = company;
  const at = new Date(AS_OF.getTime() - 60_000).toISOString();
  const data = {
    ...{
      kind: "tool_call",
      occurred_at: at,
      credential_id: prodKey.publicId,
      "mcp.server.name": server.slug,
    },
    ...{ operation: `${server.slug}.${read.name}`, environment: "production", outcome: "success" },
  };
  await appender.append([{ type: "call", key: "late", source: { id: "gw-1" }, data }]);
  factStore().usage.hurry();
  const after = await cells();
  expect(after.matrix.totals.calls).toBe(before.matrix.totals.calls + 1);
  await testPool().query(
    "UPDATE ledger_usage_day SET calls = calls + 100 WHERE day = $1 AND outcome = 'success'",
    [addDays(NOW, -9)],
  );
  await testPool().query(
    "UPDATE ledger_usage_caller SET calls = calls + 100 WHERE day = $1 AND outcome = 'success'",
    [addDays(NOW, -9)],
  );
  await factStore().usage.comparePrints();
  expect((await cells()).matrix.totals.calls).toBeGreaterThan(after.matrix.totals.calls + 99);
});
