// A matrix of an instant out of the facts of this process.
import "server-only";
import { type Actor, answerableId, authorize, can } from "@/lib/auth/actor";
import { policyInForce } from "@/lib/settings/policies";
import { accessMatrixSettings } from "../settings";
import type { PrincipalRef } from "./cell-space";
import { evaluate, type Instant, type Matrix } from "./evaluate";
import { factStore } from "./facts";
import type { MatrixIndex } from "./matrix-index";
import { spanOf } from "./span";

export type Judged = { readonly matrix: Matrix; readonly countedAt: Date };

/** Errors: PostgreSQL's. */
export async function judgedAt(asOf: Date, days: number): Promise<Judged> {
  const [only] = await judgedEach([asOf], days);
  if (!only) throw new Error("There is no matrix.");
  return only;
}

/** Several instants out of the same facts, so that they differ in nothing but time. */
export async function judgedEach(instants: readonly Date[], days: number): Promise<Judged[]> {
  const store = factStore();
  const times = instants.map((at) => at.getTime());
  const policies = await Promise.all(instants.map((at) => policyInForce(accessMatrixSettings, at)));
  const back = Math.max(days, ...policies.map(({ values }) => values.dormantDays)) + 1;
  const known = await store.known({
    from: spanOf(Math.min(...times), back).from,
    to: spanOf(Math.max(...times), 0).to,
  });
  const parts = await Promise.all(
    times.map((asOf) => store.usage.partOf(asOf, spanOf(asOf, 0).to, known.index.facts.days)),
  );
  const { index, countedAt } = store.withNewNames(known);
  return times.map((asOf, nth) => {
    const { dormantDays = 0, enforcedStaleHours: staleHours = 0 } = policies[nth]?.values ?? {};
    const lastDay = parts[nth];
    const instant = { asOf, days, dormantDays, staleHours, ...(lastDay ? { lastDay } : {}) };
    return { matrix: remembered(index, instant), countedAt };
  });
}

const KEPT = 4;
const kept: Matrix[] = [];

/** A page, its picture and its files ask for the same instant one after another. */
function remembered(index: MatrixIndex, instant: Instant): Matrix {
  const found = kept.find((one) => one.index === index && isSame(one.instant, instant));
  if (found) return found;
  const made = evaluate(index, instant);
  kept.unshift(made);
  kept.splice(KEPT);
  return made;
}

function isSame(one: Instant, other: Instant): boolean {
  return (
    one.asOf === other.asOf &&
    one.days === other.days &&
    one.dormantDays === other.dormantDays &&
    one.staleHours === other.staleHours &&
    one.lastDay === other.lastDay
  );
}

/** Whose rows this actor sees: everybody's, or those of agents that they answer for and of keys that are theirs. Errors: forbidden. */
export function visibleRows(actor: Actor): {
  readonly ownOnly: boolean;
  readonly isVisible: (principal: PrincipalRef) => boolean;
} {
  if (can(actor, "matrix:read-all")) return { ownOnly: false, isVisible: () => true };
  authorize(actor, "matrix:read");
  const me = answerableId(actor);
  const isMine = (...people: readonly (string | null | undefined)[]) =>
    me !== null && people.includes(me);
  return {
    ownOnly: true,
    isVisible: ({ key, agent }) =>
      isMine(key?.ownerId, key?.personId) ||
      isMine(agent?.ownerId, agent?.sponsorId, agent?.successorId),
  };
}
