// The questions of the explorer, asked as its pages ask them, one after another.
import { createHash } from "node:crypto";
import { ALL_CALLS, type CallFilter } from "@/lib/activity/calls/call-filter";
import {
  filterChoices,
  histogram,
  listCalls,
  listCandidates,
  whoTouched,
} from "@/lib/activity/calls/queries-calls";
import type { Actor } from "@/lib/auth/actor";
import { answerOnce } from "../ledger/worker";

type Wish = { readonly now: string; readonly rounds: number; readonly only: string };
type Times = { readonly name: string; readonly found: number; readonly ms: readonly number[] };

const PAGE = { page: 1, pageSize: 50 };
const MINUTE = 60_000;
const DAY = 86_400_000;

const officer: Actor = { kind: "job", id: "bench", grants: ["call:read", "call:read-all"] };
const owner: Actor = { kind: "person", id: uuidOf("owner-3"), roles: ["owner"] };

function uuidOf(name: string): string {
  const hex = createHash("md5").update(name).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The filters of the page, what is often found and what is seldom. */
const FILTERS: Readonly<Record<string, Partial<CallFilter>>> = {
  none: {},
  "agent, the busiest": { agent: "agent-1" },
  "agent, a quiet one": { agent: "Agent number 493" },
  "agent, 25 calls": { agent: "agent-seldom" },
  "key, the busiest": { credential: "key-0" },
  "key, a quiet one": { credential: "key-497" },
  "person, one of many": { person: "person-7" },
  "person, 25 calls": { person: "person-seldom" },
  "source, one of five": { source: "gw-2" },
  "source, 25 calls": { source: "gw-seldom" },
  "server, one of forty": { server: "server-17" },
  "server, 25 calls": { server: "server-seldom" },
  "operation, the busiest": { operation: "server-0.tool-0" },
  "operation, 25 calls": { operation: "server-seldom.read" },
  production: { environment: "production" },
  "environment, 25 calls": { environment: "sandbox" },
  "region, one of two": { region: "us" },
  "region, 25 calls": { region: "ap" },
  "outcome denied": { outcome: ["denied"] },
  "outcome, 25 calls": { outcome: ["cancelled"] },
  "failed in four ways": { outcome: ["tool_error", "timeout", "transport_error", "error"] },
  "unfinished (LOG-03)": { unfinished: true },
  address: { address: "10.0.7.7" },
  "address, 25 calls": { address: "192.0.2.7" },
  trace: { trace: createHash("md5").update("1234567").digest("hex") },
  "another common id": { trace: "request-123456" },
  "a data class of 50 agents": {
    agents: Array.from({ length: 50 }, (_, nth) => `agent-${nth * 10 + 1}`),
  },
  "nothing matches": { server: "server-1", region: "ap" },
  "agent and operation": { agent: "agent-1", operation: "server-30.tool-1150" },
  "agent and outcome": { agent: "agent-1", outcome: ["timeout"] },
  "agent and address": { agent: "agent-1", address: "10.0.1.9" },
  "agent, key and person": { agent: "agent-1", credential: "key-1", person: "person-9" },
  "person, server and denied": { person: "person-7", server: "server-7", outcome: ["denied"] },
  "server, region and timeout": { server: "server-17", region: "eu", outcome: ["timeout"] },
  "production, eu, unfinished": { environment: "production", region: "eu", unfinished: true },
};

await answerOnce(async ({ now, rounds, only }: Wish) => {
  const end = new Date(now);
  const before = (ms: number) => new Date(end.getTime() - ms);
  const asked: [string, () => Promise<number>][] = [
    ...Object.entries(FILTERS).map(([name, filter]): [string, () => Promise<number>] => [
      `first page: ${name}`,
      async () => (await listCalls(officer, { ...ALL_CALLS, ...filter }, PAGE)).total,
    ]),
    ...[
      ["the last hour", 60 * MINUTE],
      ["the last 24 hours", DAY],
      ["the last 30 days", 30 * DAY],
    ].map(([name, length]): [string, () => Promise<number>] => [
      `first page: ${name}`,
      async () => {
        const time = { from: before(Number(length) + 12_345), to: before(12_345) };
        return (await listCalls(officer, { ...ALL_CALLS, ...time }, PAGE)).total;
      },
    ]),
    [
      "first page: seven old days, an agent",
      async () => {
        const time = { from: before(60 * DAY + 9_999), to: before(53 * DAY + 1) };
        return (await listCalls(officer, { ...ALL_CALLS, ...time, agent: "agent-1" }, PAGE)).total;
      },
    ],
    [
      "first page: what an owner of 20 agents may see",
      async () => (await listCalls(owner, ALL_CALLS, PAGE)).total,
    ],
    [
      "page 100, no filter",
      async () => (await listCalls(officer, ALL_CALLS, { page: 100, pageSize: 50 })).total,
    ],
    ...histograms(before, "no filter", {}),
    ...histograms(before, "the busiest agent", { agent: "agent-1" }),
    ...histograms(before, "a server", { server: "server-17" }),
    [
      "2:14, production, a minute",
      () => touched({ from: before(33.5 * DAY), to: before(33.5 * DAY - MINUTE) }),
    ],
    [
      "2:14, production, an hour",
      () => touched({ from: before(33.5 * DAY), to: before(33.5 * DAY - 60 * MINUTE) }),
    ],
    ["choices of the filters", async () => (await filterChoices(officer, end)).operations.length],
    ["shadow candidates", async () => (await listCandidates(officer, end)).length],
  ];
  const results: Times[] = [];
  for (const [name, ask] of asked) {
    if (name.includes(only)) results.push(await timed(name, ask, rounds));
  }
  return results;
});

function histograms(
  before: (ms: number) => Date,
  name: string,
  filter: Partial<CallFilter>,
): [string, () => Promise<number>][] {
  return [
    ["1 hour", 60 * MINUTE],
    ["1 day", DAY],
    ["90 days", 90 * DAY],
  ].map(([length, ms]) => [
    `histogram, ${length}: ${name}`,
    async () => {
      const time = { from: before(Number(ms) + 12_345), to: before(12_345) };
      const { buckets } = await histogram(officer, { ...ALL_CALLS, ...filter, ...time });
      return buckets.reduce((sum, { total }) => sum + total, 0);
    },
  ]);
}

async function touched(time: { from: Date; to: Date }): Promise<number> {
  const wish = { ...time, environment: "production", server: null, agents: null };
  return (await whoTouched(officer, wish)).total;
}

async function timed(name: string, ask: () => Promise<number>, rounds: number): Promise<Times> {
  let found = await ask(); // the first one opens a connection and reads from the disk
  const ms: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    found = await ask();
    ms.push(performance.now() - from);
  }
  console.error(name, found, ms.map(Math.round).join(" "));
  return { name, found, ms };
}
