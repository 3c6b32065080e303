import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";

/** The instant tests happen at: a Saturday. */
export const NOW = new Date("2026-11-21T12:00:00.000Z");

export type Person = Extract<Actor, { kind: "person" }>;
export type Company = Awaited<ReturnType<typeof accessCompany>>;

export function contextOf(actor: Actor, at = NOW): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}

/** Rows of people, an active agent with a key, and a server with three operations, as other rooms write them. */
export async function accessCompany(tx: Tx) {
  const [owner, sponsor, serverOwner, deputy] = await Promise.all([
    person(tx, "owner"),
    person(tx, "owner"),
    person(tx, "owner"),
    person(tx, "owner"),
  ]);
  const [officer, riskOwner] = await Promise.all([
    person(tx, "compliance"),
    person(tx, "risk-owner"),
  ]);
  const agent = await agentOf(tx, { ownerId: owner.id, sponsorId: sponsor.id });
  const key = await keyOf(tx, { agentId: agent.id, ownerId: owner.id, environment: "staging" });
  const prodKey = await keyOf(tx, { agentId: agent.id, ownerId: owner.id });
  const server = await serverOf(tx, { ownerId: serverOwner.id, deputyId: deputy.id });
  const [read, write, admin] = await Promise.all([
    operationOf(tx, server.id, "read"),
    operationOf(tx, server.id, "write"),
    operationOf(tx, server.id, "admin"),
  ]);
  return {
    ...{ owner, sponsor, serverOwner, deputy, officer, riskOwner },
    ...{ agent, key, prodKey, server, read, write, admin },
  };
}

export async function person(tx: Tx, ...roles: Role[]): Promise<Person> {
  const { id } = await tx.person.create({ data: { roles, joinedAt: NOW } });
  return { kind: "person", id, roles };
}

export async function agentOf(tx: Tx, differs: { ownerId: string; sponsorId: string }) {
  const { id } = await tx.agent.create({
    data: {
      ...AGENT,
      dataClasses: ["internal"],
      environments: ["production", "staging"],
      links: [],
      slug: `agent-${randomUUID()}`,
      name: `Agent ${randomUUID().slice(0, 8)}`,
      successorId: randomUUID(),
      aiActAssessedById: differs.ownerId,
      requestedById: differs.ownerId,
      ...differs,
    },
  });
  return { id };
}

type KeyOf = {
  ownerId: string;
  agentId?: string;
  personId?: string;
  kind?: string;
  environment?: string;
};

export async function keyOf(tx: Tx, differs: KeyOf) {
  return tx.key.create({
    data: {
      publicId: `k_${randomUUID()}`,
      names: [],
      label: "Key",
      kind: "agent-api-key",
      purpose: "Tests",
      environment: "production",
      algorithm: "HMAC-SHA256",
      store: "vault",
      issuerPolicy: "",
      issuedAt: addDays(NOW, -30),
      activatedAt: addDays(NOW, -30),
      registeredById: differs.ownerId,
      registeredAt: addDays(NOW, -30),
      ...differs,
    },
  });
}

export async function serverOf(
  tx: Tx,
  { ownerId, deputyId }: { ownerId: string; deputyId: string | null },
) {
  const place = (environment: string) => ({ environment, region: "", address: "", names: [] });
  return tx.server.create({
    data: {
      slug: `server-${randomUUID()}`,
      name: "Billing",
      purpose: "Bills",
      provider: "",
      hosting: "ours",
      ...{ ownerId, deputyId },
      dataClasses: ["internal"],
      inScope: true,
      scopeReason: "",
      contradictedBy: [],
      places: ["production", "staging"].map(place),
      registeredById: ownerId,
      registeredAt: addDays(NOW, -30),
    },
  });
}

export async function operationOf(tx: Tx, serverId: string, access: string) {
  const operation = await tx.operation.create({
    data: {
      serverId,
      name: `invoices.${access}.${randomUUID().slice(0, 8)}`,
      meaning: `It can ${access} invoices.`,
      access,
      dataClasses: ["internal"],
      registeredById: randomUUID(),
      registeredAt: addDays(NOW, -30),
    },
  });
  const hash = randomUUID().replaceAll("-", "").repeat(2);
  await definitionOf(tx, operation.id, hash);
  return { ...operation, hash };
}

/** The server says from `NOW` on that an operation is something else. */
export async function drift(tx: Tx, operationId: string): Promise<void> {
  await tx.operationDefinition.updateMany({
    where: { operationId, replacedAt: null },
    data: { replacedAt: NOW },
  });
  await definitionOf(tx, operationId, "f".repeat(64));
}

async function definitionOf(tx: Tx, operationId: string, hash: string): Promise<void> {
  const at = addDays(NOW, -20);
  await tx.operationDefinition.create({
    data: { operationId, hash, definition: {}, origin: "paste", observedAt: at, lastSeenAt: at },
  });
}

const AGENT = {
  purpose: "Matches invoices.",
  description: "",
  status: "ACTIVE",
  modelProvider: "Nobody",
  modelName: "none-1",
  autonomy: "SUGGESTS",
  oversight: "A person",
  customerFacing: false,
  riskClass: "LOW",
  riskAnswers: {},
  riskReason: "",
  riskRuleVersion: 1,
  aiActRole: "DEPLOYER",
  aiActArea: "NONE",
  aiActProfiling: false,
  aiActDerogation: "NOT_CLAIMED",
  aiActTalksToPeople: false,
  aiActGeneratesContent: false,
  aiActReasoning: "",
  aiActAssessedAt: addDays(NOW, -60),
  duplicateReason: "",
  requestedAt: addDays(NOW, -60),
  approvedAt: addDays(NOW, -60),
} as const;
