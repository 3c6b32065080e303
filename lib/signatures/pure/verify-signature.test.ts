import { expect, test } from "vitest";
import { fromHex, textOf, toHex, utf8 } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";
import { softwareAuthenticator } from "../testing/software-authenticator";
import { authenticatorFacts } from "./assertion";
import { fromBase64url, toBase64url } from "./base64url";
import { challengeOf } from "./challenge";
import {
  formatSignatureManifest,
  hashFile,
  lineHashesText,
  manifestHashOf,
  parseSignatureManifest,
  type SignatureManifest,
} from "./manifest";
import {
  formatSignatureRecord,
  parseSignatureRecord,
  type SignatureRecord,
  signatureHash,
} from "./record";
import { verifySignature } from "./verify-signature";

const rp = { id: "review.example.com", origin: "https://review.example.com" };
const person = "6f9619ff-8b86-4d11-b42d-00c04fc964ff";
const manifest: SignatureManifest = {
  v: 1,
  purpose: "app/review-signoff/v1",
  subject: { kind: "access-review", id: "r1", reference: "AR-2026-Q3", version: 1 },
  role: "sign-off",
  sequence: 1,
  method: "passkey",
  files: { "decisions.ndjson": hashFile(utf8("{}\n{}\n")) },
  counts: { keep: 1 },
  statistics: null,
  signer: { id: person, name: "Noor Haddad", title: "CISO" },
  statement: "I, Noor Haddad, CISO, …",
  conflicts: [],
  scope: "everything",
  policyVersion: 0,
  rp,
  software: "1.0.0 (abc)",
  previous: "",
  preparedAt: "2026-11-21T12:00:00.000Z",
};

function signed(of: SignatureManifest = manifest): { record: SignatureRecord; bytes: Uint8Array } {
  const bytes = formatSignatureManifest(of);
  const nonce = sha256(utf8("nonce"));
  const challenge = challengeOf(nonce, manifestHashOf(bytes));
  const passkey = softwareAuthenticator("Noor");
  const { response } = JSON.parse(
    passkey.sign(JSON.stringify({ challenge: toBase64url(challenge), rpId: rp.id })),
  );
  const facts = authenticatorFacts(fromBase64url(response.authenticatorData) ?? new Uint8Array());
  if (!facts.ok) return expect.fail(facts.detail);
  const { rpIdHash: _, ...flags } = facts.value;
  const record: SignatureRecord = {
    v: 1,
    ...{ id: "s1", challengeId: "s1", subjectKind: of.subject.kind, subjectId: of.subject.id },
    ...{ sequence: of.sequence, role: of.role, personId: of.signer.id },
    ...{ printedName: of.signer.name, printedTitle: of.signer.title, typedName: of.signer.name },
    ...{ method: of.method, manifestHash: toHex(manifestHashOf(bytes)), nonce: toBase64url(nonce) },
    ...{ passkeyId: "p1", credentialId: passkey.credentialId, aaguid: "" },
    ...{ publicKey: toBase64url(passkey.publicKey), algorithm: passkey.algorithm },
    ...{ rpId: of.rp.id, origin: of.rp.origin, clientData: response.clientDataJSON },
    ...{ authenticatorData: response.authenticatorData, signature: response.signature, ...flags },
    ...{ recentlyEnrolled: false, sealKey: null, software: of.software },
    ...{ receivedAt: "2026-11-21T12:01:00.000Z", previousHash: of.previous },
  };
  return { record, bytes };
}

test("SIG-02 SIG-03 a signature and its manifest survive being written and read, and verify", () => {
  const { record, bytes } = signed();
  expect(verifySignature(record, bytes)).toEqual({ ok: true });
  expect(parseSignatureManifest(bytes)).toEqual({ ok: true, value: manifest });
  expect(parseSignatureRecord(formatSignatureRecord(record))).toEqual({ ok: true, value: record });
  expect(fromHex(signatureHash(record))).toEqual(sha256(formatSignatureRecord(record)));
});

type Case = [string, Partial<SignatureRecord>, Partial<SignatureManifest>, string];
const cases: Case[] = [
  ["another manifest", {}, { counts: { keep: 2 } }, "challenge"],
  ["another review", { subjectId: "r2" }, {}, "other_subject"],
  ["another person", { personId: "other" }, {}, "signer"],
  ["another printed name", { printedName: "Jonas Weber" }, {}, "signer"],
  ["another address", { origin: "https://evil.example" }, {}, "signing_origin"],
  ["another role", { role: "stage-1" }, {}, "claim"],
  ["another place in the chain", { previousHash: "00" }, {}, "claim"],
  ["another nonce", { nonce: toBase64url(sha256()) }, {}, "challenge"],
  ["flags that the passkey did not raise", { backedUp: true }, {}, "claim"],
  ["a password where a passkey was promised", { method: "password" }, {}, "claim"],
];

test.each(cases)("SIG-10 %s has its own reason", (_, ofRecord, ofManifest, reason) => {
  const { record, bytes } = signed();
  const isSame = Object.keys(ofManifest).length === 0;
  const shown = isSame ? bytes : formatSignatureManifest({ ...manifest, ...ofManifest });
  const verdict = verifySignature({ ...record, ...ofRecord }, shown);
  expect(verdict).toMatchObject({ ok: false, reason });
});

test("SIG-02 a manifest that is not in its canonical form, or lacks a member, is not read", () => {
  const text = textOf(formatSignatureManifest(manifest)) ?? "";
  for (const odd of [
    ` ${text}`,
    text.replace('"v":1', '"v":2'),
    text.replace('"role"', '"rule"'),
    "{}",
    "",
  ]) {
    expect(parseSignatureManifest(utf8(odd))).toMatchObject({ ok: false, reason: "framing" });
  }
});

test("SIG-10 a file is named by its whole and by each line, the header not counted", () => {
  const file = utf8('{"v":1}\n{"n":1}\n{"n":2}\n');
  const [header, first, second] = lineHashesText(file).split("\n");
  expect(header).toBe(toHex(sha256(utf8('{"v":1}'))));
  expect([first, second]).toEqual([toHex(sha256(utf8('{"n":1}'))), toHex(sha256(utf8('{"n":2}')))]);
  expect(hashFile(file)).toEqual({
    sha256: toHex(sha256(file)),
    lines: 2,
    lineHashes: toHex(sha256(utf8(lineHashesText(file)))),
  });
  expect(hashFile(new Uint8Array()).lines).toBe(0);
});
