import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { revokePasskey } from "@/lib/auth/commands/passkeys";
import { deactivatePerson } from "@/lib/auth/commands/people";
import { lockName } from "@/lib/auth/locks";
import { transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { DAY_MS, MINUTE_MS } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import type { Begun } from "./commands/begin-signature";
import { sealByPassword } from "./commands/seal-by-password";
import type { Keeper } from "./keeper-parts";
import type { SigningRefusal } from "./labels";
import { adoptKeys } from "./orders/adopt";
import { answerKeyOrders } from "./orders/answer";
import { askSeal, awaitSeal } from "./orders/ask";
import { KEEPER } from "./orders/start-keeper";
import { checkSignature, listSignatures } from "./queries";
import { testKeeper } from "./testing/keeper";
import {
  ADMIN,
  accept,
  begin,
  changes,
  contextOf,
  enrolled,
  joinedPerson,
  made,
  NOW,
  PASSWORD,
  passkeyOf,
  refused,
  self,
  signByPassword,
  signWith,
} from "./testing/signing";
import type { Differing } from "./testing/software-authenticator";

const passkey = passkeyOf("Noor");
const answerTo = ({ options }: Begun) => ({ response: passkey.sign(options) });
let noor: string;
let jonas: string;
let keeper: Keeper;

beforeAll(async () => {
  noor = await joinedPerson("Noor Haddad", "CISO");
  jonas = await joinedPerson("Jonas Weber", "Head of payments");
  await enrolled(noor, passkey, new Date(NOW.getTime() - 2 * DAY_MS));
  keeper = await testKeeper();
  await adoptKeys(keeper, contextOf(KEEPER));
});

test("SIG-01 SIG-03 a passkey's answer becomes a signature that verifies again from its raw bytes, chained to the one before", async () => {
  const subject = randomUUID();
  const first = await made(signWith(noor, subject, passkey));
  const second = await made(signWith(noor, subject, passkey, { role: "sign-off" }));
  expect(first).toMatchObject({
    sequence: 1,
    previousHash: "",
    recentlyEnrolled: false,
    printedName: "Noor Haddad",
  });
  expect(second).toMatchObject({ sequence: 2, previousHash: first.hash, role: "sign-off" });
  for (const row of await listSignatures("access-review", subject)) {
    expect(checkSignature(row)).toEqual({ ok: true });
    expect(checkSignature({ ...row, printedTitle: "CEO" })).toMatchObject({ reason: "leaf" });
  }
  const [leaf] = await changes("signature.made", first.id);
  expect(leaf?.after).toMatchObject({
    hash: first.hash,
    manifest: first.manifest,
    credentialId: passkey.credentialId,
  });
  await expect(
    db().signature.updateMany({ where: { id: first.id }, data: { role: "x" } }),
  ).rejects.toThrow();
});

test("SIG-10 each refused answer has its own reason, is recorded, and uses the challenge up", async () => {
  const faults: [Differing, SigningRefusal][] = [
    [{ uv: false }, "user_verification"],
    [{ origin: "https://evil.example" }, "signing_origin"],
    [{ rpId: "evil.example" }, "signing_origin"],
  ];
  for (const [differing, refusal] of faults) {
    const subject = randomUUID();
    const begun = await begin(noor, subject);
    await refused(
      begun,
      accept(noor, subject, begun, { response: passkey.sign(begun.options, differing) }),
      refusal,
    );
    await refused(begun, accept(noor, subject, begun, answerTo(begun)), "replay");
  }
  const subject = randomUUID();
  const begun = await begin(noor, subject);
  await refused(begun, accept(noor, subject, begun, { response: "{}" }), "framing");
});

test("SIG-01 an answer counts once, for five minutes, for its own review and role, and nothing else", async () => {
  const [subject, other] = [randomUUID(), randomUUID()];
  const begun = await begin(noor, subject);
  const response = passkey.sign(begun.options);
  const late = new Date(NOW.getTime() + 5 * MINUTE_MS);
  await refused(begun, accept(noor, subject, begun, { ...answerTo(begun), at: late }), "expired");
  await refused(begun, accept(noor, other, begun, answerTo(begun)), "other_subject");
  await refused(
    begun,
    accept(noor, subject, begun, { ...answerTo(begun), role: "sign-off" }),
    "other_subject",
  );
  await refused(begun, accept(noor, subject, begun, { ...answerTo(begun), files: {} }), "changed");
  await made(accept(noor, subject, begun, { response }));
  await refused(begun, accept(noor, subject, begun, { response }), "replay");
  const again = await begin(noor, subject);
  await refused(again, accept(noor, subject, again, { response }), "replay"); // the same answer, another challenge
  const elsewhere = await begin(noor, other);
  await refused(elsewhere, accept(noor, other, elsewhere, { response }), "other_subject");
});

test("SIG-10 of two who send one answer at once, one signs", async () => {
  const subject = randomUUID();
  const begun = await begin(noor, subject);
  const both = await Promise.all([
    accept(noor, subject, begun, answerTo(begun)),
    accept(noor, subject, begun, answerTo(begun)),
  ]);
  expect(both.filter((one) => one instanceof AppError)).toHaveLength(1);
  expect(await listSignatures("access-review", subject)).toHaveLength(1);
});

test("SIG-01 an answer that did not hold has used the challenge up for one that waited behind it", async () => {
  const subject = randomUUID();
  const begun = await begin(noor, subject);
  const bad = { response: passkey.sign(begun.options, { uv: false }) };
  const both = await db().$transaction(async (tx) => {
    await lockName(tx, `signatures:access-review:${subject}`);
    const first = accept(noor, subject, begun, bad);
    await waiting(1);
    const second = accept(noor, subject, begun, answerTo(begun));
    await waiting(2);
    return { first, second };
  });
  await both.first;
  await refused(begun, both.second, "replay");
});

function waiting(count: number) {
  const waits = () =>
    db()
      .$queryRaw`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  return expect.poll(waits).toHaveLength(count);
}

test("SIG-02 whoever signs after another has signed begins again, and a name typed wrong costs nothing", async () => {
  const subject = randomUUID();
  const [first, second] = [await begin(noor, subject), await begin(noor, subject)];
  await expect(
    accept(noor, subject, first, { ...answerTo(first), typedName: "Noor" }),
  ).rejects.toMatchObject({
    fieldErrors: { typedName: [expect.stringContaining("Noor Haddad")] },
  });
  await made(accept(noor, subject, first, { ...answerTo(first), typedName: " noor  haddad " }));
  await refused(second, accept(noor, subject, second, answerTo(second)), "superseded");
});

test("SIG-11 nobody signs for a person: not another person, an admin, a job, a token or a source", async () => {
  const subject = randomUUID();
  const begun = await begin(noor, subject);
  const everything = ["review:sign", "review:decide", "review:prepare"] as const;
  const others: [Actor, SigningRefusal][] = [
    [{ kind: "person", id: jonas, roles: ["admin", "compliance"] }, "other_person"],
    [{ kind: "job", id: noor, grants: everything }, "not_a_person"],
    [{ kind: "source", id: noor, grants: everything }, "not_a_person"],
    [{ kind: "token", id: noor, grants: everything, responsibleId: noor }, "not_a_person"],
  ];
  for (const [actor, refusal] of others) {
    await refused(begun, accept(actor, subject, begun, answerTo(begun)), refusal);
    if (refusal === "not_a_person") {
      await expect(begin(actor, subject)).rejects.toMatchObject({ code: "forbidden" });
    }
  }
  const own = await begin(jonas, subject, "password");
  await refused(own, accept(jonas, subject, own, answerTo(own)), "not_the_method");
  expect(await listSignatures("access-review", subject)).toEqual([]);
  await made(accept(noor, subject, begun, answerTo(begun))); // and none of it was in her way
});

test("SIG-07 SIG-08 another's passkey, a revoked one and a copy sign nothing; a new one is flagged; what was signed stays", async () => {
  const lena = await joinedPerson("Lena Brandt", "Risk owner");
  const old = passkeyOf("Lena");
  await enrolled(lena, old, new Date(NOW.getTime() - 60 * MINUTE_MS));
  const subject = randomUUID();
  const begun = await begin(lena, subject);
  await refused(
    begun,
    accept(lena, subject, begun, { response: passkey.sign(begun.options) }),
    "unknown_credential",
  );
  const first = await made(signWith(lena, subject, old, { counter: 7 }));
  expect(first.recentlyEnrolled).toBe(true);
  const copy = await begin(lena, subject);
  await refused(
    copy,
    accept(lena, subject, copy, { response: old.sign(copy.options, { counter: 7 }) }),
    "counter",
  );
  const open = await begin(lena, subject);
  const { id: passkeyId } = await db().passkey.findFirstOrThrow({ where: { personId: lena } });
  await revokePasskey(contextOf(self(lena)), { passkeyId });
  await refused(
    open,
    accept(lena, subject, open, { response: old.sign(open.options, { counter: 9 }) }),
    "revoked_passkey",
  );
  await expect(begin(lena, subject)).rejects.toMatchObject({ code: "invalid_input" });
  await deactivatePerson(contextOf(ADMIN), { personId: lena, reason: "She left." });
  const [kept] = await listSignatures("access-review", subject);
  expect(kept && checkSignature(kept)).toEqual({ ok: true });
});

test("SIG-04 by password: the person shows who they are, the keeper seals their own challenge alone, and it verifies as such", async () => {
  const subject = randomUUID();
  const begun = await begin(jonas, subject, "password");
  await expect(begin(noor, subject, "password")).rejects.toMatchObject({ code: "forbidden" });
  const seal = (actor: Actor, current: string) =>
    sealByPassword(contextOf(actor), { challengeId: begun.challengeId, current }, async (id) => {
      await answerKeyOrders(keeper, contextOf(KEEPER));
      return awaitSeal(id);
    });
  await expect(seal(self(jonas), "not it, not it")).rejects.toMatchObject({
    fieldErrors: { current: [expect.any(String)] },
  });
  await expect(seal(self(noor), PASSWORD)).rejects.toMatchObject({ code: "not_found" });
  const { orderId } = await seal(self(jonas), PASSWORD);
  const signed = await made(signByPassword(jonas, subject, begun, orderId));
  expect(signed).toMatchObject({ method: "password", sealKey: keeper.vkey, passkeyId: null });
  expect(checkSignature(signed)).toEqual({ ok: true });
  const next = await begin(jonas, subject, "password");
  await refused(next, signByPassword(jonas, subject, next, orderId), "seal");
});

test("SIG-11 the keeper seals no challenge of a passkey, of another person, or that nobody began", async () => {
  const begun = await begin(noor, randomUUID());
  const { challenge } = await db().signatureChallenge.findUniqueOrThrow({
    where: { id: begun.challengeId },
  });
  const byOther = await begin(jonas, randomUUID(), "password");
  const { challenge: other } = await db().signatureChallenge.findUniqueOrThrow({
    where: { id: byOther.challengeId },
  });
  const wishes: [Actor, string, Uint8Array][] = [
    [self(noor), begun.challengeId, challenge],
    [self(noor), byOther.challengeId, other],
    [{ kind: "job", id: "some.job", grants: [] }, byOther.challengeId, other],
    [self(jonas), byOther.challengeId, challenge],
    [self(jonas), randomUUID(), other],
  ];
  for (const [actor, id, payload] of wishes) {
    const ctx = contextOf(actor);
    const order = await transact(ctx, (tx, record) =>
      askSeal(tx, record, ctx, { kind: "sign-off", subject: { kind: "signature", id }, payload }),
    );
    await answerKeyOrders(keeper, contextOf(KEEPER));
    await expect(awaitSeal(order)).rejects.toMatchObject({ code: "unavailable" });
  }
});
