import type { PersonName } from "@/lib/auth/people";
import { utcDay } from "@/lib/core/clock";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";
import { keyAgeOn } from "@/lib/core/key-age";
import { lastGoodDay, maxAge, type Rules } from "./ageing";
import { isKeyKind, KEY_KIND_LABEL, KEY_STATE_LABEL, type KeyState } from "./labels";
import { KEY_MARK_WORDS, type KeyMark } from "./mark-labels";
import type { KeyEntry } from "./register";

/** A person as a row or a page shows them. */
export type PersonShown = { id: string; name: string; title: string; left: boolean };

/** A mark in words. */
export type MarkShown = {
  mark: KeyMark;
  word: string;
  tone: "fail" | "attention" | "plain";
  means: string;
};

/** What a key belongs to. */
export type BearerShown = { name: string; href: string; what: "Agent" | "Server" | "Person" };

/** One key of the register in words. */
export type KeyRow = {
  id: string;
  label: string;
  publicId: string;
  kindWord: string;
  state: KeyState;
  stateWord: string;
  environment: string;
  production: boolean;
  bearer: BearerShown;
  owner: PersonShown;
  purpose: string;
  names: string;
  algorithm: string;
  store: string;
  marks: readonly MarkShown[];
  /** Whole UTC days since it was issued, until it ended. */
  age: number;
  /** The last day on which it is not too old, `2026-12-31`; empty where none is asked or it ended. */
  goodUntil: string;
  max: number | null;
  /** ISO 8601; empty where there is none. */
  issuedAt: string;
  expiresAt: string;
  lastUsedAt: string;
};

type Names = ReadonlyMap<string, PersonName>;

export function toKeyRow(entry: KeyEntry, names: Names, rules: Rules, now: Date): KeyRow {
  const { key, state, use } = entry;
  const { id, label, publicId, purpose, algorithm, store } = key;
  return {
    ...{ id, label, publicId, purpose, algorithm, store, state },
    kindWord: kindWord(key.kind),
    stateWord: KEY_STATE_LABEL[state],
    environment: environmentWord(key.environment),
    production: key.environment === "production",
    bearer: bearerOf(entry, names),
    owner: personShown(key.ownerId, names, entry.ownerLeft),
    names: key.names.join(", "),
    marks: marksShown(entry.marks),
    age: keyAgeOn(key.issuedAt, utcDay(key.revokedAt ?? now)),
    goodUntil: state === "revoked" ? "" : (lastGoodDay(key, rules) ?? ""),
    max: maxAge(key.kind, rules),
    issuedAt: key.issuedAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? "",
    lastUsedAt: use.lastAt?.toISOString() ?? "",
  };
}

export function marksShown(marks: readonly KeyMark[]): MarkShown[] {
  return marks.map((mark) => ({ mark, ...KEY_MARK_WORDS[mark] }));
}

export function bearerOf({ key, agent, server }: KeyEntry, names: Names): BearerShown {
  if (agent) return { what: "Agent", name: agent.name, href: `/agents/${agent.slug}` };
  if (server) return { what: "Server", name: server.name, href: `/servers/${server.id}` };
  const name =
    key.personId === null ? "Unknown" : (names.get(key.personId)?.name ?? "Unknown person");
  return { what: "Person", name, href: "" };
}

export function personShown(id: string, names: Names, left = false): PersonShown {
  return { ...(names.get(id) ?? { id, name: "Unknown person", title: "" }), left };
}

export function kindWord(kind: string): string {
  return isKeyKind(kind) ? KEY_KIND_LABEL[kind] : kind;
}

export function environmentWord(environment: string): string {
  const known = Object.entries(ENVIRONMENT_LABEL).find(([each]) => each === environment);
  return known ? known[1] : environment;
}
