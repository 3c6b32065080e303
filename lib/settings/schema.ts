import { z } from "zod";
import { prose } from "@/lib/core/text";
import { fieldsOf, isWithin, type SettingField, type SettingsSpec } from "./define-settings";
import { settingsOf } from "./registry";

const REASON_MAX = 2000;

const head = z.strictObject({
  room: z.string(),
  /** The version that was adopted last when the form was shown. */
  version: z.coerce.number().int().min(0),
  effectiveFrom: z.union(
    [
      z.literal("").transform(() => null),
      z.iso.date().transform((day) => new Date(`${day}T00:00:00.000Z`)),
    ],
    "Give a day as 2026-11-21, or leave this empty.",
  ),
  reason: prose("Say why the rules should change.", REASON_MAX),
});

/** The form in which a change is proposed: one text per rule of the room it names, and the head. */
export const proposePolicyInput = z
  .record(z.string(), z.unknown())
  .transform((typed, { issues }) => {
    const spec = settingsOf(String(typed.room));
    if (!spec) {
      issues.push({ code: "custom", input: typed, path: ["room"], message: "Choose a room." });
      return z.NEVER;
    }
    const isRule = ([name]: [string, unknown]) => name in spec.fields;
    const entries = Object.entries(typed);
    const rules = typedRules(spec).safeParse(Object.fromEntries(entries.filter(isRule)));
    const rest = head.safeParse(Object.fromEntries(entries.filter((entry) => !isRule(entry))));
    if (rules.success && rest.success) return { ...rest.data, values: rules.data };
    for (const { path, message } of [
      ...(rules.error?.issues ?? []),
      ...(rest.error?.issues ?? []),
    ]) {
      issues.push({ code: "custom", input: typed, path: [...path], message });
    }
    return z.NEVER;
  });
export type ProposePolicyInput = z.infer<typeof proposePolicyInput>;

/** All rules of a room as whole numbers within their bounds, and nothing else. */
export function ruleValues(spec: SettingsSpec) {
  return z.strictObject(
    Object.fromEntries(
      fieldsOf(spec).map(([name, field]) => [
        name,
        z.number(says(field)).refine((value) => isWithin(field, value), says(field)),
      ]),
    ),
  );
}

function typedRules(spec: SettingsSpec) {
  return z.strictObject(
    Object.fromEntries(
      fieldsOf(spec).map(([name, field]) => [
        name,
        z
          .string(says(field))
          .trim()
          .regex(/^\d{1,15}$/, says(field))
          .transform(Number)
          .refine((value) => isWithin(field, value), says(field)),
      ]),
    ),
  );
}

function says({ min, max }: SettingField): string {
  return `Give a whole number from ${min} to ${max}.`;
}
