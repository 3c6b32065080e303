// People who sign, and what became of it, for tests of signing and of what is signed.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type Actor, GUEST } from "@/lib/auth/actor";
import { beginPasskey } from "@/lib/auth/commands/begin-passkey";
import { acceptInvitation } from "@/lib/auth/commands/join";
import { enrolPasskey } from "@/lib/auth/commands/passkeys";
import { invitePerson } from "@/lib/auth/commands/people";
import type { Role } from "@/lib/auth/permissions";
import { relyingParty } from "@/lib/auth/relying-party";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { db } from "@/lib/db/client";
import { utf8 } from "@/lib/ledger/bytes";
import type { StoredSignature } from "../as-record";
import { acceptAssertion } from "../commands/accept-assertion";
import { acceptPassword } from "../commands/accept-password";
import { type Begun, beginSignature } from "../commands/begin-signature";
import { SIGNING_REFUSAL_SAYS, type SigningRefusal } from "../labels";
import { hashFile, type SignatureMethod, type SignedFile } from "../pure/manifest";
import {
  type Differing,
  type SoftwareAuthenticator,
  softwareAuthenticator,
} from "./software-authenticator";

export const NOW = new Date("2026-11-21T12:00:00.000Z");
export const PASSWORD = "copper lantern oyster ridge";
export const ADMIN: Actor = { kind: "job", id: "test.admin", grants: ["person:manage"] };
export const FILES: Readonly<Record<string, SignedFile>> = {
  "decisions.ndjson": hashFile(utf8("{}\n{}\n")),
};

/** A person who has joined, with PASSWORD. Answers their id. */
export async function joinedPerson(name: string, title: string): Promise<string> {
  const email = `${randomUUID()}@example.com`;
  const invited = await invitePerson(contextOf(ADMIN), { name, email, title, roles: ["owner"] });
  const token = invited.url.split("/").at(-1) ?? "";
  await acceptInvitation(contextOf(GUEST), { token, password: PASSWORD });
  return invited.personId;
}

/** A passkey that is used at the address of this installation. */
export function passkeyOf(seed: string): SoftwareAuthenticator {
  return softwareAuthenticator(seed, { origin: relyingParty().origin });
}

export async function enrolled(
  personId: string,
  passkey: SoftwareAuthenticator,
  at: Date,
): Promise<void> {
  const ctx = contextOf(self(personId), at);
  const { challengeId, options } = await beginPasskey(ctx, { current: PASSWORD, link: "" });
  await enrolPasskey(ctx, { challengeId, name: "Laptop", response: passkey.enrol(options) });
}

export function begin(
  who: string | Actor,
  id: string,
  method: SignatureMethod = "passkey",
  role = "stage-1",
): Promise<Begun> {
  const ctx = contextOf(actorOf(who));
  const subject = { kind: "access-review", id, reference: "AR-2026-Q3", version: 1 };
  const words = { statement: "I, …", conflicts: [], scope: "everything", policyVersion: 0 };
  const wish = {
    subject,
    role,
    method,
    files: FILES,
    counts: { keep: 1 },
    statistics: null,
    ...words,
  };
  return transact(ctx, (tx, record) => beginSignature(tx, record, ctx, wish));
}

export type Trial = {
  readonly response: string;
  readonly at?: Date;
  readonly role?: string;
  readonly typedName?: string;
  readonly files?: Readonly<Record<string, SignedFile>>;
};

export function accept(who: string | Actor, id: string, begun: Begun, trial: Trial) {
  const ctx = contextOf(actorOf(who), trial.at);
  const { response, role = "stage-1", typedName = nameIn(begun), files = FILES } = trial;
  const subject = { kind: "access-review", id };
  const wish = { challengeId: begun.challengeId, subject, role, typedName, files, response };
  return transact(ctx, (tx, record) => acceptAssertion(tx, record, ctx, wish));
}

export async function signWith(
  personId: string,
  id: string,
  passkey: SoftwareAuthenticator,
  more: { role?: string } & Differing = {},
) {
  const { role = "stage-1", ...differing } = more;
  const begun = await begin(personId, id, "passkey", role);
  return accept(personId, id, begun, { response: passkey.sign(begun.options, differing), role });
}

export function signByPassword(personId: string, id: string, begun: Begun, orderId: string) {
  const ctx = contextOf(self(personId));
  const { challengeId } = begun;
  const subject = { kind: "access-review", id };
  const wish = {
    challengeId,
    subject,
    role: "stage-1",
    typedName: nameIn(begun),
    files: FILES,
    orderId,
  };
  return transact(ctx, (tx, record) => acceptPassword(tx, record, ctx, wish));
}

function nameIn({ manifest }: Begun): string {
  return JSON.parse(manifest).signer.name;
}

type Outcome = StoredSignature | AppError;

export async function made(outcome: Promise<Outcome>): Promise<StoredSignature> {
  const signature = await outcome;
  return signature instanceof AppError ? expect.fail(signature.message) : signature;
}

/** That it was refused so, in its own words, and that the change log says so. */
export async function refused(
  begun: Begun,
  outcome: Promise<Outcome>,
  refusal: SigningRefusal,
): Promise<void> {
  const error = await outcome;
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ message: SIGNING_REFUSAL_SAYS[refusal] });
  const newest = (await changes("signature.refused", begun.challengeId)).at(-1);
  expect(newest?.after).toMatchObject({ refusal });
}

export function changes(action: string, subjectId: string) {
  return db().changeLogEntry.findMany({ where: { action, subjectId }, orderBy: { seq: "asc" } });
}

function actorOf(who: string | Actor): Actor {
  return typeof who === "string" ? self(who) : who;
}

export function self(id: string, roles: readonly Role[] = ["owner"]): Actor {
  return { kind: "person", id, roles };
}

export function contextOf(actor: Actor, at = NOW): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}
