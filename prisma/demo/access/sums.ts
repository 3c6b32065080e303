// The sums that the ledger's index would hold of the demo's traffic: for tests that need no ledger.
import { sha256 } from "@/lib/ledger/crypto";
import type { DemoCall } from "../traffic/call";
import { daysOf } from "../traffic/plan";
import { type SourceKey, sourceKeys } from "../traffic/sources";

/** A row of ledger_usage_day but for its id. */
export type UsageRow = {
  day: string;
  calls: number;
  first_at: string;
  last_at: string;
  agent: string;
  credential: string;
  person: string;
  server: string;
  operation: string;
  environment: string;
  region: string;
  outcome: string;
  source: string;
  kind: string;
};

/** Calls of all gateways until `now`, summed by day and by what they say. `scale`: how much of the usual traffic there is. */
export function usageSums(now: Date, scale: number): UsageRow[] {
  const sums = new Map<string, UsageRow>();
  for (const source of sourceKeys()) {
    for (const { calls } of daysOf(source, now, scale)) {
      for (const call of calls) add(sums, rowOf(source, call));
    }
  }
  return [...sums.values()];
}

function add(sums: Map<string, UsageRow>, row: UsageRow): void {
  const { calls, first_at, last_at, ...names } = row;
  const mark = Object.values(names).join("\u001f");
  const known = sums.get(mark);
  if (known) {
    known.calls += calls;
    known.last_at = last_at;
  } else sums.set(mark, { ...row, first_at });
}

function rowOf(source: SourceKey, call: DemoCall): UsageRow {
  const at = new Date(call.at).toISOString();
  return {
    ...{ day: at.slice(0, 10), calls: 1, first_at: at, last_at: at, kind: "tool_call", source },
    ...{ agent: call.agent ?? "", credential: credentialOf(source, call.key), person: "" },
    ...{ server: call.server, operation: call.tool, region: "", outcome: call.outcome },
    environment: /-(staging|development)$/.exec(call.server)?.[1] ?? "production",
  };
}

// As each writes it: LiteLLM the hash of the key, ToolHive none.
function credentialOf(source: SourceKey, key: string): string {
  if (source === "toolhive-lab") return "";
  if (source !== "llm-proxy") return key;
  return Buffer.from(sha256(new TextEncoder().encode(key))).toString("hex");
}
