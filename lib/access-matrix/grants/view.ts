import type { PersonName } from "@/lib/auth/people";
import { actionLabel } from "@/lib/change-log/labels";
import { accessClassWord } from "@/lib/core/access-classes";
import { creepWords } from "./creep";
import { grantState, inForce } from "./in-force";
import { EVERY_OPERATION, GRANT_STATE_LABEL, GRANT_STATE_TONE, grantKindWord } from "./labels";
import type { AroundGrants, Creeping, FoundGrant, GrantCounts, ListedGrant } from "./queries";
import { dataClassWord } from "./wish";

/** A grant as a line. Instants are ISO texts; "" where there is none. */
export type GrantRow = {
  id: string;
  operation: string;
  server: string;
  environment: string;
  access: string;
  key: string;
  publicId: string;
  agent: string;
  kind: string;
  purpose: string;
  fromAt: string;
  until: string;
  state: string;
  tone: (typeof GRANT_STATE_TONE)[keyof typeof GRANT_STATE_TONE];
  /** Its beginning and end are on record as they stand. */
  recorded: boolean;
  wildcard: boolean;
  requestedBy: string;
  approvedBy: string;
};

export function toGrantRow(grant: ListedGrant, around: AroundGrants, now: Date): GrantRow {
  const key = around.keys.get(grant.keyId);
  const operation = grant.operationId ? around.operations.get(grant.operationId) : undefined;
  const state = grantState(grant, now);
  const wildcard = grant.operationId === null;
  return {
    id: grant.id,
    operation: wildcard ? EVERY_OPERATION : (operation?.name ?? "an unknown operation"),
    server: around.servers.get(grant.serverId)?.name ?? "an unknown server",
    environment: grant.environment,
    access: wildcard ? "" : accessClassWord(operation?.access ?? null),
    key: key?.label ?? "an unknown key",
    publicId: key?.publicId ?? "",
    agent: holderOf(key, around),
    kind: grantKindWord(grant.kind),
    purpose: grant.purpose,
    fromAt: grant.fromAt.toISOString(),
    until: grant.until?.toISOString() ?? "",
    state: GRANT_STATE_LABEL[state],
    tone: GRANT_STATE_TONE[state],
    recorded: around.recorded.has(grant.id),
    wildcard,
    requestedBy: nameOf(around.names, grant.requestedById),
    approvedBy: nameOf(around.names, grant.approvedById),
  };
}

type Key = { agentId: string | null; personId: string | null };

function holderOf(key: Key | undefined, { agents, names }: AroundGrants): string {
  if (key?.agentId) return agents.get(key.agentId)?.name ?? "";
  return key?.personId ? nameOf(names, key.personId) : "";
}

function nameOf(names: ReadonlyMap<string, PersonName>, id: string | null): string {
  return id === null ? "" : (names.get(id)?.name ?? id);
}

/** One act recorded about a grant. */
export type GrantChange = { id: string; at: string; act: string; who: string; reason: string };

/** Everything about one grant. */
export type GrantFacts = GrantRow & {
  inForce: boolean;
  keyId: string;
  agentSlug: string;
  serverSlug: string;
  operationId: string;
  meaning: string;
  dataClasses: string;
  requestedAt: string;
  approvedAt: string;
  approvedWords: string;
  decisionNote: string;
  requestId: string;
  standardId: string;
  standardTitle: string;
  emergencyId: string;
  endedAt: string;
  endedBy: string;
  endedReason: string;
  endRequestId: string;
  replacesId: string;
  nextId: string;
  definitionHash: string;
  /** What the server says the operation is now, where that is something else than what was approved. */
  changedHash: string;
  exception: { reason: string; measures: string; acceptedAt: string } | null;
  history: GrantChange[];
  mine: boolean;
};

export function toGrantFacts(found: FoundGrant, now: Date): GrantFacts {
  const { grant, around, changes, names } = found;
  return {
    ...toGrantRow(grant, around, now),
    ...thingsOf(grant, around),
    ...originOf(found),
    ...endOf(found),
    inForce: inForce(grant, now),
    keyId: grant.keyId,
    operationId: grant.operationId ?? "",
    nextId: found.nextId ?? "",
    definitionHash: grant.definitionHash ?? "",
    changedHash: changedHash(found),
    history: changes.map(({ id, action, actorId, recordedAt, reason }) => ({
      id,
      at: recordedAt.toISOString(),
      act: actionLabel(action),
      who: names.get(actorId)?.name ?? actorId,
      reason: reason ?? "",
    })),
    mine: found.mine,
  };
}

function thingsOf(grant: ListedGrant, around: AroundGrants) {
  const agentId = around.keys.get(grant.keyId)?.agentId;
  const operation = grant.operationId ? around.operations.get(grant.operationId) : undefined;
  return {
    agentSlug: (agentId && around.agents.get(agentId)?.slug) || "",
    serverSlug: around.servers.get(grant.serverId)?.slug ?? "",
    meaning: operation?.meaning ?? "",
    dataClasses: (operation?.dataClasses ?? []).map(dataClassWord).join(", "),
  };
}

function originOf({ grant, decisionNote, standard }: FoundGrant) {
  return {
    requestedAt: grant.requestedAt.toISOString(),
    approvedAt: grant.approvedAt.toISOString(),
    approvedWords: approvedWords(grant.kind),
    decisionNote: decisionNote ?? "",
    requestId: grant.requestId ?? "",
    standardId: standard?.id ?? "",
    standardTitle: standard?.title ?? "",
    emergencyId: grant.emergencyId ?? "",
    replacesId: grant.replacesId ?? "",
    exception: exceptionOf(grant.exception),
  };
}

function endOf({ grant, names }: FoundGrant) {
  return {
    endedAt: grant.endedAt?.toISOString() ?? "",
    endedBy: nameOf(names, grant.endedById),
    endedReason: grant.endedReason ?? "",
    endRequestId: grant.endRequestId ?? "",
  };
}

// What the server says today, where that is not what was approved. Where either is unknown there is nothing to compare.
function changedHash({ grant: { definitionHash }, observedHash }: FoundGrant): string {
  return definitionHash !== null && observedHash !== definitionHash ? (observedHash ?? "") : "";
}

function approvedWords(kind: string): string {
  if (kind === "standard") return "Approved beforehand by";
  return kind === "emergency" ? "Taken by" : "Approved by";
}

function exceptionOf(stored: unknown): GrantFacts["exception"] {
  if (typeof stored !== "object" || stored === null) return null;
  const text = (name: string) => {
    const value = new Map(Object.entries(stored)).get(name);
    return typeof value === "string" ? value : "";
  };
  return { reason: text("reason"), measures: text("measures"), acceptedAt: text("acceptedAt") };
}

/** What the list says under its title: what it proves, and what it lacks today. */
export function grantsSentence(counts: GrantCounts, creeping: number): string {
  const { inForce: all, wildcards, endsSoon, standard, unrecorded, soonDays } = counts;
  if (all === 0 && unrecorded === 0) return "Nothing is granted.";
  const parts = [
    `${all.toLocaleString("en")} in force`,
    `${wildcards} by wildcard`,
    `${standard} at once by a standard change`,
    `${endsSoon} ending within ${soonDays} days`,
  ];
  const unsaid =
    unrecorded === 0
      ? "Each is on record as it stands."
      : `${unrecorded} without an approval on record: somebody wrote them behind the application.`;
  const creep =
    creeping === 0
      ? ""
      : ` ${creeping === 1 ? "1 agent was" : `${creeping} agents were`} given more in many small steps.`;
  return `${parts.join(", ")}. ${unsaid}${creep}`;
}

/** An agent whose access grew in many small steps. */
export type CreepRow = { id: string; agent: string; slug: string; words: string };

export function toCreepRow({ agent, creep }: Creeping): CreepRow {
  const { id, name, slug } = agent;
  return { id, agent: name, slug, words: creepWords(creep) ?? "" };
}
