import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import { isUuid } from "@/lib/core/text";
import { bareId, type RemovedLine } from "./expected";

type NamesFrom = {
  readonly key: Pick<Tx["key"], "findMany">;
  readonly agent: Pick<Tx["agent"], "findMany">;
};

/** What gateways call the principals of these lines, by the id that the lines give them. An unknown one is called as it was seen. */
export async function namesOfPrincipals(
  from: NamesFrom,
  removals: readonly { readonly line: RemovedLine }[],
): Promise<Map<string, string[]>> {
  const lines = removals.map(({ line }) => line);
  const ids = lines.map(bareId).filter(isUuid);
  const [keys, agents] = await Promise.all([
    from.key.findMany({
      where: { id: { in: ids } },
      select: { id: true, publicId: true, names: true },
    }),
    from.agent.findMany({
      where: { id: { in: ids } },
      select: { id: true, slug: true, name: true },
    }),
  ]);
  const known = new Map<string, string[]>();
  for (const { id, publicId, names } of keys) known.set(id, [publicId, ...names]);
  for (const { id, slug, name } of agents) known.set(id, [slug, id, name]);
  return new Map(
    lines.map((line) => [line.principal.id, known.get(bareId(line)) ?? ownText(line)]),
  );
}

// Of a person, a role or a token no gateway knows anything.
function ownText(line: RemovedLine): string[] {
  return line.kind === "access" ? [line.principal.label] : [];
}
