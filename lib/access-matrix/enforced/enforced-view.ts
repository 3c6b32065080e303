// What the pages of enforced policies show: words and texts, no records.
import {
  CHANNEL_LABEL,
  type LineVerdict,
  OUTCOME_LABEL,
  SIDE_LABEL,
  type Side,
  UNMATCHED,
  VERDICT_LABEL,
} from "./enforced-labels";
import type { Explained } from "./explain";

/** How current what a source says is. `stale` and `never`: what it enforces is unknown. */
export type Freshness = "fresh" | "stale" | "never";

export const FRESHNESS_LABEL = {
  fresh: "Fresh",
  stale: "Stale: unknown",
  never: "Never said: unknown",
} as const satisfies Record<Freshness, string>;

/** A source with what it last said. Instants are ISO texts, "" where there is none. */
export type StatingRow = {
  id: string;
  name: string;
  disabled: boolean;
  freshness: Freshness;
  statedAt: string;
  age: string;
  policyId: string;
  version: string;
  label: string;
  lines: number;
  policies: number;
  late: number;
  unknown: number;
};

type Stating = {
  id: string;
  name: string;
  disabled: boolean;
  policyId: string | null;
  version: number | null;
  label: string | null;
  statedAt: Date | null;
  lines: number | null;
  policies: number;
  late: number;
  unknown: number;
};

export function toStatingRow(source: Stating, staleMs: number, now: Date): StatingRow {
  const { id, name, disabled, statedAt, version } = source;
  const age = statedAt === null ? 0 : now.getTime() - statedAt.getTime();
  return {
    ...{ id, name, disabled, policies: source.policies, late: source.late },
    ...{ unknown: source.unknown, lines: source.lines ?? 0, label: source.label ?? "" },
    ...{ policyId: source.policyId ?? "", version: version === null ? "" : String(version) },
    statedAt: statedAt?.toISOString() ?? "",
    age: statedAt === null ? "" : ageText(age),
    freshness: freshnessOf(statedAt, age, staleMs),
  };
}

function freshnessOf(statedAt: Date | null, age: number, staleMs: number): Freshness {
  if (statedAt === null) return "never";
  return age > staleMs ? "stale" : "fresh";
}

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/** `12 min`, `3 h`, `41 d`: the greatest unit, rounded down. */
export function ageText(milliseconds: number): string {
  const age = Math.max(0, milliseconds);
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min`;
  return age < 2 * DAY ? `${Math.floor(age / HOUR)} h` : `${Math.floor(age / DAY)} d`;
}

/** What the list of sources proves or lacks today, in a sentence. */
export function enforcedSentence(rows: readonly StatingRow[], staleHours: number): string {
  const live = rows.filter(({ disabled }) => !disabled);
  if (live.length === 0) return "No gateway is set up that could say what it enforces.";
  const silent = live.filter(({ freshness }) => freshness !== "fresh");
  const said = `${live.length - silent.length} of ${live.length} gateways said within ${staleHours} hours what they enforce`;
  const unknown = live.reduce((sum, row) => sum + row.unknown, 0);
  const strangers =
    unknown === 0
      ? "Every name in their policies is in the registry."
      : `${unknown.toLocaleString("en")} ${unknown === 1 ? "name" : "names"} in their policies ${unknown === 1 ? "is" : "are"} in no registry.`;
  if (silent.length === 0) return `${said}. ${strangers}`;
  return `${said}; what ${named(silent.map(({ name }) => name))} enforces is unknown. ${strangers}`;
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** A policy as a line of the list. */
export type PolicyRow = {
  id: string;
  source: string;
  version: number;
  label: string;
  statedAt: string;
  receivedAt: string;
  confirmedAt: string;
  replacedAt: string;
  outcome: string;
  applied: boolean;
  grants: number;
  added: number;
  removed: number;
  channel: string;
  from: string;
  hash: string;
};

type StoredPolicy = {
  id: string;
  sourceId: string;
  version: number;
  label: string;
  statedAt: Date;
  receivedAt: Date;
  confirmedAt: Date;
  replacedAt: Date | null;
  appliedAt: Date | null;
  hash: string;
  grants: number;
  added: number;
  removed: number;
  channel: string;
  receivedFrom: string;
};

/** `sources`: names by id; `people`: names by id of whoever uploaded. */
export function toPolicyRow(
  policy: StoredPolicy,
  sources: ReadonlyMap<string, string>,
  people: ReadonlyMap<string, { readonly name: string }>,
): PolicyRow {
  const { id, sourceId, version, label, receivedFrom, channel, hash } = policy;
  const isApplied = policy.appliedAt !== null;
  return {
    ...{ id, version, label, hash, applied: isApplied },
    source: sources.get(sourceId) ?? sourceId,
    statedAt: policy.statedAt.toISOString(),
    receivedAt: policy.receivedAt.toISOString(),
    confirmedAt: policy.confirmedAt.toISOString(),
    replacedAt: policy.replacedAt?.toISOString() ?? "",
    outcome: OUTCOME_LABEL[isApplied ? "applied" : "late"],
    ...{ grants: policy.grants, added: policy.added, removed: policy.removed },
    channel: CHANNEL_LABEL[channel] ?? channel,
    from: people.get(receivedFrom)?.name ?? sources.get(receivedFrom) ?? receivedFrom,
  };
}

/** A line that came in or went, with what explains it. */
export type DifferenceRow = {
  id: string;
  side: Side;
  sideWord: string;
  principal: string;
  server: string;
  operation: string;
  environment: string;
  conditions: string;
  verdict: LineVerdict;
  verdictWord: string;
  matched: boolean;
  grantId: string;
  requestId: string;
};

export function toDifferenceRow(line: Explained): DifferenceRow {
  const { grantId, requestId, side, verdict, ...names } = line;
  return {
    ...{ ...names, side, verdict, sideWord: SIDE_LABEL[side], verdictWord: VERDICT_LABEL[verdict] },
    ...{
      matched: !UNMATCHED.includes(verdict),
      grantId: grantId ?? "",
      requestId: requestId ?? "",
    },
  };
}

/** What the differences of a policy come to, in a sentence. */
export function differencesSentence(
  rows: readonly DifferenceRow[],
  { applied, added, removed }: Pick<PolicyRow, "applied" | "added" | "removed">,
): string {
  if (!applied) {
    return "It came after a newer statement of the same gateway, so it changed nothing. It is kept as evidence.";
  }
  const all = added + removed;
  if (all === 0) return "It changed nothing.";
  const count = `${added.toLocaleString("en")} lines came in, ${removed.toLocaleString("en")} went`;
  const unmatched = rows.filter(({ matched }) => !matched).length;
  const rest = rows.length < all ? ` among the first ${rows.length.toLocaleString("en")}` : "";
  return unmatched === 0
    ? `${count}. Each${rest} has a grant, or the end of one, that explains it.`
    : `${count}. ${unmatched.toLocaleString("en")}${rest} ${unmatched === 1 ? "has" : "have"} no approval that explains ${unmatched === 1 ? "it" : "them"}.`;
}
