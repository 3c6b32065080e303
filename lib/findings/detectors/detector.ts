import type { Evidence, Explanation } from "../explanation";
import type { Severity } from "../labels";
import type { RuleName, Rules } from "../settings";
import type { Facts, RegisteredAgent } from "./facts";

/** Something noticed. The same `groupKey` of the same detector is the same thing. */
export type Raised = {
  readonly groupKey: string;
  readonly severity: Severity;
  readonly title: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly explanation: Explanation;
  /** Its cause is over already: it is raised so that somebody hears of it. */
  readonly gone?: boolean;
  /** Calls of which some are shown by their position in the ledger. */
  readonly calls?: CallsFilter;
};

export type CallsFilter = {
  readonly agent?: string;
  readonly credential?: string;
  readonly server?: string;
  readonly operation?: string;
  readonly environment?: string;
  readonly outcome?: string;
  readonly from: Date;
  readonly to: Date;
};

/** A rule that looks at facts. Pure: the same facts, rules and instant raise the same. */
export type Detector = {
  readonly id: string;
  /** Counted up whenever the same facts would raise something else. */
  readonly version: number;
  readonly title: string;
  readonly means: string;
  readonly matters: string;
  readonly act: string;
  /** How often it looks. */
  readonly everyMinutes: 5 | 60;
  readonly rules: readonly RuleName[];
  /** Who else tells people of the same thing; "" where this does. */
  readonly toldBy?: string;
  readonly detect: (facts: Facts, rules: Rules, now: Date) => readonly Raised[];
  readonly examined: (facts: Facts) => number;
  /** Facts in which it must find something, or it is blind. */
  readonly canary: (now: Date) => Facts;
};

/** The same as data, for the type of its id to stay narrow. */
export function defineDetector<const Id extends string>(detector: Detector & { readonly id: Id }) {
  return detector;
}

/** Calls of somebody, as an address of the explorer. */
export function callsLink(label: string, filter: CallsFilter): Evidence {
  const { from, to, credential, ...named } = filter;
  const params = new URLSearchParams(Object.entries(named));
  if (credential !== undefined) params.set("key", credential);
  params.set("from", minuteOf(from));
  params.set("to", minuteOf(new Date(to.getTime() + 60_000)));
  return { label, href: `/activity?${params}` };
}

// As the date field of the filter writes it.
function minuteOf(instant: Date): string {
  return instant.toISOString().slice(0, 16);
}

/** A value that somebody else chose, short enough for a title. */
export function short(value: string, max = 80): string {
  return value.length <= max ? value : `${value.slice(0, max - 1).toWellFormed()}…`;
}

const NAMED = 8;

/** Some of many names. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map((name) => short(name));
  const rest = names.length - shown.length;
  return shown.length === 0 ? "none" : shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** `1 call`, `1,204 calls`. */
export function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? noun : many}`;
}

/** The registry by every name that a caller may give: short name, name, id. */
export function registryOf(
  agents: readonly RegisteredAgent[],
): (name: string) => RegisteredAgent | undefined {
  const known = new Map<string, RegisteredAgent>();
  // Living ones win over others of the same name.
  const inOrder = [...agents].sort((a, b) => rank(a) - rank(b));
  for (const agent of inOrder) {
    for (const name of [agent.slug, agent.name, agent.id]) known.set(name.toLowerCase(), agent);
  }
  return (name) => known.get(name.toLowerCase());
}

function rank({ status }: RegisteredAgent): number {
  return status === "ACTIVE" ? 1 : 0;
}

/** The registered agent behind a caller as a subject, or the caller itself. */
export function subjectOf(
  { kind, value }: { kind: "agent" | "key"; value: string },
  agent: RegisteredAgent | undefined,
): { kind: string; id: string } {
  if (agent) return { kind: "agent", id: agent.id };
  return { kind: kind === "agent" ? "caller" : "key", id: value };
}

/** An explanation without what is not there. */
export function explained(
  words: Pick<Explanation, "baseline" | "observed" | "deviation"> & Partial<Explanation>,
): Explanation {
  return { numbers: null, chart: null, proposal: "", evidence: [], ...words };
}
