import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { notify } from "@/lib/notify/notify";
import { preparers } from "../../assign/preparers";
import { driftEvent, findingEvent, leaverEvent, purposeEvent, type TriggerEvent } from "../events";

const LOOK_BACK_DAYS = 30;
const AT_ONCE = 2_000;

/**
 * Notes what asks for a review out of turn (REV-22), each event once: an owner who left, an agent with another purpose, an
 * operation that says something else, a critical finding. Whoever prepares reviews is told, and starts one or says why not.
 * Looks back 30 days.
 */
export async function noteTriggers(ctx: CommandContext): Promise<void> {
  const since = addDays(ctx.now, -LOOK_BACK_DAYS);
  const events = [
    ...(await changed(since)),
    ...(await leavers(since)),
    ...(await criticalFindings(since)),
  ];
  const noted = await read().reviewTrigger.findMany({
    where: { mark: { in: events.map(({ mark }) => mark) } },
    select: { mark: true },
    take: events.length,
  });
  const known = new Set(noted.map(({ mark }) => mark));
  const fresh = events.filter(({ mark }) => !known.has(mark));
  if (fresh.length > 0) await note(ctx, fresh);
}

async function note(ctx: CommandContext, events: readonly TriggerEvent[]): Promise<void> {
  await transact(ctx, async (tx, record) => {
    const rows = await tx.reviewTrigger.createManyAndReturn({
      data: events.map((event) => ({ ...event, foundAt: ctx.now })),
      skipDuplicates: true,
    });
    for (const row of rows) {
      await record({ action: "review-trigger.noted", subjectId: row.id, before: null, after: row });
    }
    const [first, ...more] = rows;
    await notify(tx, record, ctx, {
      personIds: await preparers(tx),
      kind: "review.triggered",
      title:
        more.length === 0
          ? "Something asks for an access review out of turn"
          : `${rows.length} events ask for an access review out of turn`,
      body: more.length === 0 ? (first?.words ?? "") : "Start a review, or say why none is needed.",
      link: "/access-reviews/triggers",
    });
  });
}

async function changed(since: Date): Promise<TriggerEvent[]> {
  const changes = await read().changeLogEntry.findMany({
    where: { action: { in: ["agent.edited", "definition.drifted"] }, recordedAt: { gte: since } },
    select: {
      ...{ id: true, action: true, subjectKind: true, subjectId: true },
      ...{ before: true, after: true, recordedAt: true },
    },
    orderBy: { seq: "desc" },
    take: AT_ONCE,
  });
  const drifted = changes.filter(({ action }) => action === "definition.drifted");
  const operations = await read().operation.findMany({
    where: { id: { in: drifted.map(({ subjectId }) => subjectId) } },
    select: { id: true, name: true },
    take: AT_ONCE,
  });
  const names = new Map(operations.map(({ id, name }) => [id, name]));
  return changes.flatMap((change) =>
    change.action === "agent.edited" ? purposeEvent(change) : [driftEvent(change, names)],
  );
}

async function leavers(since: Date): Promise<TriggerEvent[]> {
  const left = await read().person.findMany({
    where: { deactivatedAt: { gte: since } },
    select: { id: true, deactivatedAt: true },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  const ids = left.map(({ id }) => id);
  const [agents, servers] = await Promise.all([
    read().agent.groupBy({
      by: ["ownerId"],
      where: {
        ownerId: { in: ids },
        retiredAt: null,
        status: { notIn: ["DECLINED", "WITHDRAWN"] },
      },
      _count: { _all: true },
    }),
    read().server.groupBy({
      by: ["ownerId"],
      where: { ownerId: { in: ids }, retiredAt: null },
      _count: { _all: true },
    }),
  ]);
  const countIn = (rows: readonly { ownerId: string; _count: { _all: number } }[], id: string) =>
    rows.find(({ ownerId }) => ownerId === id)?._count._all ?? 0;
  return left.flatMap(({ id, deactivatedAt }) =>
    deactivatedAt === null
      ? []
      : leaverEvent(
          { id, deactivatedAt },
          { agents: countIn(agents, id), servers: countIn(servers, id) },
        ),
  );
}

async function criticalFindings(since: Date): Promise<TriggerEvent[]> {
  const findings = await read().finding.findMany({
    where: { severity: "critical", raisedAt: { gte: since } },
    select: { id: true, title: true, raisedAt: true },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  return findings.map(findingEvent);
}
