import "server-only";
import { addDays } from "@/lib/core/clock";
import type { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { accessMatrixSettings } from "../settings";
import { type Creep, creepOf } from "./creep";

/** Where this is read: inside a command its transaction, elsewhere `read()`. */
type Reader = Pick<ReturnType<typeof read>, "key" | "grant" | "request" | "policyVersion">;

type LookedAt = { id: string; approvedAt: Date | null; reviewedAt: Date | null };

/** How much an agent was given in small steps as of now. Two wishes that were asked at once are one step. */
export async function creepOfAgent(from: Reader, agent: LookedAt, now: Date): Promise<Creep> {
  const { values } = await policyInForce(accessMatrixSettings, now, from);
  const [keys, changed] = await Promise.all([
    from.key.findMany({
      where: { agentId: agent.id },
      select: { id: true },
      orderBy: { id: "asc" },
      take: 1_000,
    }),
    from.request.findFirst({
      where: {
        subjectKind: "agent",
        subjectId: agent.id,
        kind: "agent.change",
        status: "APPROVED",
        decidedAt: { lte: now },
      },
      select: { decidedAt: true },
      orderBy: { decidedAt: "desc" },
    }),
  ]);
  const steps = await from.grant.groupBy({
    by: ["requestedAt"],
    where: {
      keyId: { in: keys.map(({ id }) => id) },
      kind: { not: "emergency" },
      replacesId: null,
      fromAt: { gt: addDays(now, -values.creepDays), lte: now },
    },
    _count: { _all: true },
    _max: { fromAt: true },
    orderBy: { requestedAt: "asc" },
    take: 1_000,
  });
  const additions = steps.map(({ requestedAt, _count, _max }) => ({
    at: _max.fromAt ?? requestedAt,
    grants: _count._all,
  }));
  const { approvedAt, reviewedAt } = agent;
  const look = { approvedAt, reviewedAt, changedAt: changed?.decidedAt ?? null };
  return creepOf(additions, look, values, now);
}
