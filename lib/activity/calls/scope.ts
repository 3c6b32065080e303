// A filter made ready for PostgreSQL: whom the actor may see, and what callers call themselves, are settled here.
import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { isStorable } from "@/lib/core/text";
import { readRows, sql } from "@/lib/db/read";
import { ANY_KIND, type CallFilter } from "./call-filter";
import { UNFINISHED_OUTCOMES } from "./call-view";
import { registeredBehind } from "./registered";
import { callerNames, visibleCallers } from "./visible";

export const DIMENSIONS = [
  "kind",
  "agent",
  "credential",
  "person",
  "source",
  "server",
  "operation",
  "environment",
  "region",
  "outcome",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Values of each dimension, any of which will do; a dimension that is not named does not matter. */
export type Wanted = Readonly<Partial<Record<Dimension, readonly string[]>>>;

export type Scope = {
  readonly from: Date | null;
  readonly to: Date | null;
  readonly wanted: Wanted;
  /** The canary's calls are left out: nobody asked for that source. */
  readonly withoutCanary: boolean;
  readonly traceId: string | null;
  readonly correlation: string | null;
  readonly address: string | null;
};

/** Null: nothing can match. Errors: forbidden. */
export async function scopeOf(actor: Actor, filter: CallFilter): Promise<Scope | null> {
  const outcomes = outcomesOf(filter);
  const agents = await agentsOf(actor, filter);
  const trace = filter.trace?.trim() ?? "";
  const isTraceId = TRACE_ID.test(trace);
  const wanted: Wanted = {
    ...one("kind", filter.kind === ANY_KIND ? null : (filter.kind ?? "tool_call")),
    ...one("credential", filter.credential),
    ...one("person", filter.person),
    ...one("source", filter.source),
    ...one("server", filter.server),
    ...one("operation", filter.operation),
    ...one("environment", filter.environment),
    ...one("region", filter.region),
    ...(outcomes === null ? {} : { outcome: outcomes }),
    ...(agents === null ? {} : { agent: agents }),
  };
  const texts = [...Object.values(wanted).flat(), trace, filter.address ?? ""];
  const isEmpty = Object.values(wanted).some((values) => values.length === 0);
  if (isEmpty || !texts.every(isStorable)) return null;
  return {
    from: filter.from,
    to: filter.to,
    wanted,
    withoutCanary: filter.source === null,
    traceId: isTraceId ? trace.toLowerCase() : null,
    correlation: isTraceId || trace === "" ? null : trace,
    address: filter.address,
  };
}

const TRACE_ID = /^[0-9a-f]{32}$/i;

function one(name: Dimension, value: string | null): Wanted {
  return value === null ? {} : { [name]: [value] };
}

function outcomesOf({ outcome, unfinished }: CallFilter): readonly string[] | null {
  if (!unfinished) return outcome.length === 0 ? null : outcome;
  return outcome.length === 0
    ? UNFINISHED_OUTCOMES
    : outcome.filter((each) => UNFINISHED_OUTCOMES.includes(each));
}

/** What the callers wrote who are meant; null where anybody is. */
async function agentsOf(actor: Actor, filter: CallFilter): Promise<readonly string[] | null> {
  const visible = await visibleCallers(actor);
  const asked = await namesAsked(filter);
  if (visible === null && asked === null) return null;
  const names = both(visible, asked).filter(isStorable);
  return names.length === 0 ? [] : await writtenAs(names);
}

/** The names of the agents that the filter asks for, in lower case. */
async function namesAsked({ agent, agents }: CallFilter): Promise<readonly string[] | null> {
  if (agent === null && agents === null) return null;
  const asked = [...(agents ?? []), ...(agent === null ? [] : [agent])].filter(isStorable);
  const registered = await registeredBehind(asked);
  const namesOf = (name: string) => {
    const found = registered.get(name.toLowerCase());
    return found ? [...callerNames(found), name.toLowerCase()] : [name.toLowerCase()];
  };
  return both(agent === null ? null : namesOf(agent), agents?.flatMap(namesOf) ?? null);
}

function both(one: readonly string[] | null, other: readonly string[] | null): readonly string[] {
  if (one === null || other === null) return one ?? other ?? [];
  const others = new Set(other);
  return one.filter((each) => others.has(each));
}

const written = z.object({ agent: z.string() });

/** Callers are asked for as they wrote themselves, in whatever case: each spelling is one step through the index. */
async function writtenAs(names: readonly string[]): Promise<string[]> {
  const rows = await readRows(
    written,
    sql`WITH RECURSIVE spelt AS (
          SELECT name, (SELECT min(agent) FROM ledger_usage_caller WHERE lower(agent) = name) AS agent
          FROM unnest(${[...new Set(names)]}::text[]) AS name
        UNION ALL
          SELECT name, (SELECT min(agent) FROM ledger_usage_caller
                        WHERE lower(agent) = spelt.name AND agent > spelt.agent)
          FROM spelt WHERE agent IS NOT NULL)
        SELECT agent FROM spelt WHERE agent IS NOT NULL ORDER BY agent`,
  );
  return rows.map(({ agent }) => agent);
}
