import type { Actor } from "@/lib/auth/actor";
import { isRole } from "@/lib/auth/permissions";
import type { CommandContext } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import { sha256 } from "@/lib/ledger/crypto";
import type { Moment } from "./calendar";
import { PEOPLE, type PersonKey } from "./people";

/** Where the story is played: who has been invited so far, and how many acts there were. */
export type Stage = {
  /** The instant the demo is made; all moments are told from it. */
  readonly now: Date;
  readonly personIds: Map<PersonKey, string>;
  acts: number;
};

/** Something that happens at an instant, through the real commands. */
export type Deed = (stage: Stage, at: Date) => Promise<void>;
export type DemoEvent = { readonly at: Moment; readonly deed: Deed };

export function on(at: Moment, deed: Deed): DemoEvent {
  return { at, deed };
}

export function emptyStage(now: Date): Stage {
  return { now, personIds: new Map(), acts: 0 };
}

/** Everybody who was ever invited. */
export function personKeys(): PersonKey[] {
  return Object.keys(PEOPLE).filter((key): key is PersonKey => key in PEOPLE);
}

/** Throws when the story names somebody before they were invited. */
export function personId(stage: Stage, key: PersonKey): string {
  const id = stage.personIds.get(key);
  if (!id) throw new Error(`demo: ${key} acts before being invited`);
  return id;
}

/** A context in which a person acts, with the roles they hold by then. */
export async function asPerson(stage: Stage, key: PersonKey, at: Date): Promise<CommandContext> {
  const id = personId(stage, key);
  const person = await read().person.findUnique({ where: { id }, select: { roles: true } });
  return contextOf(stage, { kind: "person", id, roles: (person?.roles ?? []).filter(isRole) }, at);
}

export function contextOf(stage: Stage, actor: Actor, at: Date): CommandContext {
  stage.acts += 1;
  return { actor, now: at, requestId: uuidOf(`act ${stage.acts}`) };
}

/** The same name always gives the same UUID, of version 8 (RFC 9562 §5.8). */
export function uuidOf(name: string): string {
  const hex = Buffer.from(sha256(new TextEncoder().encode(`marenvik ${name}`))).toString("hex");
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
