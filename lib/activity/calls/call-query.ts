// What an address asks of the calls, for the page and for files alike, and how that is said in words.
import {
  afterTheJump,
  instantsOf,
  type LocalInstant,
  localText,
  zoneNamed,
} from "@/lib/core/zones";
import { ALL_CALLS, type CallFilter } from "./call-filter";
import { CALL_FILTER_LABEL, FAILED, isOutcome, outcomeShown } from "./call-labels";
import { FAILED_OUTCOMES } from "./call-view";

/** The parts of an address that say which calls; each may be left out. */
export const CALL_QUERY = [
  "from",
  "to",
  "fromFold",
  "toFold",
  "zone",
  "agent",
  "key",
  "person",
  "source",
  "server",
  "operation",
  "environment",
  "outcome",
  "dataClass",
  "region",
  "trace",
  "address",
  "kind",
  "unfinished",
] as const;
export type CallQueryName = (typeof CALL_QUERY)[number];
export type CallAddress = Readonly<Partial<Record<CallQueryName, string>>>;

/** A time that the address gives and clocks of the zone show twice or never. */
export type TimeDoubt = {
  readonly name: "from" | "to";
  readonly local: string;
  readonly choices: readonly LocalInstant[];
};

export type CallQuery = {
  readonly filter: CallFilter;
  readonly zone: string;
  /** What was typed as a zone and is none; "" where all is well. */
  readonly unknownZone: string;
  readonly doubts: readonly TimeDoubt[];
  readonly dataClass: string;
};

/** Which calls an address means. Registered agents of a data class are found by whoever knows them: `withAgents`. */
export function callQueryOf(address: CallAddress): CallQuery {
  const asked = (name: CallQueryName): string | null => address[name]?.trim() || null;
  const typedZone = asked("zone") ?? "UTC";
  const zone = zoneNamed(typedZone);
  const from = timeOf("from", address, zone ?? "UTC");
  const to = timeOf("to", address, zone ?? "UTC");
  return {
    filter: {
      ...ALL_CALLS,
      from: from.at,
      to: to.at,
      agent: asked("agent"),
      credential: asked("key"),
      person: asked("person"),
      source: asked("source"),
      server: asked("server"),
      operation: asked("operation"),
      environment: asked("environment"),
      region: asked("region"),
      outcome: outcomesOf(asked("outcome")),
      kind: asked("kind"),
      trace: asked("trace"),
      address: asked("address"),
      unfinished: asked("unfinished") !== null,
    },
    zone: zone ?? "UTC",
    unknownZone: zone === null ? typedZone : "",
    doubts: [...from.doubt, ...to.doubt],
    dataClass: asked("dataClass") ?? "",
  };
}

/** The same query where a data class was asked for and these are its agents. */
export function withAgents(query: CallQuery, agents: readonly string[] | null): CallFilter {
  return { ...query.filter, agents: query.dataClass === "" ? null : (agents ?? []) };
}

function outcomesOf(asked: string | null): readonly string[] {
  if (asked === null) return [];
  if (asked === FAILED) return FAILED_OUTCOMES;
  return [asked];
}

type Time = { readonly at: Date | null; readonly doubt: readonly TimeDoubt[] };

function timeOf(name: "from" | "to", address: CallAddress, zone: string): Time {
  const local = address[name]?.trim() ?? "";
  const explicit = EXPLICIT.test(local) ? new Date(local) : null;
  if (explicit) return { at: Number.isNaN(explicit.getTime()) ? null : explicit, doubt: [] };
  const choices = instantsOf(local, zone);
  if (choices === null) return { at: null, doubt: [] };
  const [first, second] = choices;
  if (!first) return { at: afterTheJump(local, zone), doubt: [{ name, local, choices }] };
  if (!second) return { at: first.at, doubt: [] };
  const fold = address[`${name}Fold`];
  if (fold === "first") return { at: first.at, doubt: [] };
  if (fold === "second") return { at: second.at, doubt: [] };
  // Until somebody says which, the widest time is meant: nothing is hidden by a guess.
  return { at: (name === "from" ? first : second).at, doubt: [{ name, local, choices }] };
}

const EXPLICIT =
  /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** What the filters leave, one sentence each (IPE-05). `words` names a data class. */
export function filterWords(
  { filter, zone, dataClass }: CallQuery,
  words: (dataClass: string) => string,
): string[] {
  const label = CALL_FILTER_LABEL;
  const time = (at: Date | null) => at && `${at.toISOString()}, which is ${localText(at, zone)}`;
  const said: [string, string | null][] = [
    [`${label.from} (inclusive)`, time(filter.from)],
    [`${label.to} (exclusive)`, time(filter.to)],
    [label.agent, filter.agent],
    [label.key, filter.credential],
    [label.person, filter.person],
    [label.source, filter.source],
    [label.server, filter.server],
    [label.operation, filter.operation],
    [label.environment, filter.environment],
    [label.region, filter.region],
    [label.outcome, filter.outcome.map((one) => outcomeShown(one).word).join(" or ") || null],
    [label.kind, filter.kind],
    [label.trace, filter.trace],
    [label.address, filter.address],
    [label.unfinished, filter.unfinished ? "no result was reported" : null],
    [
      label.dataClass,
      dataClass === "" ? null : `${words(dataClass)}, by the agents registered for it today`,
    ],
  ];
  return said.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
}

/** Whether an address asks for an outcome that there is. */
export function isKnownOutcome(text: string): boolean {
  return text === FAILED || isOutcome(text);
}
