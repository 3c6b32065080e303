import { z } from "zod";
import { ENVIRONMENTS, type Environment } from "./environments";

/** Where a server stands: environment, region ("" if nobody said), address ("" too), and what gateways call it there. */
export const serverPlace = z.object({
  environment: z.enum(ENVIRONMENTS),
  region: z.string(),
  address: z.string(),
  names: z.array(z.string()),
});
export type ServerPlace = z.infer<typeof serverPlace>;

const stored = z.array(serverPlace).catch([]);

/** The places of a server as its row holds them. What is no place, because somebody wrote it by SQL, is none. */
export function serverPlaces(places: unknown): ServerPlace[] {
  return stored.parse(places);
}

/** What gateways may write where they mean a server: its short name, its name, and the names of its places. */
export type NamedServer = {
  id: string;
  slug: string;
  name: string;
  places: readonly ServerPlace[];
};

/** The server a name stands for; `environment` only where the name belongs to places of one environment. */
export type NamedPlace = { serverId: string; environment: Environment | null };

/** Names in small letters → what they stand for. Where two servers share a name, the one that comes first has it. */
export function serversByName(servers: readonly NamedServer[]): Map<string, NamedPlace> {
  const byName = new Map<string, NamedPlace>();
  for (const server of servers) {
    for (const [name, environment] of environmentsByName(server)) {
      if (!byName.has(name)) byName.set(name, { serverId: server.id, environment });
    }
  }
  return byName;
}

// A name used in two environments tells neither.
function environmentsByName({ slug, name, places }: NamedServer): Map<string, Environment | null> {
  const names = new Map<string, Environment | null>();
  for (const place of places) {
    for (const called of place.names.map(nameKey)) {
      const told = names.get(called) ?? place.environment;
      const clear = !names.has(called) || names.get(called) === place.environment;
      names.set(called, clear ? told : null);
    }
  }
  for (const own of [slug, name].map(nameKey)) if (!names.has(own)) names.set(own, null);
  return names;
}

/** A name as names are compared: without blanks around it, in small letters. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

/** The name of an operation without that of its server in front of it: records say `billing.query` for `query` of `billing`. */
export function bareOperation(server: string, operation: string): string {
  const front = `${nameKey(server)}.`;
  const named = front !== "." && operation.toLowerCase().startsWith(front);
  return named && operation.length > front.length ? operation.slice(front.length) : operation;
}
