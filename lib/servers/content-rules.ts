import { AppError } from "@/lib/core/app-error";
import { nameKey } from "@/lib/core/server-places";
import type { ServerContentInput } from "./schema";

type Broken = Record<string, string[]>;

/** Rules over several fields at once. Errors: invalid_input, with a sentence at the field to change. */
export function assertSound(typed: ServerContentInput): void {
  const fieldErrors = brokenRules(typed);
  if (Object.keys(fieldErrors).length === 0) return;
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}

/** What contradicts itself in what was typed, by field; empty if nothing does. */
export function brokenRules(typed: ServerContentInput): Broken {
  const { hosting, provider, ownerId, deputyId, inScope, contradictedBy } = typed;
  return {
    ...(hosting !== "ours" && provider === "" && { provider: ["Name who offers it."] }),
    ...(deputyId === ownerId && {
      deputyId: ["Choose somebody other than the owner, who stands in for them."],
    }),
    ...(!inScope &&
      contradictedBy.length === 0 && {
        contradictedBy: [
          "Say in which environments a call would show that it is in scope after all, at least one.",
        ],
      }),
  };
}

type Named = {
  id: string;
  name: string;
  slug: string;
  places: readonly { names: readonly string[] }[];
};

/** Names of a wished server that another one has, by field: calls could not be told apart. */
export function takenNames(wished: Omit<Named, "id">, others: readonly Named[]): Broken {
  const owners = new Map<string, string>();
  for (const other of others) for (const key of keysOf(other)) owners.set(key, other.name);
  const called = wished.places.flatMap(({ names }) => names);
  const taken = (names: readonly string[]) =>
    names.flatMap((text) => {
      const owner = owners.get(nameKey(text));
      return owner
        ? [`"${text}" is a name of ${owner}. Gateways' records could not be told apart.`]
        : [];
    });
  const fields = { name: taken([wished.name]), slug: taken([wished.slug]), places: taken(called) };
  return Object.fromEntries(Object.entries(fields).filter(([, says]) => says.length > 0));
}

function keysOf({ slug, name, places }: Named): string[] {
  return [slug, name, ...places.flatMap(({ names }) => names)].map(nameKey);
}
