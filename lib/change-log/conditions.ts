import type { Actor } from "@/lib/auth/actor";
import { isUuid } from "@/lib/core/text";
import { subjectKindOf } from "./actions";
import { actionsLike } from "./labels";
import type { ChangesFilter } from "./schema";
import { visibleChanges, visibleScopes } from "./visible";

/** The filter and what the actor may see, as one condition. */
export function changesWhere(actor: Actor, filter: ChangesFilter) {
  return { AND: [visibleChanges(actor, kindOf(filter)), ...wanted(filter)] };
}

/** The same as conditions that exclude each other: PostgreSQL counts each by an index of its own. */
export function changesScopes(actor: Actor, filter: ChangesFilter) {
  return visibleScopes(actor, kindOf(filter)).map((scope) => ({ AND: [scope, ...wanted(filter)] }));
}

// The kind that every match must have, also where only its act was named.
function kindOf({ subject, kind, action }: ChangesFilter): string | null {
  return subject?.kind ?? kind ?? (action === null ? null : subjectKindOf(action));
}

function wanted({ q, who, action, kind, subject, from, to }: ChangesFilter): object[] {
  return [
    ...(q === "" ? [] : [sought(q)]),
    ...(who === "" ? [] : [{ actorId: who }]),
    ...(action === null ? [] : [{ action }]),
    ...(kind === null ? [] : [{ subjectKind: kind }]),
    ...(subject === null ? [] : [{ subjectKind: subject.kind, subjectId: subject.id }]),
    ...(from === null ? [] : [{ recordedAt: { gte: from } }]),
    ...(to === null ? [] : [{ recordedAt: { lt: to } }]),
  ];
}

// An id of anything, or else words of an act: text inside records is not searched.
function sought(q: string) {
  const exact = [{ subjectId: q }, { actorId: q }];
  if (isUuid(q)) return { OR: [{ id: q }, { requestId: q }, ...exact] };
  const actions = actionsLike(q);
  return actions.length > 0 ? { action: { in: actions } } : { OR: exact };
}
