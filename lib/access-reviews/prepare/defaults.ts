import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { addDays, utcDay } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { type Quarter, recentQuarters } from "../quarters";
import { accessReviewsSettings } from "../settings";
import { QUARTERS_SHOWN } from "./prepare-limits";

/** What another page knows of a review: what asks for it, and what it is about. All may be empty. */
export type DraftWish = {
  readonly trigger: string;
  readonly title: string;
  readonly agent: string;
  readonly server: string;
};

/** Days that are left where the time of a quarter is over already. */
const SHORT_DAYS = 14;

/** What the form of a new draft starts from: the newest quarter that has ended and has no review yet. */
export async function draftDefaults(actor: Actor, wish: DraftWish, now: Date) {
  const quarters = recentQuarters(now, QUARTERS_SHOWN);
  const [taken, { values }] = await Promise.all([
    read().accessReview.findMany({
      where: { kind: "quarterly", status: { not: "discarded" } },
      select: { quarter: true },
      orderBy: { quarter: "desc" },
      take: 1_000,
    }),
    policyInForce(accessReviewsSettings, now),
  ]);
  const names = new Set(taken.map(({ quarter }) => quarter));
  const free = quarters.filter(({ name }) => !names.has(name));
  const offCycle = wish.trigger !== "" || wish.agent !== "" || wish.server !== "";
  const quarter = free.find(({ end }) => end <= now) ?? free[0] ?? null;
  const isQuarterly = !offCycle && quarter !== null;
  const start = {
    triggerId: isUuid(wish.trigger) ? wish.trigger : "",
    kind: isQuarterly ? "quarterly" : "off-cycle",
    quarter: isQuarterly ? quarter.name : "",
    title: wish.title || (isQuarterly ? `Access review ${quarter.name}` : ""),
    ownerId: can(actor, "review:sign") ? actor.id : "",
    dueOn: utcDay(dueDay(isQuarterly ? quarter : null, values.signDays, now)),
    silenceRule: "leave",
    agentIds: isUuid(wish.agent) ? [wish.agent] : [],
    serverIds: isUuid(wish.server) ? [wish.server] : [],
  };
  const choices = quarters.map(({ name }) => ({
    value: name,
    label: names.has(name) ? `${name} (has its review)` : name,
  }));
  return { start, quarters: choices };
}

// Signed in time is signed by the last of so many days after the quarter.
function dueDay(quarter: Quarter | null, signDays: number, now: Date): Date {
  const due = quarter ? addDays(quarter.end, signDays - 1) : addDays(now, SHORT_DAYS);
  return due > now ? due : addDays(now, SHORT_DAYS);
}
