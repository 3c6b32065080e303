import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Chance } from "./chance";
import type { Caller, Environment } from "./fleet";
import { partsOf, TOOLS, type ToolName } from "./tools";

export type CallOutcome = "success" | "tool_error" | "protocol_error" | "denied" | "timeout";

/** A call of the demo, before a gateway writes it down. */
export type DemoCall = {
  readonly at: number;
  readonly agent: string | null;
  readonly person: string | null;
  readonly key: string;
  readonly client: string;
  readonly address: string;
  /** With its environment, where that is not production. */
  readonly server: string;
  readonly tool: string;
  readonly arguments: JsonObject;
  readonly outcome: CallOutcome;
  readonly milliseconds: number;
  readonly trace: string;
  readonly span: string;
};

export type Wish = {
  readonly at: number;
  readonly tool: ToolName;
  readonly environment?: Environment;
  readonly outcome?: CallOutcome;
  readonly address?: string;
};

/** A call as its caller makes it at that instant. */
export function callOf(caller: Caller, wish: Wish, chance: Chance): DemoCall {
  const { server, name } = partsOf(wish.tool);
  const environment = wish.environment ?? caller.environment;
  const slow = chance.share();
  return {
    at: wish.at,
    agent: caller.agent,
    person: caller.people ? `u${1_000 + chance.below(caller.people)}` : null,
    key: caller.key,
    client: caller.client,
    address: wish.address ?? addressOf(caller.key),
    server: environment === "production" ? server : `${server}-${environment}`,
    tool: name,
    arguments: TOOLS[wish.tool](chance),
    outcome: wish.outcome ?? outcomeOf(chance.share()),
    milliseconds: Math.round(35 * Math.exp(slow * slow * 4.2)),
    trace: chance.hex(32),
    span: chance.hex(16),
  };
}

function outcomeOf(share: number): CallOutcome {
  if (share < 0.962) return "success";
  if (share < 0.981) return "tool_error";
  if (share < 0.989) return "protocol_error";
  return share < 0.994 ? "timeout" : "denied";
}

// Each key calls from one machine.
function addressOf(key: string): string {
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 62_500;
  return `10.40.${Math.floor(sum / 250)}.${(sum % 250) + 2}`;
}
