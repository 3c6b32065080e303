import "server-only";
import { type Actor, answerableId } from "@/lib/auth/actor";
import { isRole } from "@/lib/auth/permissions";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { PERSON_FIELDS } from "../field-words";
import { peopleOf } from "../gaps";
import { LIVING_STATUSES } from "../labels";
import { REGISTRY_MAX } from "../limits";
import { profileOf } from "../near-duplicate";
import { CHANGE } from "../request-names";
import { agentsSettings } from "../settings";
import { visibleAgents } from "../visible";
import type { Existing, PlanFacts } from "../yaml/plan";
import type { YamlAgent } from "../yaml/read-agent";
import { textIn } from "../yaml/typed-input";
import type { AgentRecord } from "./agent-row";

/** Where the facts are read: outside a transaction `read()`, inside one the transaction itself. */
export type FactsReader = Pick<
  ReturnType<typeof read>,
  "agent" | "person" | "personIdentity" | "policyVersion" | "request"
>;

/** Everything a plan is made from, read for the agents of one file. */
export async function importFacts(
  actor: Actor,
  agents: readonly YamlAgent[],
  now: Date,
  from: FactsReader = read(),
): Promise<PlanFacts<AgentRecord>> {
  const slugs = agents.map((yaml) => textIn(yaml, "slug"));
  const emails = agents.flatMap((yaml) =>
    PERSON_FIELDS.map((field) => textIn(yaml, field).toLowerCase()),
  );
  const [named, living, identities, policy] = await Promise.all([
    from.agent.findMany({
      where: { AND: [{ slug: { in: slugs } }, visibleAgents(actor)] },
      orderBy: { id: "asc" },
      take: slugs.length,
    }),
    from.agent.findMany({
      where: { AND: [{ status: { in: [...LIVING_STATUSES] } }, visibleAgents(actor)] },
      select: { id: true, slug: true, name: true, purpose: true },
      orderBy: { id: "asc" },
      take: REGISTRY_MAX,
    }),
    from.personIdentity.findMany({
      where: { email: { in: emails }, person: { deactivatedAt: null } },
      select: { email: true, personId: true },
      take: emails.length,
    }),
    policyInForce(agentsSettings, now, from),
  ]);
  const pending = await pendingAbout(from, named);
  const known = [...named.flatMap(peopleOf), ...identities.map(({ personId }) => personId)];
  const asking = [...pending.values()].map(({ requestedById }) => requestedById);
  const [gone, names] = [
    await goneAmongThese(from, [...known, ...asking]),
    await namesAmongThese(from, known),
  ];
  return {
    actor: await answering(from, actor),
    existing: new Map(
      named.map((agent): [string, Existing<AgentRecord>] => {
        const wish = pending.get(agent.id);
        const here = wish !== undefined && !gone.has(wish.requestedById);
        return [agent.slug, { agent, pending: wish ? { ...wish, here } : null }];
      }),
    ),
    byEmail: new Map(identities.map(({ email, personId }) => [email, personId])),
    nameOf: (id) => names.get(id) ?? id,
    gone,
    living: living.map(profileOf),
    percent: policy.values.nearDuplicatePercent,
  };
}

// A token says what it may do at its door; which agents are theirs to change is asked of the person.
async function answering(from: FactsReader, actor: Actor): Promise<Actor> {
  const id = answerableId(actor);
  if (actor.kind !== "token" || id === null) return actor;
  const person = await from.person.findFirst({
    where: { id, deactivatedAt: null },
    select: { roles: true },
  });
  return { kind: "person", id, roles: (person?.roles ?? []).filter(isRole) };
}

async function pendingAbout(from: FactsReader, agents: readonly { id: string }[]) {
  const open = await from.request.findMany({
    where: {
      subjectKind: "agent",
      subjectId: { in: agents.map(({ id }) => id) },
      status: "OPEN",
      kind: CHANGE,
    },
    select: { subjectId: true, requestedById: true, diff: true },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
  });
  return new Map(open.map(({ subjectId, ...wish }) => [subjectId, wish]));
}

async function goneAmongThese(from: FactsReader, ids: readonly string[]) {
  const left = await from.person.findMany({
    where: { id: { in: [...new Set(ids)] }, deactivatedAt: { not: null } },
    select: { id: true },
    take: ids.length,
  });
  return new Set(left.map(({ id }) => id));
}

async function namesAmongThese(from: FactsReader, ids: readonly string[]) {
  const people = await from.personIdentity.findMany({
    where: { personId: { in: [...new Set(ids)] } },
    select: { personId: true, name: true },
    take: ids.length,
  });
  return new Map(people.map(({ personId, name }) => [personId, name]));
}
