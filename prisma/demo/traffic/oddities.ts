// What an auditor should find in the traffic of the demo: planted, and nowhere else explained.
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import { callOf, type DemoCall, type Wish } from "./call";
import { chanceOf } from "./chance";
import { type Caller, FLEET } from "./fleet";
import type { SourceKey } from "./sources";

/** Calls that no ordinary day holds. */
type Oddity = {
  readonly name: string;
  readonly caller: Caller;
  readonly count: number;
  /** From the beginning of the day `daysAgo` on, for so long. */
  readonly daysAgo: number;
  readonly hour: number;
  readonly minutes: number;
  readonly wish: Omit<Wish, "at">;
};

const YESTERDAY = 1;

function callerWith(key: string): Caller {
  const found = FLEET.find((caller) => caller.key === key);
  if (!found) throw new Error(`demo: nobody calls with ${key}`);
  return found;
}

const ODDITIES: readonly Oddity[] = [
  {
    ...{ name: "a tool that this agent never used", caller: callerWith("supplier-screener-prod") },
    ...{ count: 3, daysAgo: YESTERDAY, hour: 10, minutes: 40 },
    wish: { tool: "erp-finance.delete_vendor", outcome: "success" },
  },
  {
    ...{ name: "far more calls than on any other day", caller: callerWith("booking-intake-prod") },
    ...{ count: 1_400, daysAgo: YESTERDAY, hour: 11, minutes: 110 },
    wish: { tool: "shipment-db.query" },
  },
  {
    ...{ name: "in the night", caller: callerWith("claims-triage-prod") },
    ...{ count: 38, daysAgo: YESTERDAY, hour: 2, minutes: 35 },
    wish: { tool: "claims.get", outcome: "success" },
  },
  {
    ...{ name: "denied again and again", caller: callerWith("pull-request-reviewer-dev") },
    ...{ count: 42, daysAgo: YESTERDAY, hour: 14, minutes: 4 },
    wish: { tool: "github.delete_branch", outcome: "denied" },
  },
  {
    name: "a key of development in production",
    caller: { ...callerWith("release-notes-writer-dev"), source: "edge-antwerp" },
    ...{ count: 6, daysAgo: YESTERDAY, hour: 9, minutes: 90 },
    wish: { tool: "documents.search", environment: "production", outcome: "success" },
  },
  {
    name: "a key that two agents share",
    caller: { ...callerWith("claims-triage-prod"), key: "supplier-screener-prod" },
    ...{ count: 12, daysAgo: YESTERDAY, hour: 13, minutes: 50 },
    wish: { tool: "documents.search", outcome: "success", address: "10.99.7.31" },
  },
  {
    name: "access that a review took away",
    caller: callerWith("freight-invoice-matcher-prod"),
    ...{ count: 1, daysAgo: YESTERDAY, hour: 15, minutes: 40 },
    wish: { tool: "erp-finance.propose_payment", outcome: "success" },
  },
  {
    ...{ name: "denied, weeks ago", caller: callerWith("release-notes-writer-dev") },
    ...{ count: 25, daysAgo: 33, hour: 15, minutes: 6 },
    wish: { tool: "github.delete_branch", outcome: "denied" },
  },
];

/** The planted calls of a source. */
export function oddCalls(source: SourceKey, today: number): DemoCall[] {
  return ODDITIES.filter(({ caller }) => caller.source === source).flatMap((oddity) => {
    const chance = chanceOf(`oddity ${oddity.name}`);
    const from = today - oddity.daysAgo * DAY_MS + oddity.hour * HOUR_MS;
    return Array.from({ length: oddity.count }, () => {
      const at = from + chance.below(oddity.minutes * MINUTE_MS);
      return callOf(oddity.caller, { at, ...oddity.wish }, chance);
    });
  });
}

/** Numbers that were lost between the gateway and us. */
export const LOST: {
  readonly source: SourceKey;
  readonly daysAgo: number;
  readonly count: number;
} = {
  ...{ source: "edge-antwerp", daysAgo: 12, count: 11 },
};

/** A night in which a source that shows life all the time did not. */
export const SILENT: {
  readonly source: SourceKey;
  readonly daysAgo: number;
  readonly hours: readonly [number, number];
} = {
  ...{ source: "obot-desk", daysAgo: 20 },
  hours: [1, 8],
};

/** A line that its sender cut off, and one that is none of its own. */
export const UNREADABLE: {
  readonly source: SourceKey;
  readonly daysAgo: number;
  readonly lines: readonly string[];
} = {
  ...{ source: "llm-proxy", daysAgo: 5 },
  lines: [
    '{"id":"mcp-cut","call_type":"call_mcp_tool","status":"succ',
    '{"event":"spend_report","team":"finance","total":118.4}',
  ],
};
