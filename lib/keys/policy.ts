import { type Actor, answerableId, can } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { type KeyState, stateOf } from "./labels";

/** The people who may look after a key: whoever answers for it or for what it belongs to. */
export type KeyPeople = {
  ownerId: string;
  personId: string | null;
  agent: { ownerId: string; sponsorId: string | null } | null;
  server: { ownerId: string; deputyId: string | null } | null;
};

type Living = { activatedAt: Date | null; expiresAt: Date | null; revokedAt: Date | null };

/** What can be done to a key, as a button says it, and in which states. */
export const KEY_ACTS = {
  edit: { label: "Edit", from: ["issued", "active", "expired"] },
  activate: { label: "Activate", from: ["issued"] },
  revoke: { label: "Revoke", from: ["issued", "active", "expired"] },
  rotate: { label: "Rotate", from: ["active", "expired", "revoked"] },
  except: { label: "Ask for an exception", from: ["active"] },
  disclose: { label: "Record a reveal", from: ["issued", "active", "expired", "revoked"] },
} as const satisfies Record<string, { label: string; from: readonly KeyState[] }>;
export type KeyAct = keyof typeof KEY_ACTS;

/** Errors: forbidden (right or part), conflict (where the key is in its life). */
export function assertPossible(
  act: KeyAct,
  key: Living,
  people: KeyPeople,
  actor: Actor,
  now: Date,
): void {
  const objection = objectionTo(act, key, people, actor, now);
  if (objection) throw objection;
}

/** Why this actor cannot do this to this key now, in words; null if they can. */
export function objectionTo(
  act: KeyAct,
  key: Living,
  people: KeyPeople,
  actor: Actor,
  now: Date,
): AppError | null {
  const stranger = objectionToManaging(people, actor);
  if (stranger) return stranger;
  const from: readonly KeyState[] = KEY_ACTS[act].from;
  const state = stateOf(key, now);
  return from.includes(state) ? null : new AppError("conflict", WRONG_STATE[state]);
}

/** Errors: forbidden. */
export function assertManages(people: KeyPeople, actor: Actor): void {
  const objection = objectionToManaging(people, actor);
  if (objection) throw objection;
}

/** The people with a part in a key: none of them decides an exception for it. */
export function partiesOf({ ownerId, personId, agent, server }: KeyPeople): string[] {
  const all = [ownerId, personId, agent?.ownerId, agent?.sponsorId, server?.ownerId];
  return [...new Set([...all, server?.deputyId])].filter((id) => typeof id === "string");
}

/** Why this actor has no part in the key and no right to all keys; null if they have. */
export function objectionToManaging(people: KeyPeople, actor: Actor): AppError | null {
  if (!can(actor, "key:register")) {
    return new AppError("forbidden", "This needs the right key:register. Ask an admin for it.");
  }
  const id = answerableId(actor);
  if (can(actor, "key:manage-all") || (id !== null && partiesOf(people).includes(id))) return null;
  return new AppError(
    "forbidden",
    "Only who answers for this key, or for what it belongs to, can do this.",
  );
}

const WRONG_STATE = {
  issued: "This key is not active yet. Activate it first.",
  active: "This key is active already.",
  expired: "This key has expired. Rotate it to a new one.",
  revoked: "This key is revoked. That cannot be taken back; register another one.",
} as const satisfies Record<KeyState, string>;
