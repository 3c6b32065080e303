import { z } from "zod";
import { fieldsOf, type SettingsSpec } from "./define-settings";

/** The rules of a room at one instant. */
export type Policy<Name extends string = string> = {
  readonly values: Readonly<Record<Name, number>>;
  /** 0: the built-in default, which nobody approved. */
  readonly version: number;
  /** Null for the built-in default, which holds from the start. */
  readonly effectiveFrom: Date | null;
  /** Rules whose value is built in, because the version was adopted before they existed. */
  readonly notApproved: readonly string[];
};

/** Stored values as the room's rules of today; a rule that they lack takes its built-in value. */
export function completed<Name extends string>(
  spec: SettingsSpec<Name>,
  stored: unknown,
): Pick<Policy<Name>, "values" | "notApproved"> {
  const known = z.record(z.string(), z.unknown()).parse(stored);
  const values: Record<string, number> = {};
  const notApproved: string[] = [];
  for (const [name, field] of fieldsOf(spec)) {
    const value = known[name];
    // Today's bounds do not count: what was approved stays in force after they were narrowed.
    const usable = typeof value === "number" && Number.isSafeInteger(value);
    values[name] = usable ? value : field.default;
    if (!usable) notApproved.push(name);
  }
  if (!holdsAll(spec, values)) throw new Error(`settings ${spec.room}: a value is missing`);
  return { values, notApproved };
}

function holdsAll<Name extends string>(
  spec: SettingsSpec<Name>,
  values: Readonly<Record<string, number>>,
): values is Readonly<Record<Name, number>> {
  return fieldsOf(spec).every(([name]) => name in values);
}
