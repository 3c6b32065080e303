// Rows as other rooms write them, for the tests of this one.
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { NOW } from "./quiet-facts";

export type Person = Extract<Actor, { kind: "person" }>;

export const JOB: Actor = { kind: "job", id: "findings.test", grants: ["finding:raise"] };

export function contextOf(actor: Actor = JOB, now = NOW): CommandContext {
  return { actor, now, requestId: randomUUID() };
}

// Nothing is written without a record, in tests neither; what is recorded here nobody looks at.
async function written<Row>(id: string, write: (tx: Tx) => Promise<Row>): Promise<Row> {
  return transact(contextOf(), async (tx, record) => {
    const row = await write(tx);
    await record({ action: "detection.run", subjectId: id, before: null, after: { by: "a test" } });
    return row;
  });
}

export async function person(...roles: Role[]): Promise<Person> {
  const id = randomUUID();
  const identity = { name: `Person ${id.slice(0, 8)}`, email: `${id}@example.com`, title: "" };
  await written(id, (tx) =>
    tx.person.create({
      data: { id, roles, joinedAt: new Date(0), identity: { create: identity } },
    }),
  );
  return { kind: "person", id, roles };
}

export async function leaves({ id }: { id: string }, at = NOW): Promise<void> {
  await written(id, (tx) => tx.person.update({ where: { id }, data: { deactivatedAt: at } }));
}

/** An active agent with three people of its own, or with those given. */
export async function agent(slug: string, people: { ownerId: string; successorId?: string }) {
  const other = async () => (await person("owner")).id;
  const [sponsorId, successorId] = [await other(), people.successorId ?? (await other())];
  return written(slug, (tx) =>
    tx.agent.create({
      data: {
        ...{
          slug,
          name: `The ${slug} agent`,
          purpose: "Tests.",
          description: "",
          status: "ACTIVE",
        },
        ...{ ownerId: people.ownerId, sponsorId, successorId },
        ...{ modelProvider: "m", modelName: "m", autonomy: "SUGGESTS", oversight: "o" },
        ...{ dataClasses: [], environments: ["production"], customerFacing: false },
        ...{ riskAnswers: {}, riskReason: "", riskRuleVersion: 1, aiActRole: "DEPLOYER" },
        ...{ aiActArea: "NONE", aiActProfiling: false, aiActDerogation: "NOT_CLAIMED" },
        ...{ aiActTalksToPeople: false, aiActGeneratesContent: false, aiActReasoning: "" },
        ...{ aiActAssessedById: people.ownerId, aiActAssessedAt: NOW, links: [] },
        ...{ duplicateReason: "", requestedById: people.ownerId, requestedAt: NOW },
      },
    }),
  );
}

type Usage = { day: string; calls?: number; from?: string; to?: string } & Partial<
  Record<
    "source" | "agent" | "credential" | "server" | "operation" | "environment" | "outcome",
    string
  >
>;

/** Sums of a day as the index of the ledger holds them. */
export async function usage(rows: readonly Usage[]): Promise<void> {
  await written("usage", (tx) =>
    tx.ledgerUsageDay.createMany({
      data: rows.map(({ day, calls = 100, from = "08:00", to = "17:00", ...dims }) => ({
        ...{ source: "edge", agent: "", credential: "", server: "postgres", operation: "query" },
        ...{ environment: "production", outcome: "success", person: "", region: "" },
        ...dims,
        ...{ day: new Date(day), dims: randomUUID(), kind: "tool_call", calls: BigInt(calls) },
        ...{
          firstAt: new Date(`${day}T${from}:00.000Z`),
          lastAt: new Date(`${day}T${to}:00.000Z`),
        },
      })),
    }),
  );
}
