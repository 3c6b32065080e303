import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { Appender } from "@/lib/ledger-store/append";
import { emptyTestLog, testPool } from "@/lib/ledger-store/testing/test-log";
import { ALL_CALLS, ANY_KIND, type CallFilter } from "./call-filter";
import { CANARY_SOURCE } from "./call-view";
import {
  callsOfTrace,
  filterChoices,
  getCall,
  histogram,
  listCalls,
  listCandidates,
  versionsOf,
  whoTouched,
} from "./queries-calls";

const NOW = new Date("2026-11-21T12:00:00.000Z");
const PAGE = { page: 1, pageSize: 500 };
const ANA = "00000000-0000-4000-8000-00000000000a";
const BEN = "00000000-0000-4000-8000-00000000000b";

const officer: Actor = { kind: "person", id: BEN, roles: ["compliance"] };
const ana: Actor = { kind: "person", id: ANA, roles: ["owner"] };
const admin: Actor = { kind: "person", id: ANA, roles: ["admin"] };

type Sent = { source: string; key: string; data: JsonObject };
const sent: Sent[] = [];

const TRACE = "0af7651916cd43dd8448eb211c80319c";

/** Calls of ten days, a few of them seldom, in no order. */
function call(nth: number): Sent {
  const at = NOW.getTime() - ((nth * 7_919) % 240) * HOUR_MS - nth * 1_111;
  const agent = ["Invoice-Bot", "invoice-bot", "mailer", "shadow", null][nth % 5] ?? null;
  return {
    source: nth % 9 === 0 ? "gw-2" : "gw-1",
    key: `k-${nth}`,
    data: {
      kind: nth % 31 === 30 ? "activity" : "tool_call",
      occurred_at: new Date(at).toISOString(),
      ...(agent === null ? {} : { "gen_ai.agent.id": agent, "user.id": `person-${nth % 4}` }),
      credential_id: `key-${nth % 6}`,
      "mcp.server.name": nth % 50 === 0 ? "rare" : `server-${nth % 3}`,
      operation: `server-${nth % 3}.tool-${nth % 7}`,
      environment: nth % 4 === 0 ? "staging" : "production",
      region: nth % 40 === 0 ? "us" : "eu",
      outcome: ["success", "success", "tool_error", "denied", "pending"][(nth * 3) % 5] ?? "",
      "client.address": `10.0.0.${nth % 8}`,
      ...(nth % 60 === 1 ? { trace_id: TRACE } : {}),
      correlation_ids: [{ kind: "request_id", value: `r-${Math.floor(nth / 2)}` }],
    },
  };
}

const INSERT_AGENT = `
  INSERT INTO "Agent" ("id", "slug", "name", "purpose", "description", "ownerId", "modelProvider", "modelName", "autonomy",
    "oversight", "customerFacing", "riskAnswers", "riskReason", "riskRuleVersion", "aiActRole", "aiActArea", "aiActProfiling",
    "aiActDerogation", "aiActTalksToPeople", "aiActGeneratesContent", "aiActReasoning", "aiActAssessedById",
    "aiActAssessedAt", "links", "duplicateReason", "requestedById", "requestedAt")
  VALUES (gen_random_uuid(), $1, $2, '', '', $3, '', '', 'SUGGESTS', '', false, '{}', '', 1, 'DEPLOYER', 'NONE', false,
    'NOT_CLAIMED', false, false, '', $3, now(), '[]', '', $3, now())`;

beforeAll(async () => {
  const log = await emptyTestLog({ log: "calls" });
  const appender = new Appender(log, { lingerMs: 0 });
  for (let nth = 0; nth < 300; nth += 1) sent.push(call(nth));
  sent.push({ ...call(3), source: CANARY_SOURCE });
  await appender.append(sent.slice(0, 150).map(eventOf));
  await appender.append(sent.slice(150).map(eventOf));
  // The pending call 8 was answered, and later once more: it is the newest version that counts.
  for (const [version, outcome, corrects] of [
    [2, "timeout", 8],
    [3, "success", sent.length],
  ] as const) {
    const data = { ...call(8).data, outcome, version, corrects, idempotency_key: "8".repeat(64) };
    await appender.append([{ ...eventOf(call(8)), key: `k-8/v${version}`, data }]);
    sent.push({ ...call(8), data });
  }
  await testPool().query(INSERT_AGENT, ["invoice-bot", "Invoice bot", ANA]);
  await testPool().query(INSERT_AGENT, ["post", "Mailer", BEN]);
});

function eventOf({ source, key, data }: Sent) {
  return { type: "call", key, source: { id: source }, data };
}

/** What the filter means, said once more in other words. */
function expected(is: (data: JsonObject, sent: Sent) => boolean): string[] {
  const replaced = new Set(sent.flatMap(({ data }) => data.corrects ?? []));
  return sent
    .map((one, idx) => ({ one, idx, at: String(one.data.occurred_at) }))
    .filter(
      ({ one, idx }) => !replaced.has(idx) && one.source !== CANARY_SOURCE && is(one.data, one),
    )
    .sort((a, b) => b.at.localeCompare(a.at) || b.idx - a.idx)
    .map(({ idx }) => String(idx));
}

const isCall = (data: JsonObject) => data.kind === "tool_call";
const agentOf = (data: JsonObject) => String(data["gen_ai.agent.id"] ?? "").toLowerCase();
const from = new Date(NOW.getTime() - 5.3 * DAY_MS);
const to = new Date(NOW.getTime() - 1.7 * DAY_MS);
const inTime = ({ occurred_at }: JsonObject) =>
  String(occurred_at) >= from.toISOString() && String(occurred_at) < to.toISOString();

const FILTERS: [string, Partial<CallFilter>, (data: JsonObject, sent: Sent) => boolean][] = [
  ["none", {}, () => true],
  ["a registered agent by its name", { agent: "Invoice bot" }, (d) => agentOf(d) === "invoice-bot"],
  ["an agent that nobody registered", { agent: "SHADOW" }, (d) => agentOf(d) === "shadow"],
  ["a key", { credential: "key-2" }, (d) => d.credential_id === "key-2"],
  ["a person", { person: "person-1" }, (d) => d["user.id"] === "person-1"],
  ["a source", { source: "gw-2" }, (_, one) => one.source === "gw-2"],
  ["a rare server", { server: "rare" }, (d) => d["mcp.server.name"] === "rare"],
  ["an operation", { operation: "server-1.tool-4" }, (d) => d.operation === "server-1.tool-4"],
  ["an environment", { environment: "staging" }, (d) => d.environment === "staging"],
  ["a rare region", { region: "us" }, (d) => d.region === "us"],
  ["outcomes", { outcome: ["denied", "timeout"] }, (d) => d.outcome === "denied"],
  ["an address", { address: "10.0.0.3" }, (d) => d["client.address"] === "10.0.0.3"],
  ["a trace", { trace: TRACE.toUpperCase() }, (d) => d.trace_id === TRACE],
  ["another common id", { trace: "r-7" }, (d) => JSON.stringify(d).includes('"r-7"')],
  ["a data class", { agents: ["post"] }, (d) => agentOf(d) === "mailer"],
  ["a data class without agents", { agents: [] }, () => false],
  ["a time", { from, to }, inTime],
  [
    "a time and a place",
    { from, to, server: "server-2" },
    (d) => inTime(d) && d["mcp.server.name"] === "server-2",
  ],
  [
    "a time and an agent",
    { from, to, agent: "mailer" },
    (d) => inTime(d) && agentOf(d) === "mailer",
  ],
  [
    "much at once",
    { from, agent: "mailer", environment: "production", outcome: ["success"], server: "server-0" },
    (d) =>
      String(d.occurred_at) >= from.toISOString() &&
      agentOf(d) === "mailer" &&
      d.environment === "production" &&
      d.outcome === "success" &&
      d["mcp.server.name"] === "server-0",
  ],
  ["text that no database takes", { server: "a\0b" }, () => false],
];

describe("a list of calls", () => {
  test.each(FILTERS)(
    "shows the newest versions of what is asked for: %s",
    async (_, filter, is) => {
      const right = expected((data, one) => isCall(data) && is(data, one));
      const { rows, total } = await listCalls(officer, { ...ALL_CALLS, ...filter }, PAGE);
      expect(rows.map(({ idx }) => idx)).toEqual(right);
      expect(total).toBe(right.length);
      const two = await listCalls(officer, { ...ALL_CALLS, ...filter }, { page: 2, pageSize: 7 });
      expect(two.rows.map(({ idx }) => idx)).toEqual(right.slice(7, 14));
    },
  );

  test.each(FILTERS)("is the same over time: %s", async (_, filter, is) => {
    const right = expected((data, one) => isCall(data) && is(data, one));
    const { buckets } = await histogram(officer, { ...ALL_CALLS, ...filter }, NOW);
    expect(buckets.length).toBeLessThanOrEqual(120);
    expect(buckets.reduce((sum, { total }) => sum + total, 0)).toBe(right.length);
    const denied = right.filter((idx) => sent[Number(idx)]?.data.outcome === "denied");
    expect(buckets.reduce((sum, each) => sum + each.denied, 0)).toBe(denied.length);
  });

  test("puts each call into its bucket, of minutes as of days", async () => {
    for (const length of [HOUR_MS * 30, DAY_MS * 9]) {
      const start = new Date(NOW.getTime() - length - 12_345);
      const { bucketMs, buckets } = await histogram(officer, {
        ...ALL_CALLS,
        from: start,
        to: NOW,
      });
      const right = expected(
        (d) =>
          isCall(d) &&
          String(d.occurred_at) >= start.toISOString() &&
          String(d.occurred_at) < NOW.toISOString(),
      );
      const times = right.map((idx) => Date.parse(String(sent[Number(idx)]?.data.occurred_at)));
      for (const { start: begins, total } of buckets) {
        const within = (at: number) =>
          at >= Date.parse(begins) && at < Date.parse(begins) + bucketMs;
        expect(total).toBe(times.filter(within).length);
      }
    }
  });

  test("says which registered agent is behind a name, and of which kind a row is", async () => {
    const { rows } = await listCalls(officer, { ...ALL_CALLS, kind: ANY_KIND }, PAGE);
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(["tool_call", "activity"]));
    const names = new Set(rows.map(({ agent, agentSlug }) => `${agent} ${agentSlug}`));
    expect(names).toEqual(
      new Set([
        "Invoice-Bot invoice-bot",
        "invoice-bot invoice-bot",
        "mailer post",
        "shadow null",
        "null null",
      ]),
    );
  });

  test("leaves out the canary of this product, unless its source is asked for", async () => {
    const { total } = await listCalls(officer, { ...ALL_CALLS, source: CANARY_SOURCE }, PAGE);
    expect(total).toBe(1);
  });

  test("LOG-03: attempts without a result are listed, and no longer once a result came", async () => {
    const { rows } = await listCalls(officer, { ...ALL_CALLS, unfinished: true }, PAGE);
    expect(rows.map(({ idx }) => idx)).toEqual(
      expected((data) => isCall(data) && data.outcome === "pending"),
    );
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.map(({ idx }) => idx)).not.toContain("8");
  });
});

describe("whose calls", () => {
  test("an owner sees those of their agents, whatever they ask for", async () => {
    const right = expected((data) => isCall(data) && agentOf(data) === "invoice-bot");
    expect((await listCalls(ana, ALL_CALLS, PAGE)).rows.map(({ idx }) => idx)).toEqual(right);
    expect(await listCalls(ana, { ...ALL_CALLS, agent: "mailer" }, PAGE)).toEqual({
      rows: [],
      total: 0,
    });
    const { total } = await whoTouched(ana, {
      from,
      to,
      environment: null,
      server: null,
      agents: null,
    });
    expect(total).toBe(
      expected((d) => isCall(d) && inTime(d) && agentOf(d) === "invoice-bot").length,
    );
    await expect(getCall(ana, "2")).rejects.toMatchObject({ code: "not_found" });
    expect((await getCall(ana, "1")).agent).toBe("invoice-bot");
    expect(await listCandidates(ana, NOW)).toEqual([]);
    expect((await filterChoices(ana, NOW)).servers).toEqual([
      "rare",
      "server-0",
      "server-1",
      "server-2",
    ]);
  });

  test("nobody sees any without the right to", async () => {
    await expect(listCalls(admin, ALL_CALLS, PAGE)).rejects.toMatchObject({ code: "forbidden" });
    await expect(getCall(admin, "1")).rejects.toMatchObject({ code: "forbidden" });
    await expect(getCall(officer, "99999")).rejects.toMatchObject({ code: "not_found" });
    await expect(getCall(officer, "1 OR 1=1")).rejects.toMatchObject({ code: "not_found" });
  });
});

test("calls of one trace come together, oldest first, and versions of one call in their order", async () => {
  const together = expected((data) => data.trace_id === TRACE).toReversed();
  expect((await callsOfTrace(officer, together[0] ?? "")).map(({ idx }) => idx)).toEqual(together);
  expect((await callsOfTrace(officer, "14")).map(({ idx }) => idx).sort()).toEqual(["14", "15"]);
  const first = String(sent.length - 2);
  const versions = await versionsOf(officer, first);
  expect(versions.map(({ version, outcome }) => [version, outcome])).toEqual([
    [1, "pending"],
    [2, "timeout"],
    [3, "success"],
  ]);
});

test("LOG-11: who touched production in a minute, for whom, what and how it ended", async () => {
  const [idx = ""] = expected(
    (data) => isCall(data) && data.environment === "production" && agentOf(data) === "mailer",
  );
  const data: JsonObject = sent[Number(idx)]?.data ?? {};
  const at = Date.parse(String(data.occurred_at));
  const { lines, total, left } = await whoTouched(officer, {
    from: new Date(at),
    to: new Date(at + MINUTE_MS),
    environment: "production",
    server: null,
    agents: null,
  });
  expect({ total, left }).toEqual({
    total: lines.reduce((sum, { count }) => sum + count, 0),
    left: 0,
  });
  expect(lines).toContainEqual(
    expect.objectContaining({
      agent: "mailer",
      agentSlug: "post",
      person: String(data["user.id"]),
      credential: String(data.credential_id),
      operation: String(data.operation),
      outcome: String(data.outcome),
      count: 1,
      firstAt: String(data.occurred_at),
      indices: [idx],
    }),
  );
});

test("filters offer what calls of 90 days had", async () => {
  expect(await filterChoices(officer, NOW)).toMatchObject({
    sources: ["gw-1", "gw-2"],
    servers: ["rare", "server-0", "server-1", "server-2"],
    environments: ["production", "staging"],
    regions: ["eu", "us"],
  });
  expect((await filterChoices(officer, NOW)).operations).toHaveLength(21);
  expect((await filterChoices(officer, new Date("2027-06-01"))).operations).toEqual([]);
});

describe("G3: a caller that the registry does not know", () => {
  test("is a candidate with first and last seen, calls, operations and whose it may be", async () => {
    const candidates = await listCandidates(officer, NOW);
    const byName = new Map(candidates.map((each) => [`${each.kind} ${each.value}`, each]));
    expect([...byName.keys()].filter((name) => name.startsWith("agent"))).toEqual(["agent shadow"]);
    const own = expected((data) => isCall(data) && agentOf(data) === "shadow").map(
      (idx): JsonObject => sent[Number(idx)]?.data ?? {},
    );
    const shadow = byName.get("agent shadow");
    expect(shadow).toMatchObject({
      lastSeen: own[0]?.occurred_at,
      firstSeen: own.at(-1)?.occurred_at,
      calls: own.length,
      environments: ["production", "staging"],
      guessedBy: "credential",
      dismissal: null,
    });
    expect(shadow?.operationCount).toBe(new Set(own.map(({ operation }) => operation)).size);
    expect([ANA, BEN]).toContain(shadow?.guessedOwnerId);
    const keys = expected(
      (data) => isCall(data) && agentOf(data) === "" && data.credential_id === "key-4",
    );
    expect(byName.get("key key-4")?.calls).toBe(keys.length);
  });

  test("is dismissed until that expires, or somebody takes it back", async () => {
    const dismiss = (value: string, expires: string, ended: string | null) =>
      testPool().query(
        `INSERT INTO "CandidateDismissal" VALUES (gen_random_uuid(), 'agent', $1, 'A test of ours', $2, now(), $3, $4)`,
        [value, BEN, expires, ended],
      );
    const dismissal = async (now: Date) =>
      (await listCandidates(officer, now)).find(({ value }) => value === "shadow")?.dismissal;
    await dismiss("Shadow", "2026-11-25T00:00:00.000Z", "2026-11-20T00:00:00.000Z");
    expect(await dismissal(NOW)).toBeNull();
    await dismiss("Shadow", "2026-11-25T00:00:00.000Z", null);
    expect(await dismissal(NOW)).toMatchObject({ reason: "A test of ours", dismissedById: BEN });
    expect(await dismissal(new Date("2026-11-25T00:00:00.000Z"))).toBeNull();
  });
});
