import { utcText } from "@/lib/core/clock";
import { completed, type Policy } from "./completed";
import { fieldsOf, type SettingField, type SettingsSpec } from "./define-settings";
import type { ListedPolicyVersion } from "./queries";

export const EFFECTIVE_FROM_LABEL = "In force from, or from approval if that is later";
export const BUILT_IN = "built-in, not approved";
const BUILT_IN_CAPITAL = "Built-in, not approved";

type Values = Readonly<Record<string, number>>;

/** One rule in words. */
export type RuleRow = {
  name: string;
  label: string;
  help: string;
  unit: string;
  min: number;
  max: number;
  value: number;
  text: string;
  /** False while the value comes with the program and nobody approved it. */
  approved: boolean;
};

/** The rules of a room with their values, in the order they were declared. */
export function toRuleRows(
  spec: SettingsSpec,
  { values, notApproved }: Pick<Policy, "values" | "notApproved">,
): RuleRow[] {
  return fieldsOf(spec).map(([name, field]) => {
    const { label, help, unit, min, max } = field;
    const value = values[name] ?? field.default;
    const approved = !notApproved.includes(name);
    return { name, label, help, unit, min, max, value, text: valueText(field, value), approved };
  });
}

/** A value with its unit, "5 days", "1 day", "70 %". */
export function valueText({ unit }: SettingField, value: number): string {
  return value === 1 && unit.endsWith("s") ? `1 ${unit.slice(0, -1)}` : `${value} ${unit}`;
}

/** When rules begin, in words: stored as an instant, or as null where their approval begins them. */
export function effectiveFromText(effectiveFrom: string | null): string {
  if (effectiveFrom === null) return "Once approved";
  const at = new Date(effectiveFrom);
  return Number.isNaN(at.getTime()) ? effectiveFrom : utcText(at);
}

/** The rules of one room in a list. */
export type RoomRow = {
  id: string;
  title: string;
  /** "Version 3", or that nobody approved what holds. */
  version: string;
  approved: boolean;
  since: string | null;
  rules: string;
  proposals: number;
};

export function toRoomRow(spec: SettingsSpec, policy: Policy, proposals: number): RoomRow {
  const rules = toRuleRows(spec, policy);
  return {
    id: spec.room,
    title: spec.title,
    version: versionText(policy.version),
    approved: policy.notApproved.length === 0,
    since: policy.effectiveFrom?.toISOString() ?? null,
    rules: rules.map(({ label, text }) => `${label}: ${text}`).join(". "),
    proposals,
  };
}

/** A version's number in words; 0 is what the program brings along. */
export function versionText(version: number): string {
  return version === 0 ? BUILT_IN_CAPITAL : `Version ${version}`;
}

export type RuleDifference = { field: string; label: string; before: string; after: string };

/** What differs between two sets of values of a room, in words. */
export function diffOfVersions(
  spec: SettingsSpec,
  before: Values,
  after: Values,
): RuleDifference[] {
  return fieldsOf(spec)
    .map(([name, field]) => ({
      field: name,
      label: field.label,
      before: valueText(field, before[name] ?? field.default),
      after: valueText(field, after[name] ?? field.default),
    }))
    .filter((row) => row.before !== row.after);
}

/** One adopted version in words. Instants are ISO texts. */
export type VersionRow = {
  id: string;
  label: string;
  version: number;
  from: string;
  /** When another version took its place; null while none has. */
  until: string | null;
  state: "In force" | "Waits for its day" | "Replaced" | "Never in force";
  proposedBy: string;
  approvedBy: string;
  approvedAt: string;
  reason: string;
};

type Dated = Pick<ListedPolicyVersion, "version" | "effectiveFrom">;

/** Versions, newest first, with what became of each by `now`. */
export function toVersionRows(
  versions: readonly ListedPolicyVersion[],
  names: ReadonlyMap<string, { name: string }>,
  now: Date,
): VersionRow[] {
  return versions.map((version) => {
    const until = replacedAt(version, versions);
    return {
      id: version.id,
      label: versionText(version.version),
      version: version.version,
      from: version.effectiveFrom.toISOString(),
      until: until?.toISOString() ?? null,
      state: stateOf(version.effectiveFrom, until, now),
      proposedBy: names.get(version.proposedById)?.name ?? version.proposedById,
      approvedBy: names.get(version.approvedById)?.name ?? version.approvedById,
      approvedAt: version.approvedAt.toISOString(),
      reason: version.reason,
    };
  });
}

// A version adopted later counts from its own day on, also where an earlier one waited for a later day.
function replacedAt({ version }: Dated, versions: readonly Dated[]): Date | null {
  const later = versions.filter((other) => other.version > version);
  const days = later.map(({ effectiveFrom }) => effectiveFrom.getTime());
  return days.length > 0 ? new Date(Math.min(...days)) : null;
}

function stateOf(from: Date, until: Date | null, now: Date): VersionRow["state"] {
  if (until && until <= from) return "Never in force";
  if (from > now) return "Waits for its day";
  return until && until <= now ? "Replaced" : "In force";
}

/** Two versions of a room's rules, and what can be chosen instead; version 0 is the built-in one. */
export type Comparison = {
  from: number;
  to: number;
  choices: { version: number; label: string }[];
  differences: RuleDifference[];
};

/** Compares the versions an address names; the newest with the one before it where it names none. */
export function toComparison(
  spec: SettingsSpec,
  versions: readonly ListedPolicyVersion[],
  asked: Readonly<Record<string, string | readonly string[] | undefined>>,
): Comparison {
  const newest = versions[0]?.version ?? 0;
  const numbers = [...versions.map(({ version }) => version), 0];
  const chosen = (text: string | readonly string[] | undefined, otherwise: number) =>
    numbers.find((number) => String(number) === text) ?? otherwise;
  const to = chosen(asked.to, newest);
  const from = chosen(asked.from, Math.max(newest - 1, 0));
  const valuesOf = (number: number) =>
    completed(spec, versions.find(({ version }) => version === number)?.values ?? {}).values;
  return {
    from,
    to,
    choices: numbers.map((version) => ({ version, label: versionText(version) })),
    differences: diffOfVersions(spec, valuesOf(from), valuesOf(to)),
  };
}

/** What the list of policies says under its title. */
export function policiesLead(rows: readonly RoomRow[]): string {
  const open = rows.filter(({ approved }) => !approved).length;
  if (open === 0) return "Every value in force was approved by a person other than its proposer.";
  return `${open} of ${rows.length} rooms run on built-in values that nobody approved.`;
}

/** What the page of one policy says under its title. */
export function policyLead(
  { version, effectiveFrom, notApproved }: Policy,
  latest: number,
): string {
  if (version === 0 || !effectiveFrom) {
    return "The built-in values hold, because nobody has approved others yet.";
  }
  const since = `Version ${version} is in force since ${utcText(effectiveFrom)}.`;
  const added =
    notApproved.length > 0
      ? ` ${notApproved.length} of its values came later and are built in.`
      : "";
  const waiting = latest > version ? ` Version ${latest} waits for its day.` : "";
  return since + added + waiting;
}
