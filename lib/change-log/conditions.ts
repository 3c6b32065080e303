import type { Actor } from "@/lib/auth/actor";
import { isUuid } from "@/lib/core/text";
import { actionsLike } from "./labels";
import type { ChangesFilter } from "./schema";
import { visibleChanges } from "./visible";

/** The filter and what the actor may see, as one condition. */
export function changesWhere(actor: Actor, filter: ChangesFilter) {
  const { who, action, kind, subject, from, to } = filter;
  return {
    AND: [
      visibleChanges(actor),
      ...(filter.q === "" ? [] : [sought(filter.q)]),
      ...(who === "" ? [] : [{ actorId: who }]),
      ...(action === null ? [] : [{ action }]),
      ...(kind === null ? [] : [{ subjectKind: kind }]),
      ...(subject === null ? [] : [{ subjectKind: subject.kind, subjectId: subject.id }]),
      ...(from === null ? [] : [{ recordedAt: { gte: from } }]),
      ...(to === null ? [] : [{ recordedAt: { lt: to } }]),
    ],
  };
}

// An id of anything, or words of an act: text inside records is not searched.
function sought(q: string) {
  const exact = [{ subjectId: q }, { actorId: q }];
  if (isUuid(q)) return { OR: [{ id: q }, { requestId: q }, ...exact] };
  return { OR: [...exact, { action: { in: actionsLike(q) } }] };
}
