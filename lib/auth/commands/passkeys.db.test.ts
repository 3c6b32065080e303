import { createHash, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type Actor, GUEST } from "@/lib/auth/actor";
import { relyingParty } from "@/lib/auth/relying-party";
import type { CommandContext } from "@/lib/change-log/transact";
import { MINUTE_MS } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { beginPasskey } from "./begin-passkey";
import { acceptInvitation } from "./join";
import { makeLink } from "./links";
import { enrolPasskey, renamePasskey, revokePasskey } from "./passkeys";
import { invitePerson } from "./people";
import { signIn } from "./sign-in";
import { startProviderSession } from "./start-session";

const now = new Date("2026-11-21T12:00:00.000Z");
const PASSWORD = "copper lantern oyster ridge";
const admin: Actor = { kind: "job", id: "test.admin", grants: ["person:manage"] };
const UP_UV_AT = 0b0100_0101; // user present, user verified, attested credential data
const UP_AT = 0b0100_0001;
const BE_BS = 0b0001_1000; // may be synced, and is
let email: string;
let personId: string;

beforeEach(async () => {
  email = `${randomUUID()}@example.com`;
  const identity = { name: "Noor", email, title: "Officer" };
  const made = await invitePerson(contextOf(admin), { ...identity, roles: ["compliance"] });
  personId = made.personId;
  const token = made.url.split("/").at(-1) ?? "";
  await acceptInvitation(contextOf(GUEST), { token, password: PASSWORD });
});

test("an enrolled passkey keeps its public key and the raw bytes of its enrolment", async () => {
  const sent = await enrol();
  const [passkey] = await passkeys();
  const party = relyingParty();
  expect(passkey).toMatchObject({ name: "Laptop", algorithm: -7, verification: "password" });
  expect(passkey).toMatchObject({ rpId: party.id, origin: party.origin, vouchedById: null });
  expect(passkey).toMatchObject({ deviceBound: true, backedUp: false, revokedAt: null });
  expect(encoded(passkey?.clientData)).toBe(sent.response.clientDataJSON);
  expect(encoded(passkey?.attestation)).toBe(sent.response.attestationObject);
  expect(passkey?.credentialId).toBe(sent.id);
});

test("a passkey that may be synced is kept as such", async () => {
  await enrol({ flags: UP_UV_AT | BE_BS });
  expect(await passkeys()).toMatchObject([{ deviceBound: false, backedUp: true }]);
});

test("enrolling asks for ES256 or EdDSA, user verification and nothing else", async () => {
  const { options } = await begin();
  expect(JSON.parse(options)).toMatchObject({
    attestation: "direct",
    authenticatorSelection: { userVerification: "required", residentKey: "preferred" },
    pubKeyCredParams: [{ alg: -8 }, { alg: -7 }],
    rp: { id: relyingParty().id },
  });
});

test("a passkey that did not verify its user, or answers for another site, is refused", async () => {
  for (const differing of [
    { flags: UP_AT },
    { origin: "https://evil.example" },
    { rpId: "evil.example" },
  ]) {
    await expect(enrol(differing)).rejects.toMatchObject({ code: "invalid_input" });
  }
  expect(await passkeys()).toEqual([]);
});

test("a key of another algorithm is refused", async () => {
  await expect(enrol({ algorithm: -257 })).rejects.toMatchObject({ code: "invalid_input" });
});

test("what is no WebAuthn answer at all is refused", async () => {
  const { challengeId } = await begin();
  for (const response of ["", "null", "{}", '{"id":"!"}', "x".repeat(20_000)]) {
    await expect(
      enrolPasskey(contextOf(self()), { challengeId, name: "Laptop", response }),
    ).rejects.toMatchObject({ code: "invalid_input" });
  }
});

test("a challenge is good once, for five minutes, and for the person it was made for", async () => {
  const begun = await begin();
  const response = JSON.stringify(answer(begun.options));
  const finish = (actor: Actor, at = now) =>
    enrolPasskey(contextOf(actor, at), {
      challengeId: begun.challengeId,
      name: "Laptop",
      response,
    });
  const stranger: Actor = { kind: "person", id: randomUUID(), roles: ["admin"] };
  await expect(finish(stranger)).rejects.toMatchObject({ code: "conflict" });
  const late = new Date(now.getTime() + 5 * MINUTE_MS);
  await expect(finish(self(), late)).rejects.toMatchObject({ code: "conflict" });
  await finish(self());
  await expect(finish(self())).rejects.toMatchObject({ code: "conflict" });
});

test("an answer to one challenge does not fit another", async () => {
  const [one, other] = [await begin(), await begin()];
  const response = JSON.stringify(answer(one.options));
  await expect(
    enrolPasskey(contextOf(self()), { challengeId: other.challengeId, name: "Laptop", response }),
  ).rejects.toMatchObject({ code: "invalid_input" });
});

test("a wrong current password starts no enrolment and counts as a failed sign-in", async () => {
  for (let n = 0; n < 5; n += 1) {
    await expect(begin("not it, not it")).rejects.toMatchObject({
      fieldErrors: { current: [expect.any(String)] },
    });
  }
  await expect(begin()).rejects.toMatchObject({ code: "throttled" });
  const origin = { address: randomUUID(), userAgent: "test" };
  const outcome = await signIn(contextOf(GUEST), { email, password: PASSWORD }, origin);
  expect(outcome).toMatchObject({ status: "wait" });
});

test("without a password a sign-in of the last ten minutes stands in for it", async () => {
  await db().passwordCredential.deleteMany({ where: { personId } });
  const origin = { address: randomUUID(), userAgent: "test" };
  const sessionId = await startProviderSession(contextOf(GUEST), personId, origin);
  const at = (minutes: number) =>
    contextOf(self(sessionId), new Date(now.getTime() + minutes * MINUTE_MS));
  await expect(beginPasskey(at(10), { current: "", link: "" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await beginPasskey(at(9), { current: "", link: "" });
  await expect(
    beginPasskey(contextOf(self(), now), { current: "", link: "" }),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("a second passkey is the person's own affair; renewing after all are revoked takes an admin's link", async () => {
  await enrol();
  await enrol();
  const [first, second] = await passkeys();
  await revoke(first?.id);
  await enrol();
  const [, , third] = await passkeys();
  await revoke(second?.id);
  await revoke(third?.id);
  await expect(enrol()).rejects.toMatchObject({ code: "forbidden" });
  await expect(begin(PASSWORD, "no such link")).rejects.toMatchObject({ code: "forbidden" });
  const { url } = await makeLink(contextOf(admin), { personId, purpose: "passkey" });
  const link = url.split("/").at(-1) ?? "";
  await enrol({}, link);
  expect((await passkeys()).at(-1)).toMatchObject({ vouchedById: admin.id, revokedAt: null });
});

test("an admin's passkey link is used up by the enrolment", async () => {
  await enrol();
  await revoke((await passkeys())[0]?.id);
  const { url } = await makeLink(contextOf(admin), { personId, purpose: "passkey" });
  const link = url.split("/").at(-1) ?? "";
  const [one, other] = [await begin(PASSWORD, link), await begin(PASSWORD, link)];
  await finish(one);
  await expect(finish(other)).rejects.toMatchObject({ code: "conflict" });
});

test("a revoked passkey is kept, and revoking it again is a conflict", async () => {
  await enrol();
  const [passkey] = await passkeys();
  await revoke(passkey?.id);
  expect(await passkeys()).toMatchObject([{ id: passkey?.id, revokedAt: now }]);
  await expect(revoke(passkey?.id)).rejects.toMatchObject({ code: "conflict" });
});

test("nobody renames or revokes another's passkey", async () => {
  await enrol();
  const passkeyId = (await passkeys())[0]?.id ?? "";
  const stranger = contextOf({ kind: "person", id: randomUUID(), roles: ["admin", "compliance"] });
  await expect(revokePasskey(stranger, { passkeyId })).rejects.toMatchObject({ code: "not_found" });
  await expect(renamePasskey(stranger, { passkeyId, name: "Mine" })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("the log holds the key and its enrolment, but not the name a person gave it", async () => {
  await enrol();
  const [passkey] = await passkeys();
  await renamePasskey(contextOf(self()), { passkeyId: passkey?.id ?? "", name: "Noor's phone" });
  const changes = await db().changeLogEntry.findMany({
    where: { subjectId: passkey?.id ?? "" },
    orderBy: { seq: "asc" },
  });
  expect(changes.map(({ action }) => action)).toEqual(["passkey.enrolled", "passkey.renamed"]);
  expect(changes[0]?.after).toMatchObject({
    publicKey: encoded(passkey?.publicKey),
    algorithm: -7,
  });
  expect(JSON.stringify(changes.map(({ after }) => after))).not.toMatch(/Laptop|Noor/);
});

type Differing = { flags?: number; origin?: string; rpId?: string; algorithm?: number };

async function enrol(differing: Differing = {}, link = "") {
  return finish(await begin(PASSWORD, link), differing);
}

function begin(current = PASSWORD, link = "") {
  return beginPasskey(contextOf(self()), { current, link });
}

async function finish(begun: Awaited<ReturnType<typeof begin>>, differing: Differing = {}) {
  const sent = answer(begun.options, differing);
  const input = { challengeId: begun.challengeId, name: "Laptop", response: JSON.stringify(sent) };
  await enrolPasskey(contextOf(self()), input);
  return sent;
}

function revoke(passkeyId = "") {
  return revokePasskey(contextOf(self()), { passkeyId });
}

// What an authenticator without attestation answers (WebAuthn Level 3 §6.5), in software.
function answer(options: string, differing: Differing = {}) {
  const { challenge } = z.object({ challenge: z.string() }).parse(JSON.parse(options));
  const party = relyingParty();
  const { flags = UP_UV_AT, origin = party.origin, rpId = party.id, algorithm = -7 } = differing;
  const id = randomBytes(16);
  const authData = Buffer.concat([
    createHash("sha256").update(rpId).digest(),
    Buffer.from([flags, 0, 0, 0, 0]),
    Buffer.alloc(16), // AAGUID
    Buffer.from([0, id.byteLength]),
    id,
    coseKey(algorithm),
  ]);
  const attestation = isoCBOR.encode(
    new Map<string, string | Map<string, string> | Uint8Array<ArrayBuffer>>([
      ["fmt", "none"],
      ["attStmt", new Map<string, string>()],
      ["authData", new Uint8Array(authData)],
    ]),
  );
  const clientData = { type: "webauthn.create", challenge, origin, crossOrigin: false };
  return {
    id: encoded(id),
    rawId: encoded(id),
    type: "public-key",
    response: {
      clientDataJSON: encoded(Buffer.from(JSON.stringify(clientData))),
      attestationObject: encoded(attestation),
      transports: ["internal"],
    },
  };
}

// COSE_Key of RFC 9053 §7.1.1: kty EC2, alg, crv P-256, x, y.
function coseKey(algorithm: number): Uint8Array {
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  return isoCBOR.encode(
    new Map<number, number | Uint8Array<ArrayBuffer>>([
      [1, 2],
      [3, algorithm],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, "base64url"))],
      [-3, new Uint8Array(Buffer.from(y, "base64url"))],
    ]),
  );
}

function encoded(bytes: Uint8Array = new Uint8Array()): string {
  return Buffer.from(bytes).toString("base64url");
}

function passkeys() {
  return db().passkey.findMany({ where: { personId }, orderBy: [{ enrolledAt: "asc" }] });
}

function self(sessionId?: string): Actor {
  return {
    kind: "person",
    id: personId,
    roles: ["compliance"],
    ...(sessionId ? { sessionId } : {}),
  };
}

function contextOf(actor: Actor, at = now): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}
