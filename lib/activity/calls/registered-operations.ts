// The registered servers and operations behind what calls name, and the environment that the name of a server stands for.
import "server-only";
import { z } from "zod";
import { read } from "@/lib/db/read";

/** Where a call went, as the registers know it. `operationId` null: nobody registered the operation. */
export type Target = {
  readonly serverId: string;
  readonly operationId: string | null;
  /** As the call says, else as the name of the server says. */
  readonly environment: string | null;
};

type Named = {
  readonly server: string | null;
  readonly operation: string | null;
  readonly environment: string | null;
};

/** More servers and operations than an installation registers. */
const SERVERS_MAX = 20_000;
const OPERATIONS_MAX = 50_000;

const places = z.array(z.object({ environment: z.string(), names: z.array(z.string()) })).catch([]);

/** In the order of the calls; null where the server is not registered. */
export async function operationsNamed(calls: readonly Named[]): Promise<(Target | null)[]> {
  const servers = await serversByName();
  const found = calls.map(({ server }) => servers.get(server?.toLowerCase() ?? "") ?? null);
  const operations = await read().operation.findMany({
    where: { serverId: { in: [...new Set(found.flatMap((one) => one?.id ?? []))] } },
    select: { id: true, serverId: true, name: true },
    orderBy: { id: "asc" },
    take: OPERATIONS_MAX,
  });
  const exact = new Map(operations.map(({ id, serverId, name }) => [`${serverId} ${name}`, id]));
  const anyCase = new Map(
    operations
      .toReversed()
      .map(({ id, serverId, name }) => [`${serverId} ${name.toLowerCase()}`, id]),
  );
  return calls.map(({ server, operation, environment }, nth) => {
    const at = found[nth];
    if (!at) return null;
    const ids = namesOf(server ?? "", operation ?? "").map(
      (name) => exact.get(`${at.id} ${name}`) ?? anyCase.get(`${at.id} ${name.toLowerCase()}`),
    );
    return {
      serverId: at.id,
      operationId: ids.find((id) => id !== undefined) ?? null,
      environment: environment ?? at.environment,
    };
  });
}

type NamedServer = { readonly id: string; readonly environment: string | null };

async function serversByName(): Promise<Map<string, NamedServer>> {
  const servers = await read().server.findMany({
    select: { id: true, slug: true, name: true, places: true },
    orderBy: { id: "asc" },
    take: SERVERS_MAX,
  });
  const known = servers.map((server) => ({ ...server, places: places.parse(server.places) }));
  const named = new Map<string, NamedServer>();
  const keep = (name: string, { id, places: own }: (typeof known)[number]) => {
    const wanted = name.toLowerCase();
    if (wanted === "" || named.has(wanted)) return;
    const at = own.filter(({ names }) => names.some((one) => one.toLowerCase() === wanted));
    const environments = [...new Set(at.map(({ environment }) => environment))];
    const [only = null] = environments;
    named.set(wanted, { id, environment: environments.length === 1 ? only : null });
  };
  for (const server of known) keep(server.slug, server);
  for (const server of known) keep(server.name, server);
  for (const server of known) {
    for (const name of server.places.flatMap(({ names }) => names)) keep(name, server);
  }
  return named;
}

// Gateways write the name of the server before that of the operation: `github.get_issue` of `github` is `get_issue`.
function namesOf(server: string, operation: string): string[] {
  const prefix = `${server}.`.toLowerCase();
  return operation.toLowerCase().startsWith(prefix)
    ? [operation, operation.slice(prefix.length)]
    : [operation];
}
