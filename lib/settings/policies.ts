import "server-only";
import { z } from "zod";
import { read } from "@/lib/db/read";
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

/** Where policies are read: outside a transaction `read()`, inside one the transaction itself. */
export type PolicyReader = Pick<ReturnType<typeof read>, "policyVersion">;

/**
 * The rules in force at `at`: of the versions whose date had come, the one adopted last. No version
 * is dated before its approval, so the answer for a past instant never changes (G-07).
 */
export async function policyInForce<Name extends string>(
  spec: SettingsSpec<Name>,
  at: Date,
  from: PolicyReader = read(),
): Promise<Policy<Name>> {
  const adopted = await from.policyVersion.findFirst({
    where: { room: spec.room, effectiveFrom: { lte: at } },
    select: { version: true, values: true, effectiveFrom: true },
    orderBy: { version: "desc" },
  });
  return {
    ...completed(spec, adopted?.values ?? {}),
    version: adopted?.version ?? 0,
    effectiveFrom: adopted?.effectiveFrom ?? null,
  };
}

/** The number of the version adopted last, in force already or not; 0 if there is none. */
export async function latestVersion(spec: SettingsSpec, from: PolicyReader = read()) {
  const latest = await from.policyVersion.findFirst({
    where: { room: spec.room },
    select: { version: true },
    orderBy: { version: "desc" },
  });
  return latest?.version ?? 0;
}

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
