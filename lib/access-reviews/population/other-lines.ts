// REV-02: what may act or let act without being access to operations: keys without access, people's roles, roles, tokens, rules.
import { PERMISSION_LABEL, ROLE_LABEL, ROLE_MEANING } from "@/lib/auth/labels";
import { isRole, ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import { ACCESS_CLASSES, accessClassOf } from "@/lib/core/access-classes";
import { LINE_FLAGS, type LineFlag } from "../review-view";
import { isInactive, isUnused } from "./access-flags";
import type { AccessFacts } from "./access-lines";
import type { Directory } from "./directory";
import type { AgentFact, Facts, KeyFact, StandardFact, TokenFact } from "./facts";
import { agentOf, iso, isoOrNull, NO_ACCESS, type RawLine, serverOf } from "./raw-line";
import type { Use } from "./usage";

/** `busy`: keys that have a line of their own in the access. */
export function otherLines(
  facts: Facts,
  around: AccessFacts,
  busy: ReadonlySet<string>,
): RawLine[] {
  const alive = facts.keys.filter(({ revokedAt }) => revokedAt === null || revokedAt > around.asOf);
  const own = alive.filter(
    ({ id, kind }) => !busy.has(id) || kind === "emergency" || kind === "upstream",
  );
  return [
    ...own.map((key) => keyLine(key, around, busy.has(key.id))),
    ...facts.people
      .filter(({ active }) => active)
      .flatMap(({ id, roles, joined }) => roles.map((role) => personLine(id, role, joined))),
    ...ROLES.map(roleLine),
    ...facts.tokens.map((token) => tokenLine(token, around)),
    ...facts.standards.map((standard) => standardLine(standard, around)),
  ];
}

const KEY_MEANS: Readonly<Record<string, string>> = {
  upstream: "A server shows it to the system behind it: whoever holds it reaches that system.",
  emergency: "A person can use it in an emergency, beside what they may otherwise do.",
};

function keyLine(key: KeyFact, around: AccessFacts, isBusy: boolean): RawLine {
  const { directory, usage } = around;
  const agent = directory.agentById.get(key.agentId ?? "") ?? null;
  const server = directory.serverById.get(key.serverId ?? "") ?? null;
  const use = usage.ofPrincipal(`key:${key.id}`);
  const ownerId = agent?.ownerId ?? key.personId ?? key.ownerId;
  return {
    ...NO_ACCESS,
    line: `key/${key.id}`,
    kind: "key",
    principal: { kind: "key", id: key.id, label: key.label, detail: key.publicId },
    agent: agentOf(agent),
    ownerId,
    server: server && serverOf(server, server.name),
    environment: key.environment,
    meaning:
      KEY_MEANS[key.kind] ??
      "No access stands behind this key, and no gateway lets it through. It exists and can be given access.",
    purpose: key.purpose,
    conditions: endOf(key.expiresAt),
    enforced: enforcedOf(key, isBusy),
    ...{ lastUsedAt: isoOrNull(use.lastAt), calls: use.calls, denied: use.denied },
    flags: keyFlags(key, { use, ownerId, agent }, around),
  };
}

function enforcedOf({ kind }: KeyFact, isBusy: boolean): RawLine["enforced"] {
  if (kind === "upstream") return "unknown";
  return isBusy ? "yes" : "no";
}

type Around = {
  readonly use: Use;
  readonly ownerId: string;
  readonly agent: AgentFact | null;
};

function keyFlags(key: KeyFact, { use, ownerId, agent }: Around, facts: AccessFacts): LineFlag[] {
  const isUpstream = key.kind === "upstream";
  const isEmergency = key.kind === "emergency";
  const found: Partial<Record<LineFlag, boolean>> = {
    // Calls never show what a server shows behind itself, and an emergency may never come.
    unused: !isUpstream && !isEmergency && isUnused(key.activatedAt ?? key.issuedAt, use, facts),
    "never-used": !isUpstream && use.lastAt === null,
    "agent-inactive": agent !== null && agent.status !== "ACTIVE",
    "key-inactive": isInactive(key, facts.asOf),
    "owner-left": facts.left.has(ownerId),
    "no-expiry": key.expiresAt === null,
    "break-glass": isEmergency,
  };
  return LINE_FLAGS.filter((flag) => found[flag]);
}

function endOf(expiresAt: number | null): string {
  return expiresAt === null ? "" : `Expires ${iso(expiresAt).slice(0, 10)}`;
}

function personLine(id: string, role: string, joined: boolean): RawLine {
  const known = isRole(role);
  return {
    ...NO_ACCESS,
    line: `person/${id}/${role}`,
    kind: "person",
    // The name is joined when it is shown: a snapshot holds ids of people.
    principal: { kind: "person", id, label: "", detail: role },
    agent: null,
    ownerId: id,
    meaning: known
      ? `Holds the role ${ROLE_LABEL[role]}. ${ROLE_MEANING[role]}`
      : "Holds a role that this version does not know; it gives no right.",
    purpose: known ? ROLE_LABEL[role] : role,
    conditions: joined ? "" : "Invited, has not signed in yet",
    enforced: "yes",
  };
}

function roleLine(role: (typeof ROLES)[number]): RawLine {
  const rights = permissionsOf(role).toSorted();
  return {
    ...NO_ACCESS,
    line: `role/${role}`,
    kind: "role",
    principal: {
      ...{ kind: "role", id: role, label: ROLE_LABEL[role] },
      detail: `${rights.length} rights`,
    },
    agent: null,
    ownerId: null,
    parts: rights.map((right) => ({ id: right, name: PERMISSION_LABEL[right], calls: 0 })),
    meaning: `Whoever holds it has ${rights.length} rights. ${ROLE_MEANING[role]}`,
    purpose: ROLE_MEANING[role],
    enforced: "yes",
  };
}

function tokenLine(token: TokenFact, { left }: AccessFacts): RawLine {
  const { id, kind, name, detail, grants, ownerId, madeById, madeAt, expiresAt } = token;
  const found: Partial<Record<LineFlag, boolean>> = {
    "owner-left": ownerId !== null && left.has(ownerId),
    "no-expiry": expiresAt === null,
  };
  const rights = grants.toSorted();
  return {
    ...NO_ACCESS,
    line: `${kind}/${id}`,
    kind: "token",
    principal: { kind, id, label: name, detail: detail === "" ? rights.join(", ") : `…${detail}` },
    agent: null,
    ownerId,
    meaning:
      kind === "token"
        ? `A machine that shows it may do this in Countersign: ${rights.join(", ") || "nothing"}.`
        : `Whoever shows it can hand over calls and enforced policies in the name of ${name}.`,
    purpose: kind === "token" ? "Token of a machine" : "Token of a source of calls",
    conditions: endOf(expiresAt),
    grants: [
      {
        ...{ id, kind, fromAt: iso(madeAt), until: isoOrNull(expiresAt), endedAt: null },
        ...{ requestedById: madeById, approvedById: madeById, approvedAt: iso(madeAt) },
        requestId: null,
      },
    ],
    enforced: "yes",
    flags: LINE_FLAGS.filter((flag) => found[flag]),
  };
}

function standardLine(standard: StandardFact, { directory }: AccessFacts): RawLine {
  const { id, title, environments, approvedAt, expiresAt } = standard;
  const { requestedById, approvedById, requestId } = standard;
  return {
    ...NO_ACCESS,
    line: `standard-change/${id}`,
    kind: "standard-change",
    principal: { kind: "standard-change", id, label: title, detail: "" },
    agent: null,
    ownerId: null,
    operation: {
      ...{ id: null, name: title, access: strongest(standard.access) },
      dataClasses: standard.dataClasses.toSorted(),
    },
    meaning: `What fits is granted at once, without a decision: ${list(standard.access)} in ${list(environments)} on ${serversOf(standard, directory)}, for at most ${standard.maxDays} days. It gave ${standard.given} ${standard.given === 1 ? "grant" : "grants"} until now.`,
    purpose: standard.reason,
    conditions: `Data: ${list(standard.dataClasses)}`,
    grants: [
      {
        ...{ id, kind: "standard-change", fromAt: iso(approvedAt), until: iso(expiresAt) },
        ...{ endedAt: null, requestedById, approvedById, approvedAt: iso(approvedAt), requestId },
      },
    ],
    enforced: "yes",
  };
}

function strongest(access: readonly string[]): string | null {
  return (
    ACCESS_CLASSES.findLast((one) => access.some((each) => accessClassOf(each) === one)) ?? null
  );
}

function serversOf({ serverIds }: StandardFact, directory: Directory): string {
  if (serverIds.length === 0) return "any server in scope";
  return list(serverIds.map((id) => directory.serverById.get(id)?.name ?? id));
}

function list(words: readonly string[]): string {
  return words.length === 0 ? "none" : words.toSorted().join(", ");
}
