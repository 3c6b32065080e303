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
const SOURCE_KINDS: readonly SubjectKind[] = ["source", "source-token", "import"];
const REGISTER_KINDS: readonly SubjectKind[] = ["agent", "request"];
const SERVER_KINDS: readonly SubjectKind[] = [
  "server",
  "operation",
  "definition",
  "scope-document",
];
const KEY_KINDS: readonly SubjectKind[] = [
  "key",
  "key-rotation",
  "key-exception",
  "key-disclosure",
];
// Grants of others name agents, keys and purposes: whoever sees only their own sees their history on the page of each.
const ACCESS_KINDS: readonly SubjectKind[] = [
  "grant",
  "standard-change",
  "emergency",
  "holiday",
  "enforced-policy",
  "deviation",
];
// The same is true of reviews: whoever takes part in one reads its history on its page.
const REVIEW_KINDS: readonly SubjectKind[] = [
  "review",
  "review-line",
  "review-delta",
  "review-delegation",
  "review-trigger",
  "review-check",
  "review-pack",
  "remediation",
  "reviewer",
  "signature",
];
const SERVER_SIGNS_KINDS: readonly SubjectKind[] = [
  "seal-order",
  "document-certificate",
  "seal-key",
];

/** The kinds of subject whose changes an actor may read whole; null for all of them. */
export function readableKinds(actor: Actor): readonly SubjectKind[] | null {
  if (can(actor, "change:read-all")) return null;
  if (!can(actor, "change:read")) return [];
  return [
    ...(can(actor, "person:manage") ? PEOPLE_KINDS : []),
    ...(can(actor, "agent:read") ? REGISTER_KINDS : []),
    ...(can(actor, "server:read") ? SERVER_KINDS : []),
    ...(can(actor, "key:read") ? KEY_KINDS : []),
    ...(can(actor, "matrix:read-all") ? ACCESS_KINDS : []),
    ...(can(actor, "review:read-all") ? REVIEW_KINDS : []),
    ...(can(actor, "document:read") ? SERVER_SIGNS_KINDS : []),
    ...(can(actor, "source:manage") ? SOURCE_KINDS : []),
    "policy",
  ];
}

/** Whether the actor sees every change of subjects of this kind, so that a history is a whole one. */
export function readsKind(actor: Actor, kind: string): boolean {
  const kinds = readableKinds(actor);
  return kinds === null || kinds.some((readable) => readable === kind);
}

/**
 * What of the log an actor may read, as conditions that exclude each other, so that counts of them add
 * up: the kinds above, and what they did themselves. `kind` is the only one asked for, or null.
 */
export function visibleScopes(actor: Actor, kind: string | null): object[] {
  const kinds = readableKinds(actor);
  if (kinds === null) return [{}];
  if (!can(actor, "change:read")) return [];
  if (kind !== null) return [readsKind(actor, kind) ? {} : { actorId: actor.id }];
  return [
    { subjectKind: { in: [...kinds] } },
    { actorId: actor.id, subjectKind: { notIn: [...kinds] } },
  ];
}

/** The same as one condition, to be joined to the id in every load. */
export function visibleChanges(actor: Actor, kind: string | null = null): object {
  const [only, ...others] = visibleScopes(actor, kind);
  if (!only) return { id: { in: [] } };
  return others.length === 0 ? only : { OR: [only, ...others] };
}

/** The limit in words, for the screen and the provenance block (IPE-05, IPE-06). */
export function scopeText(actor: Actor): string {
  const kinds = readableKinds(actor);
  if (kinds === null) return "every change of this installation";
  const words = [...kinds].join(", ");
  return `changes of ${words}, and the generator's own acts; other changes are left out, because their roles do not read them`;
}
