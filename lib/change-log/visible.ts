import { type Actor, can } from "@/lib/auth/actor";
import type { SubjectKind } from "./actions";

const PEOPLE_KINDS: readonly SubjectKind[] = [
  "person",
  "invitation",
  "session",
  "token",
  "passkey",
  "sign-in",
  "installation",
];
const REGISTER_KINDS: readonly SubjectKind[] = ["agent", "request"];

/** The kinds of subject whose changes an actor may read whole; null for all of them. */
export function readableKinds(actor: Actor): readonly SubjectKind[] | null {
  if (can(actor, "change:read-all")) return null;
  if (!can(actor, "change:read")) return [];
  return [
    ...(can(actor, "person:manage") ? PEOPLE_KINDS : []),
    ...(can(actor, "agent:read") ? REGISTER_KINDS : []),
    "policy",
  ];
}

/** Whether the actor sees every change of subjects of this kind, so that a history is a whole one. */
export function readsKind(actor: Actor, kind: string): boolean {
  const kinds = readableKinds(actor);
  return kinds === null || kinds.some((readable) => readable === kind);
}

/** What of the log an actor may read: the kinds above, and always what they did themselves. */
export function visibleChanges(actor: Actor) {
  const kinds = readableKinds(actor);
  if (kinds === null) return {};
  if (!can(actor, "change:read")) return { id: { in: [] } };
  return { OR: [{ subjectKind: { in: [...kinds] } }, { actorId: actor.id }] };
}

/** The limit in words, for the screen and the provenance block (IPE-05, IPE-06). */
export function scopeText(actor: Actor): string {
  const kinds = readableKinds(actor);
  if (kinds === null) return "every change of this installation";
  const words = [...kinds].join(", ");
  return `changes of ${words}, and the generator's own acts; other changes are left out, because their roles do not read them`;
}
