import "server-only";
import { authorize } from "@/lib/auth/actor";
import { isRole } from "@/lib/auth/permissions";
import { rolesHold } from "@/lib/auth/role-grants";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { assertClosable, assertIncidentNamed } from "../policy";
import type { CloseFindingInput, ReopenFindingInput, TriageFindingInput } from "../schema";
import { answersFor, type FindingRecord, loadFinding, overtaken } from "./finding-row";

export type Disposed = { id: string; title: string };

/**
 * Gives a finding an owner and a day, and says that somebody looks at it. The first triage is kept, for the minutes it
 * took. Errors: not_found (also: not theirs), forbidden, conflict (closed, or changed meanwhile), invalid_input (the
 * owner has left).
 */
export async function triageFinding(
  ctx: CommandContext,
  { ownerId, dueOn, note, ...which }: TriageFindingInput,
): Promise<Disposed> {
  authorize(ctx.actor, "finding:triage");
  return transact(ctx, async (tx, record) => {
    const before = await loadFinding(tx, ctx.actor, which);
    if (before.state === "closed") {
      throw new AppError("conflict", "This finding is closed. Open it again first.");
    }
    await assertTriager(tx, ownerId);
    const after = await writeFinding(tx, before, {
      ...{ ownerId, dueAt: dueOn, note, state: "in-progress" },
      ...firstLook(before, ctx),
    });
    const reason = note === "" ? {} : { reason: note };
    await record({ action: "finding.triaged", subjectId: before.id, before, after, ...reason });
    return { id: after.id, title: after.title };
  });
}

/**
 * Closes a finding with a verdict and why. Errors: not_found (also: not theirs), forbidden (also: a critical one about
 * one's own agent or source), conflict (closed already, or changed meanwhile), invalid_input (no incident named).
 */
export async function closeFinding(
  ctx: CommandContext,
  { verdict, reason, incident, ...which }: CloseFindingInput,
): Promise<Disposed> {
  authorize(ctx.actor, "finding:triage");
  assertIncidentNamed(verdict, incident);
  return transact(ctx, async (tx, record) => {
    const before = await loadFinding(tx, ctx.actor, which);
    assertClosable({ ...before, answersId: await answersFor(tx, before) }, ctx.actor.id);
    const after = await writeFinding(tx, before, {
      ...{ verdict, reason, incident: incident || null, state: "closed" },
      ...{ closedAt: ctx.now, closedById: ctx.actor.id },
      ...firstLook(before, ctx),
    });
    await record({ action: "finding.closed", subjectId: before.id, before, after, reason });
    return { id: after.id, title: after.title };
  });
}

/**
 * Takes a closing back. Errors: not_found (also: not theirs), forbidden, conflict (it is open, changed meanwhile, or the
 * same thing is open in another finding).
 */
export async function reopenFinding(
  ctx: CommandContext,
  { reason, ...which }: ReopenFindingInput,
): Promise<Disposed> {
  authorize(ctx.actor, "finding:triage");
  return transact(ctx, async (tx, record) => {
    const before = await loadFinding(tx, ctx.actor, which);
    if (before.state !== "closed") throw new AppError("conflict", "This finding is open.");
    const { detector, groupKey } = before;
    const other = await tx.finding.findFirst({
      where: { detector, groupKey, state: { not: "closed" } },
      select: { id: true },
    });
    if (other) {
      const message = "The same thing is open in a newer finding. Work on that one.";
      throw new AppError("conflict", message);
    }
    const after = await writeFinding(tx, before, {
      ...{ state: "in-progress", verdict: null, reason: null, incident: null },
      ...{ closedAt: null, closedById: null },
    });
    await record({ action: "finding.reopened", subjectId: before.id, before, after, reason });
    return { id: after.id, title: after.title };
  });
}

function firstLook({ triagedAt }: FindingRecord, { actor, now }: CommandContext) {
  return triagedAt === null ? { triagedAt: now, triagedById: actor.id } : {};
}

// Whoever is to look after it must be able to: somebody who has left or may not triage could not.
async function assertTriager(tx: Tx, ownerId: string): Promise<void> {
  const person = await tx.person.findFirst({
    where: { id: ownerId, deactivatedAt: null },
    select: { roles: true },
  });
  if (person && rolesHold(person.roles.filter(isRole), "finding:triage")) return;
  const fieldErrors = {
    ownerId: ["This person has left or may not triage findings. Choose somebody else."],
  };
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}

type FindingData = Partial<
  Pick<
    FindingRecord,
    | "ownerId"
    | "dueAt"
    | "note"
    | "state"
    | "verdict"
    | "reason"
    | "incident"
    | "closedAt"
    | "closedById"
    | "triagedAt"
    | "triagedById"
  >
>;

async function writeFinding(tx: Tx, before: FindingRecord, data: FindingData) {
  const { id, version } = before;
  const [after] = await tx.finding.updateManyAndReturn({
    where: { id, version, state: before.state },
    data: { ...data, version: version + 1 },
  });
  if (!after) throw overtaken();
  return after;
}
