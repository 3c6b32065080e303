// People, agents, keys and calls for the tests of this room, as other rooms write them.
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { addDays, utcDay } from "@/lib/core/clock";
import { type RegisterKeyInput, registerKeyInput } from "../schema";

/** The instant tests happen at. */
export const NOW = new Date("2026-11-21T12:00:00.000Z");

export type Person = Extract<Actor, { kind: "person" }>;

export function contextOf(actor: Actor, now = NOW): CommandContext {
  return { actor, now, requestId: randomUUID() };
}

export async function person(tx: Tx, ...roles: Role[]): Promise<Person> {
  const { id } = await tx.person.create({ data: { roles, joinedAt: addDays(NOW, -400) } });
  return { kind: "person", id, roles };
}

/** An active agent that was approved 300 days ago. */
export async function agentOf(
  tx: Tx,
  people: { ownerId: string; sponsorId: string },
  differs: { status?: "ACTIVE" | "APPROVED" | "PROPOSED" | "RETIRED" } = {},
) {
  const approvedAt = addDays(NOW, -300);
  return tx.agent.create({
    data: {
      slug: `agent-${randomUUID()}`,
      name: `Agent ${randomUUID().slice(0, 8)}`,
      ...{
        purpose: "Tests",
        description: "",
        status: "ACTIVE",
        modelProvider: "m",
        modelName: "m",
      },
      ...{ autonomy: "SUGGESTS", oversight: "o", dataClasses: [], environments: ["production"] },
      ...{ customerFacing: false, riskAnswers: {}, riskReason: "", riskRuleVersion: 1 },
      ...{ aiActRole: "DEPLOYER", aiActArea: "NONE", aiActProfiling: false, aiActReasoning: "" },
      ...{ aiActDerogation: "NOT_CLAIMED", aiActTalksToPeople: false, links: [] },
      ...{ aiActGeneratesContent: false, aiActAssessedById: people.ownerId, duplicateReason: "" },
      ...{ aiActAssessedAt: approvedAt, requestedById: people.ownerId, requestedAt: approvedAt },
      approvedAt,
      ...people,
      ...differs,
    },
  });
}

/** What somebody types of a key that was issued so many days ago. */
export function keyInput(
  agentId: string,
  ownerId: string,
  issuedDaysAgo: number,
  differs: Record<string, string> = {},
): RegisterKeyInput {
  return registerKeyInput.parse({
    ...{ publicId: `k-${randomUUID()}`, names: "", label: "A key", kind: "agent-api-key" },
    ...{
      agentId,
      personId: "",
      serverId: "",
      ownerId,
      purpose: "Tests",
      environment: "production",
    },
    ...{ algorithm: "HMAC-SHA256", store: "vault", issuerPolicy: "", expiresAt: "" },
    issuedAt: addDays(NOW, -issuedDaysAgo).toISOString(),
    ...differs,
  });
}

export type CalledWith = {
  credential: string;
  agent?: string;
  at: Date;
  outcome?: string;
  source?: string;
  environment?: string;
};

let nextIndex = 1_000_000_000;

/** One call in the index and in its sums, as the ledger's store writes them. Answers its place. */
export async function called(tx: Tx, call: CalledWith): Promise<string> {
  const { credential, at } = call;
  const { agent = "", outcome = "success", source = "gw", environment = "production" } = call;
  const index = nextIndex++;
  await tx.$executeRaw`SELECT ledger_make_partition('ledger_calls', ${at.toISOString()}::timestamptz)`;
  await tx.$executeRaw`INSERT INTO ledger_calls (idx, ts, leaf_hash, type, source, kind, at, agent, credential, environment, outcome)
    VALUES (${index}, ${at}, '', 'record', ${source}, 'tool_call', ${at}, nullif(${agent}, ''), ${credential}, ${environment}, ${outcome})`;
  const day = utcDay(at);
  await tx.$executeRaw`INSERT INTO ledger_usage_caller (day, dims, source, kind, agent, credential, outcome, calls, first_at, last_at)
    VALUES (${day}::date, gen_random_uuid(), ${source}, 'tool_call', ${agent}, ${credential}, ${outcome}, 1, ${at}, ${at})`;
  await tx.$executeRaw`INSERT INTO ledger_usage_day (day, dims, source, kind, agent, credential, person, server, operation, environment, region, outcome, calls, first_at, last_at)
    VALUES (${day}::date, gen_random_uuid(), ${source}, 'tool_call', ${agent}, ${credential}, '', 'erp', 'read', ${environment}, '', ${outcome}, 1, ${at}, ${at})`;
  return String(index);
}
