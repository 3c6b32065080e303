import "server-only";
import { read } from "@/lib/db/read";
import { completed, type Policy } from "./completed";
import type { SettingsSpec } from "./define-settings";

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
