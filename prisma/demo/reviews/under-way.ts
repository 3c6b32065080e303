// The review the demo company is in: half decided, one part handed on, one decision refused for a conflict.
import { delegateReviews } from "@/lib/access-reviews/assign/commands/delegate";
import { decideLine } from "@/lib/access-reviews/decide/commands/decide-line";
import { decideLineInput } from "@/lib/access-reviews/decide/schema";
import type { Quarter } from "@/lib/access-reviews/quarters";
import { lineOf } from "@/lib/access-reviews/snapshot/read-line";
import { AppError } from "@/lib/core/app-error";
import { addDays, HOUR_MS, startOfDay, utcDay } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { instantOf } from "../calendar";
import { uuidOf } from "../stage";
import type { Company } from "./company";
import { decideStage } from "./decide";
import { recordFitness, startReview } from "./launch";

/** Prepares and starts it eight working days ago, and decides every other line since. */
export async function reviewUnderWay(company: Company, quarter: Quarter, now: Date): Promise<void> {
  const at = instantOf(now, [8, "09:20"]);
  const due = addDays(startOfDay(utcDay(now)), 16);
  const reviewId = await startReview(company, {
    ...{ quarter, at, due, officer: "jurgen", owner: "marguerite", silence: "revoke" },
  });
  // Whoever uses the demo decides from here on.
  if ((await read().reviewDecision.count({ where: { reviewId } })) > 0) return;
  await recordFitness(company, reviewId, new Date(at.getTime() + HOUR_MS));
  await delegated(company, reviewId, instantOf(now, [7, "08:40"]));
  await triesOwnAgent(company, reviewId, instantOf(now, [7, "10:12"]));
  await decideStage(company, {
    ...{ reviewId, stage: 1, from: instantOf(now, [6, "09:05"]), judge: () => null },
    only: (_, n) => n % 2 === 0,
  });
}

/** The first reviewer who can hands everything to somebody without a conflict while they are away. */
async function delegated(company: Company, reviewId: string, at: Date): Promise<void> {
  const held = await read().reviewAssignment.groupBy({
    by: ["personId"],
    where: { reviewId, stage: 1, until: null },
    _count: { _all: true },
    orderBy: { personId: "asc" },
  });
  const today = startOfDay(utcDay(at));
  const bySize = held.toSorted((one, other) => one._count._all - other._count._all);
  const stand = [company.idOf("ingrid"), company.idOf("siobhan"), company.idOf("birgitta")];
  for (const { personId } of bySize) {
    for (const toId of stand) {
      const wish = {
        ...{
          reviewId,
          fromId: personId,
          toId,
          fromOn: today,
          throughOn: addDays(today, 12),
        },
        reason: "On leave until the week after next; told beforehand.",
      };
      if (await succeeds(async () => delegateReviews(await company.as(personId, at), wish))) return;
    }
  }
}

/** The owner of an agent tries to decide what it may call, and is refused: somebody else was asked instead (G8). */
async function triesOwnAgent(company: Company, reviewId: string, at: Date): Promise<void> {
  const rows = await read().reviewLine.findMany({
    where: { reviewId, kind: "access" },
    select: { id: true, text: true },
    orderBy: { position: "asc" },
  });
  const own = rows.find(({ text }) => lineOf(text).agent !== null && lineOf(text).ownerId !== null);
  const owner = own && lineOf(own.text).ownerId;
  if (!own || !owner) return;
  const input = decideLineInput.parse({
    ...{ reviewId, lineId: own.id, stage: 1, after: null, opened: true, decision: "keep" },
    ...{ id: uuidOf(`tried ${own.id}`), madeAt: at.toISOString(), comment: "My agent needs it." },
  });
  await succeeds(async () => decideLine(await company.as(owner, at), input));
}

/** Whether a command took it; what the rules refuse is tried with somebody else. */
async function succeeds(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
