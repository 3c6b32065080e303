// What of grants and enforced lines a scope can hold, so that a review of one server reads no other. What is read beside it is left
// out afterwards, by its line.
import "server-only";
import { z } from "zod";
import { nameKey, serversByName } from "@/lib/core/server-places";
import { readLongRows, sql } from "@/lib/db/read";
import type { Exclusion, ReviewScope } from "../review-view";
import { EVERY } from "./cells";
import { FACTS } from "./facts";
import type { Bounds } from "./scope";

type Condition = ReturnType<typeof sql>;

/** Of rows that last at an instant: `g` of Grant, `e` of EnforcedGrant. */
export type Within = { readonly grants: Condition; readonly enforced: Condition };

/**
 * Conditions for what stands at an instant within these bounds. Names are matched as lines match them: by the spellings that occur.
 * One that occurs first between this look and the next is not seen yet. Errors: PostgreSQL's.
 */
export async function within(asOf: Date, bounds: Bounds): Promise<Within> {
  const at = sql`${asOf.toISOString()}::timestamptz`;
  const stands = sql`e."fromAt" <= ${at} AND (e."toAt" IS NULL OR e."toAt" > ${at})`;
  if (!holdsAccess(bounds)) return { grants: sql`FALSE`, enforced: sql`FALSE` };
  const lasts = sql`g."fromAt" <= ${at} AND (g.until IS NULL OR g.until > ${at}) AND (g."endedAt" IS NULL OR g."endedAt" > ${at})`;
  return {
    grants: sql`${lasts} AND ${grantsOf(bounds)}`,
    enforced: sql`${stands} AND ${byAgents(bounds.scope)} AND ${await bySpelling(stands, bounds)}`,
  };
}

function holdsAccess({ scope: { kinds }, exclusions }: Bounds): boolean {
  const named = kinds.length === 0 || kinds.includes("access");
  return named && idsOf(exclusions, "kind").every((kind) => kind !== "access");
}

function idsOf(exclusions: readonly Exclusion[], kind: Exclusion["kind"]): string[] {
  return exclusions.flatMap((each) => (each.kind === kind ? [each.id] : []));
}

function grantsOf({ scope, exclusions }: Bounds): Condition {
  const ofAgents = (ids: readonly string[]) =>
    sql`g."keyId" IN (SELECT id FROM "Key" WHERE "agentId"::text = ANY(${[...ids]}::text[]))`;
  const all = (ids: readonly string[], condition: Condition) =>
    ids.length > 0 ? condition : sql`TRUE`;
  const [servers, environments] = [idsOf(exclusions, "server"), idsOf(exclusions, "environment")];
  return sql`${all(scope.agentIds, ofAgents(scope.agentIds))} AND NOT ${ofAgents(idsOf(exclusions, "agent"))}
    AND ${all(scope.serverIds, sql`g."serverId" = ANY(${[...scope.serverIds]}::uuid[])`)}
    AND ${all(scope.environments, sql`g.environment = ANY(${[...scope.environments]}::text[])`)}
    AND g."serverId"::text <> ALL(${servers}::text[]) AND g.environment <> ALL(${environments}::text[])`;
}

function byAgents({ agentIds }: ReviewScope): Condition {
  if (agentIds.length === 0) return sql`TRUE`;
  const ids = [...agentIds];
  return sql`lower(btrim(e.principal)) IN (
    SELECT lower(btrim(n.name)) FROM "Key" k, unnest(k.names || k."publicId") AS n(name) WHERE k."agentId" = ANY(${ids}::uuid[])
    UNION SELECT lower(btrim(n.name)) FROM "Agent" a, unnest(ARRAY[a.slug, a.id::text, a.name]) AS n(name) WHERE a.id = ANY(${ids}::uuid[]))`;
}

const answer = z.object({ servers: z.string().nullable(), spelt: z.string().nullable() });
const namedServers = z.array(
  FACTS.servers.element.pick({ id: true, slug: true, name: true, places: true }),
);
const spellings = z.array(z.tuple([z.string(), z.string()]));

async function bySpelling(stands: Condition, { scope, exclusions }: Bounds): Promise<Condition> {
  const places = [idsOf(exclusions, "server"), idsOf(exclusions, "environment")].flat();
  if (scope.serverIds.length + scope.environments.length + places.length === 0) return sql`TRUE`;
  const [found] = await readLongRows(
    answer,
    sql`SELECT (SELECT json_agg(json_build_object('id', id, 'slug', slug, 'name', name, 'places', places) ORDER BY id)
          FROM "Server")::text AS servers,
        (SELECT json_agg(json_build_array(s.server, s.environment))
          FROM (SELECT DISTINCT e.server, e.environment FROM "EnforcedGrant" e WHERE ${stands}) s)::text AS spelt`,
  );
  const byName = serversByName(namedServers.parse(JSON.parse(found?.servers ?? "[]")));
  const kept = spellings.parse(JSON.parse(found?.spelt ?? "[]")).filter(([server, environment]) => {
    const serverId = byName.get(nameKey(server))?.serverId ?? "";
    const isAny = server.trim() === EVERY;
    return (isAny || mayBe(serverId, scope.serverIds, places)) && mayStandIn(environment);
  });
  function mayStandIn(text: string): boolean {
    const environment = nameKey(text);
    const isOpen = environment === "" || environment === EVERY;
    return isOpen || mayBe(environment, scope.environments, places);
  }
  const [servers, environments] = [kept.map(([one]) => one), kept.map(([, one]) => one)];
  return sql`(e.server, e.environment) IN (SELECT * FROM unnest(${servers}::text[], ${environments}::text[]))`;
}

function mayBe(id: string, wanted: readonly string[], without: readonly string[]): boolean {
  return (wanted.length === 0 || wanted.includes(id)) && !without.includes(id);
}
