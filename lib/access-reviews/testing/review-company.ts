// A small company in rows as other rooms write them: who may call what, who answers for it, and what a gateway says it lets through.
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { addDays, HOUR_MS } from "@/lib/core/clock";

/** The instant tests happen at: a Friday after the third quarter of 2026. */
export const NOW = new Date("2026-10-02T09:00:00.000Z");

export type Person = Extract<Actor, { kind: "person" }>;
export type ReviewCompany = Awaited<ReturnType<typeof reviewCompany>>;

export function contextOf(actor: Actor, at = NOW): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}

export async function personOf(tx: Tx, ...roles: Role[]): Promise<Person> {
  const { id } = await tx.person.create({ data: { roles, joinedAt: addDays(NOW, -200) } });
  return { kind: "person", id, roles };
}

/**
 * Two officers, a risk owner, an auditor; the owner and the deputy of a server with five operations; an active agent with its owner,
 * its sponsor and a key in production. `read` and `write` are granted, recorded and enforced by the source gw-1, which spoke an hour
 * ago.
 */
export async function reviewCompany(tx: Tx, record: Recorder) {
  const officer = await personOf(tx, "compliance");
  const secondOfficer = await personOf(tx, "compliance");
  const riskOwner = await personOf(tx, "risk-owner");
  const auditor = await personOf(tx, "auditor");
  const owner = await personOf(tx, "owner");
  const sponsor = await personOf(tx, "owner");
  const serverOwner = await personOf(tx, "owner");
  const deputy = await personOf(tx, "owner");
  const agent = await agentOf(tx, { ownerId: owner.id, sponsorId: sponsor.id });
  const server = await serverOf(tx, { ownerId: serverOwner.id, deputyId: deputy.id });
  const key = await keyOf(tx, { agentId: agent.id, ownerId: owner.id, publicId: "ck_agent" });
  const read = await operationOf(tx, server.id, "read");
  const write = await operationOf(tx, server.id, "write");
  const remove = await operationOf(tx, server.id, "delete");
  const people = { requestedById: owner.id, approvedById: serverOwner.id };
  const given = await Promise.all(
    [read, write].map(({ id }) =>
      grantOf(tx, record, { keyId: key.id, serverId: server.id, operationId: id, ...people }),
    ),
  );
  await sourceOf(tx, { statedAt: new Date(NOW.getTime() - HOUR_MS) });
  await enforce(tx, [
    ["ck_agent", "billing", read.name],
    ["CK_AGENT", "billing-prod", `billing-prod.${write.name}`],
  ]);
  return {
    ...{ officer, secondOfficer, riskOwner, auditor, owner, sponsor, serverOwner, deputy },
    ...{ agent, server, key, read, write, remove, given },
  };
}

export async function agentOf(tx: Tx, differs: { ownerId: string; sponsorId: string }) {
  const agent = await tx.agent.create({
    data: {
      ...AGENT,
      ...{ dataClasses: ["internal"], environments: ["production"], links: [] },
      ...{ slug: `agent-${randomUUID()}`, name: "Invoice matcher", successorId: null },
      ...{ aiActAssessedById: differs.ownerId, requestedById: differs.ownerId, ...differs },
    },
  });
  return { id: agent.id, slug: agent.slug };
}

export async function keyOf(
  tx: Tx,
  differs: { ownerId: string; agentId?: string; publicId?: string; kind?: string },
) {
  const at = addDays(NOW, -120);
  return tx.key.create({
    data: {
      ...{ publicId: `ck_${randomUUID()}`, names: [], label: "Key", kind: "agent-api-key" },
      ...{ purpose: "Matching", environment: "production", algorithm: "HMAC-SHA256" },
      ...{ store: "vault", issuerPolicy: "", issuedAt: at, activatedAt: at, registeredAt: at },
      ...{ registeredById: differs.ownerId, ...differs },
    },
  });
}

export async function serverOf(tx: Tx, people: { ownerId: string; deputyId: string | null }) {
  return tx.server.create({
    data: {
      ...{ slug: "billing", name: "Billing", purpose: "Bills", provider: "", hosting: "ours" },
      ...{ dataClasses: ["internal"], inScope: true, scopeReason: "", contradictedBy: [] },
      places: [
        { environment: "production", region: "", address: "", names: ["billing-prod"] },
        { environment: "staging", region: "", address: "", names: ["billing-stage"] },
      ],
      ...{ registeredById: people.ownerId, registeredAt: addDays(NOW, -150), ...people },
    },
  });
}

export async function operationOf(tx: Tx, serverId: string, access: string | null, name?: string) {
  return tx.operation.create({
    data: {
      ...{ serverId, name: name ?? `invoices.${access}`, access, dataClasses: ["internal"] },
      ...{ meaning: `It can ${access} invoices.`, registeredById: randomUUID() },
      registeredAt: addDays(NOW, -150),
    },
  });
}

type Given = {
  readonly keyId: string;
  readonly serverId: string;
  readonly operationId: string | null;
  readonly requestedById: string;
  readonly approvedById: string;
  readonly fromAt?: Date;
  readonly until?: Date | null;
  readonly kind?: string;
};

/** A grant with the change that tells of it. */
export async function grantOf(tx: Tx, record: Recorder, given: Given) {
  const at = given.fromAt ?? addDays(NOW, -110);
  const grant = await tx.grant.create({
    data: {
      ...{ environment: "production", purpose: "Matching invoices", kind: "normal" },
      ...{ fromAt: at, until: addDays(NOW, 200), requestedAt: at, approvedAt: at, ...given },
    },
  });
  const { exception: _, ...row } = grant;
  await record({ action: "grant.given", subjectId: grant.id, before: null, after: row });
  return grant;
}

export const SOURCE = "gw-1";

/** A gateway that stated once what it enforces. */
export async function sourceOf(tx: Tx, { statedAt, id = SOURCE }: { statedAt: Date; id?: string }) {
  await tx.source.create({
    data: { id, name: `Gateway ${id}`, kind: "auto", places: [], addedAt: addDays(NOW, -150) },
  });
  const policy = await tx.enforcedPolicy.create({
    data: {
      ...{ sourceId: id, version: 1, label: "", statedAt, receivedAt: statedAt },
      ...{ confirmedAt: statedAt, hash: "", grants: 2, added: 2, removed: 0, channel: "push" },
      ...{ receivedFrom: id, appliedAt: statedAt },
    },
  });
  return policy.id;
}

/** Lines of a gateway: principal, server, operation. */
export async function enforce(
  tx: Tx,
  lines: readonly (readonly [string, string, string])[],
  environment = "production",
) {
  const policy = await tx.enforcedPolicy.findFirstOrThrow({ where: { sourceId: SOURCE } });
  await tx.enforcedGrant.createMany({
    data: lines.map(([principal, server, operation]) => ({
      ...{ sourceId: SOURCE, principal, server, operation, environment, conditions: "" },
      ...{ fromAt: addDays(NOW, -100), fromPolicyId: policy.id },
    })),
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
  aiActAssessedAt: addDays(NOW, -160),
  duplicateReason: "",
  requestedAt: addDays(NOW, -160),
  approvedAt: addDays(NOW, -160),
} as const;
