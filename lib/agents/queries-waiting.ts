import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { addDays } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { dayOf, dueBefore } from "./filter";
import { agentsSettings } from "./settings";

const WAITING_MAX = 200;

/**
 * Living agents whose review is due within the warning time, or overdue, and which the actor may confirm because they do not
 * own them: the most urgent first, at most 200. Nobody's for whoever may confirm none.
 */
export async function listReviewsWaitingFor(actor: Actor, now: Date) {
  if (!mayReview(actor)) return [];
  const { values } = await policyInForce(agentsSettings, now);
  const agents = await read().agent.findMany({
    where: waiting(actor, now, values.reviewWarningDays),
    select: { id: true, slug: true, name: true, reviewDueOn: true },
    orderBy: [{ reviewDueOn: "asc" }, { id: "asc" }],
    take: WAITING_MAX,
  });
  return agents.flatMap(({ reviewDueOn, ...agent }) =>
    reviewDueOn === null
      ? []
      : [
          {
            ...agent,
            since: addDays(reviewDueOn, -values.reviewWarningDays),
            dueAt: addDays(reviewDueOn, 1), // its day is over then
          },
        ],
  );
}

/** How many of them there are. */
export async function countReviewsWaitingFor(actor: Actor, now: Date): Promise<number> {
  if (!mayReview(actor)) return 0;
  const { values } = await policyInForce(agentsSettings, now);
  return read().agent.count({ where: waiting(actor, now, values.reviewWarningDays) });
}

function mayReview(actor: Actor): boolean {
  return actor.kind === "person" && can(actor, "agent:decide");
}

function waiting({ id }: Actor, now: Date, warningDays: number) {
  return { AND: [dueBefore(addDays(dayOf(now), warningDays + 1)), { NOT: { ownerId: id } }] };
}
