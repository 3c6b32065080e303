import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { assignAtLaunch } from "../assign/assign-at-launch";
import type { SnapshotLine } from "../snapshot-view";
import { snapshotLine } from "./snapshot-line";

/** The instant tests of assigning happen at, a Monday. */
export const NOW = new Date("2026-10-05T09:00:00.000Z");

export type Person = Extract<Actor, { kind: "person" }>;

export function contextOf(actor: Actor, at = NOW): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}

export async function person(tx: Tx, ...roles: Role[]): Promise<Person> {
  const { id } = await tx.person.create({ data: { roles, joinedAt: addDays(NOW, -400) } });
  return { kind: "person", id, roles };
}

/** People of a company, by what they are in a review. */
export async function reviewCompany(tx: Tx) {
  return {
    agentOwner: await person(tx, "owner"),
    serverOwner: await person(tx, "owner"),
    deputy: await person(tx, "owner"),
    bystander: await person(tx, "owner"),
    officer: await person(tx, "compliance"),
    riskOwner: await person(tx, "risk-owner"),
  };
}
export type ReviewCompany = Awaited<ReturnType<typeof reviewCompany>>;

/** Lines of a server whose owner decides them; every agent is `agentOwner`'s. */
export function linesFor(company: ReviewCompany, many: number, more: Partial<SnapshotLine> = {}) {
  return Array.from({ length: many }, (_, index) =>
    snapshotLine({
      ...{ n: index + 1, agent: null, ownerId: company.agentOwner.id },
      server: {
        ...{ id: null, slug: "crm", name: "CRM" },
        ...{ ownerId: company.serverOwner.id, deputyId: company.deputy.id },
      },
      ...more,
    }),
  );
}

/** An open review of these lines, assigned as a launch does it. */
export async function openReview(
  company: ReviewCompany,
  lines: readonly SnapshotLine[],
  more: { dueAt?: Date; at?: Date } = {},
) {
  const ctx = contextOf(company.officer, more.at ?? NOW);
  return transact(ctx, async (tx, record) => {
    const review = await tx.accessReview.create({
      data: {
        ...{
          reference: `AR-${randomUUID().slice(0, 8)}`,
          title: "Third quarter",
          kind: "quarterly",
        },
        ...{ quarter: "2026-Q3", status: "open", scope: {}, exclusions: [], silenceRule: "leave" },
        periodStart: new Date("2026-07-01T00:00:00.000Z"),
        periodEnd: new Date("2026-10-01T00:00:00.000Z"),
        ...{ ownerId: company.officer.id, createdById: company.officer.id, createdAt: ctx.now },
        dueAt: more.dueAt ?? new Date("2026-10-30T23:59:59.999Z"),
        launchedAt: ctx.now,
      },
    });
    const placed = lines.map((line) => ({ id: randomUUID(), line }));
    await tx.reviewLine.createMany({
      data: placed.map(({ id, line }) => ({
        ...{ id, reviewId: review.id, position: line.n, lineKey: line.line, kind: line.kind },
        ...{ section: line.section, risk: line.risk, stages: line.stages },
        text: JSON.stringify(line),
      })),
    });
    await assignAtLaunch(tx, record, ctx, review, placed);
    return { ...review, lineIds: placed.map(({ id }) => id) };
  });
}

/** A decision as the decide room writes it. */
export async function decided(
  tx: Tx,
  {
    reviewId,
    lineId,
    personId,
    decision = "keep",
    stage = 1,
  }: {
    reviewId: string;
    lineId: string;
    personId: string;
    decision?: string;
    stage?: number;
  },
) {
  await tx.reviewDecision.create({
    data: { reviewId, lineId, personId, decision, stage, comment: "", decidedAt: NOW },
  });
}

/** The job that reminds, hands over and escalates. */
export const JOB = { kind: "job", id: "access-reviews.remind", grants: ["review:remind"] } as const;
