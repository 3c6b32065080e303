import "server-only";
import { read } from "@/lib/db/read";
import { completed } from "@/lib/settings/completed";
import type { Rules } from "./ageing";
import { keysSettings } from "./settings";

/** A version with all its values. */
export type KeyRules = Rules & {
  readonly values: Readonly<Record<keyof typeof keysSettings.fields, number>>;
};

const VERSIONS_MAX = 10_000;

/** Every version of the rules of keys there ever was, the built-in one first: what was in force on any day can be told from them. */
export async function everyRule(): Promise<KeyRules[]> {
  const adopted = await read().policyVersion.findMany({
    where: { room: keysSettings.room },
    select: { version: true, values: true, effectiveFrom: true },
    orderBy: { version: "asc" },
    take: VERSIONS_MAX,
  });
  const builtIn = { version: 0, effectiveFrom: null, ...completed(keysSettings, {}) };
  return [
    builtIn,
    ...adopted.map(({ version, values, effectiveFrom }) => ({
      version,
      effectiveFrom,
      ...completed(keysSettings, values),
    })),
  ];
}
