import { utcText } from "@/lib/core/clock";
import { fieldsOf, type SettingField, type SettingsSpec } from "./define-settings";

export const EFFECTIVE_FROM_LABEL = "In force from";
export const BUILT_IN = "built-in, not approved";

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
  { values, notApproved }: { values: Values; notApproved: readonly string[] },
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

/** When a proposed change would begin, in words. */
export function effectiveFromText(effectiveFrom: string | null): string {
  if (effectiveFrom === null) return "Once approved";
  return `${utcText(new Date(effectiveFrom))}, or once approved if that is later`;
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
