import { describe, expect, test } from "vitest";
import { toBase64 } from "@/lib/ledger/base64";
import { fromHex, utf8 } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";
import { type Files, memorySource } from "@/lib/ledger/testing/memory-bundle";
import { withFlippedBit } from "@/lib/ledger/testing/random";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import { parseTlogProof } from "@/lib/ledger/tlog-proof";
import { formatVkey } from "@/lib/ledger/vkey";
import { GOVERNANCE_SIGNER } from "../testing/governance-log";
import { HONEST, type PackWish, samplePack, sealed, with1 } from "../testing/memory-pack";
import {
  ADA,
  assignmentLines,
  BEN,
  CLEO,
  correctedLines,
  DEE,
  deltaLines,
  ndjson,
  partLines,
  snapshotLines,
  wholeLines,
} from "../testing/sample-review";
import { softwareAuthenticator } from "../testing/software-authenticator";
import { fromBase64url, toBase64url } from "./base64url";
import { challengeOf, sealMessage } from "./challenge";
import { hashFile } from "./manifest";
import type { SignatureRecord } from "./record";
import { unopenedPack, verifyPack } from "./verify-pack";
import type { PackReport } from "./verify-pack-report";

async function verified(
  files: Files,
  trusted = [GOVERNANCE_SIGNER.key],
  given: readonly { readonly name: string; readonly bytes: Uint8Array }[] = [],
): Promise<PackReport> {
  return await verifyPack({
    ...{ source: memorySource(files), trusted, given },
    recall: async () => null,
    tokenHolds: null,
  });
}

/** Outcome, and where the first failure is. */
async function verdictOf(files: Files): Promise<string> {
  const { outcome, first } = await verified(files);
  if (first === null) return outcome;
  return [outcome, first.reason, first.file ?? "-", first.index ?? "-"].join(" ");
}

const made = (wish: PackWish = {}) => verdictOf(samplePack(wish));
const SNAPSHOT = hashFile(ndjson(snapshotLines())).sha256;

test("an honest pack holds, and each signature with it", async () => {
  const report = await verified(samplePack());
  expect([report.first, report.outcome, report.exit]).toEqual([null, "VERIFIED", 10]);
  expect(report.signatures.map(({ role, name, holds }) => `${role} ${name} ${holds}`)).toEqual([
    "stage-1 Ada Moreau true",
    "stage-1 Ben Okafor true",
    "stage-2 Cleo Lindqvist true",
    "sign-off Dee Farrow true",
  ]);
});

/** The files with one replaced or, for null, removed; the manifest and the seal are made to fit, as the operator could. */
function operator(files: Files, name: string, bytes: Uint8Array | null): Files {
  const changed = new Map(files);
  if (bytes === null) changed.delete(name);
  else changed.set(name, bytes);
  return sealed(changed, ndjson(snapshotLines()));
}

/** The same by somebody outside, who cannot seal. */
function outsider(files: Files, name: string, change: (text: string) => string): Files {
  const text = new TextDecoder().decode(files.get(name));
  return new Map(files).set(name, utf8(change(text)));
}

const text = (files: Files, name: string) => new TextDecoder().decode(files.get(name));
const FILES = samplePack();
const SIGNATURE = "signatures/001/signature.json";
const PART = "signatures/001/decisions.ndjson";
const WHOLE = "signatures/004/decisions.ndjson";

describe("SIG-10 each planted fault has a verdict of its own", () => {
  test("G7 one changed decision byte is named by file and line, whoever seals the pack", async () => {
    const change = (was: string) => was.replace('"outcome":"reduce"', '"outcome":"reducf"');
    const outside = outsider(FILES, PART, change);
    expect(await verdictOf(outside)).toBe(`INVALID decisions ${PART} 2`);
    expect([...(await verified(outside)).counts.keys()]).toEqual(
      expect.arrayContaining(["decisions", "file_hash"]),
    );
    const inside = operator(FILES, PART, outside.get(PART) ?? null);
    expect(await verdictOf(inside)).toBe(`INVALID decisions ${PART} 2`);
    const whole = outsider(FILES, WHOLE, (was) => was.replace("Said by", "Sain by"));
    expect(await verdictOf(whole)).toBe(`INVALID decisions ${WHOLE} 1`);
    const unnamed = operator(inside, "signatures/001/decisions.lines", utf8("x\n"));
    expect(await verdictOf(unnamed)).toBe(`INVALID decisions ${PART} -`);
  });

  test("SCN-06 one byte of an exported table fails by its name, and the seal by any change of the manifest", async () => {
    const kept = outsider(FILES, "decisions.csv", (was) => was.replace("keep", "kept"));
    expect(await verdictOf(kept)).toBe("INVALID decisions decisions.csv 1");
    expect((await verified(kept)).counts.get("file_hash")).toBe(1);
    const table = outsider(FILES, "decisions.csv", (was) => was.replace("Meaning", "Meanink"));
    expect(await verdictOf(table)).toBe("INVALID file_hash decisions.csv -");
    const manifest = new Map(sealed(table, ndjson(snapshotLines())));
    manifest.set("manifest.seal", FILES.get("manifest.seal") ?? new Uint8Array());
    expect(await verdictOf(manifest)).toBe("INVALID seal manifest.seal -");
  });

  test("SCN-06 a table that the server itself sealed is held against what was signed", async () => {
    const changed = (from: string, to: string) =>
      operator(FILES, "decisions.csv", utf8(text(FILES, "decisions.csv").replace(from, to)));
    expect(await verdictOf(changed('"revoke"', '"keep"'))).toBe(
      "INVALID decisions decisions.csv 4",
    );
    expect(await verdictOf(changed(`Said by ${BEN}`, "Said by none"))).toBe(
      "INVALID decisions decisions.csv 3",
    );
    expect(await verdictOf(changed("outcome,", "outcomes,"))).toBe(
      "INVALID decisions decisions.csv -",
    );
    const end = "2026-12-31T00:00:00.000Z";
    expect(await verdictOf(changed(`"${end}"`, `"${end.replace("6", "7")}"`))).toBe(
      "INVALID decisions decisions.csv 3",
    );
    expect(await verdictOf(changed("; orders.list", "; orders.pay"))).toBe(
      "INVALID decisions decisions.csv 2",
    );
    const [head = "", first = ""] = text(FILES, "decisions.csv").split(/(?<=\r\n)(?=\d,)/);
    const twice = text(FILES, "decisions.csv")
      .split(/(?<=\r\n)(?=[3-5],)/)
      .slice(1);
    expect(
      await verdictOf(
        operator(FILES, "decisions.csv", utf8([head, first, first, ...twice].join(""))),
      ),
    ).toBe("INVALID decisions decisions.csv 1");
    const short = text(FILES, "decisions.csv").split("5,")[0] ?? "";
    expect(await verdictOf(operator(FILES, "decisions.csv", utf8(short)))).toMatch(/^INVALID/);
  });

  test("a swapped file: of another person, another role, another review", async () => {
    const file = `INVALID swapped ${PART} 0`;
    const of = (bytes: Uint8Array) => verdictOf(operator(FILES, PART, bytes));
    expect(await of(FILES.get("signatures/002/decisions.ndjson") ?? utf8(""))).toBe(file);
    expect(await of(ndjson(partLines("stage-2", CLEO, SNAPSHOT)))).toBe(file);
    const other = text(FILES, PART).replaceAll("-000000000001", "-000000000002");
    expect(await of(utf8(other))).toBe(file);
    const ofBen = { decisions: ndjson(partLines("stage-1", BEN, SNAPSHOT)) };
    expect(await made({ signatures: with1(0, { files: ofBen }) })).toBe(file);
  });

  test("SCN-07 a replayed answer: of a signature before it, and of something else", async () => {
    const again = with1(1, {
      record: (record, [first]) => {
        if (first === undefined) return record;
        const { clientData, authenticatorData, signature, nonce } = first;
        return { ...record, clientData, authenticatorData, signature, nonce };
      },
    });
    expect(await made({ signatures: again })).toBe(
      "INVALID replay signatures/002/signature.json -",
    );
    const old = with1(0, { record: (record) => ({ ...record, nonce: "A".repeat(43) }) });
    expect(await made({ signatures: old })).toBe(`INVALID challenge ${SIGNATURE} -`);
  });

  test("an answer for another review", async () => {
    const subject = { kind: "access-review", id: ADA, reference: "AR-2026-Q2", version: 1 };
    const wish = with1(0, { says: { subject } });
    expect(await made({ signatures: wish })).toBe(`INVALID other_subject ${SIGNATURE} -`);
  });

  test.each([
    ["another origin", "signing_origin", { origin: "https://reviews.example.net" }],
    ["another site", "signing_origin", { rpId: "example.net" }],
    ["a frame of another site", "signing_origin", { crossOrigin: true }],
    ["another act", "signing_origin", { type: "webauthn.create" }],
    ["no user verification", "user_verification", { uv: false }],
  ])("%s", async (_, reason, differing) => {
    expect(await made({ signatures: with1(0, { differing }) })).toBe(
      `INVALID ${reason} ${SIGNATURE} -`,
    );
  });

  test("a signature that does not fit its bytes", async () => {
    const bent = with1(0, {
      record: (was) => ({ ...was, authenticatorData: bend(was.authenticatorData), counter: 1 }),
    });
    expect(await made({ signatures: bent })).toBe(`INVALID assertion ${SIGNATURE} -`);
  });

  test("somebody signs who was not to: a part, the sign-off, with the passkey of another", async () => {
    const byAda = with1(3, { person: ADA });
    expect(await made({ signatures: byAda })).toBe(
      "INVALID signer signatures/004/signature.json -",
    );
    const [head = {}, ...lines] = assignmentLines();
    const without = [
      { ...head, lines: 6 },
      ...lines.filter(({ n, person }) => n !== 2 || person !== ADA),
    ];
    const files = {
      assignments: ndjson([...without, { ...lines[2], from: "2026-10-11T00:00:00.000Z" }]),
    };
    expect(await made({ signatures: with1(3, { files }) })).toBe(`INVALID signer ${PART} 2`);
    expect(await made({ signatures: with1(0, { passkeyOf: BEN }) })).toMatch(
      /^INVALID enrolment enrolments\//,
    );
    expect(await made({ signatures: with1(0, { leaf: { actorId: BEN } }) })).toBe(
      "INVALID signer signatures/001/leaf.tlog-proof 7",
    );
  });

  test("the enrolment: none, by somebody else, after the signature, revoked before it", async () => {
    const [enrolment = ""] = [...FILES.keys()].filter((name) => name.startsWith("enrolments/"));
    expect(await verdictOf(operator(FILES, enrolment, null))).toBe(
      `INVALID enrolment ${enrolment} -`,
    );
    expect(await made({ enrolledBy: DEE })).toBe(`INVALID enrolment ${enrolment} 2`);
    expect(await made({ revoked: "2026-10-01T00:00:00.000Z" })).toMatch(
      /^INVALID enrolment .*revoked/,
    );
  });

  test("G6 one byte of the snapshot, and a snapshot that the log does not know", async () => {
    const bent = ndjson(snapshotLines());
    const changed = operator(
      FILES,
      "snapshot.ndjson",
      utf8(new TextDecoder().decode(bent).replace("Line 3", "Line 8")),
    );
    expect(await verdictOf(changed)).toBe("INVALID snapshot snapshot.ndjson 3");
    expect(await made({ launched: { snapshotHash: "0".repeat(64) } })).toMatch(/^INVALID snapshot/);
  });

  test("a line of the delta taken out, and one that nobody disposed of", async () => {
    const [header = {}, line = {}] = deltaLines(SNAPSHOT);
    const delta = "signatures/004/delta.ndjson";
    expect(await verdictOf(operator(FILES, delta, ndjson([header])))).toBe(
      `INVALID delta ${delta} 1`,
    );
    const open = { delta: ndjson([header, { ...line, disposition: "" }]) };
    expect(await made({ signatures: with1(3, { files: open }) })).toBe(`INVALID delta ${delta} 1`);
    const none = { delta: null };
    expect(await made({ signatures: with1(3, { files: none }) })).toMatch(/^INVALID delta/);
  });

  test("the assignments are others than were signed", async () => {
    const file = "signatures/004/assignments.ndjson";
    const changed = text(FILES, file).replace("owns the server", "owns the servers");
    expect(await verdictOf(operator(FILES, file, utf8(changed)))).toBe(
      `INVALID assignments ${file} 1`,
    );
  });

  test("the sign-off says what nobody signed, leaves out what somebody signed, or counts otherwise", async () => {
    const whole = (change: (lines: string) => string) => {
      const files = { decisions: utf8(change(text(FILES, WHOLE))) };
      return made({ signatures: with1(3, { files }) });
    };
    expect(await whole((was) => was.replace(`Said by ${ADA}`, "Said by nobody"))).toBe(
      `INVALID decisions ${WHOLE} 1`,
    );
    expect(await whole((was) => was.replace('"outcome":"revoke"', '"outcome":"keep"'))).toBe(
      `INVALID decisions ${WHOLE} 4`,
    );
    const [header = {}, first = {}, ...others] = wholeLines(SNAPSHOT);
    const unanswered = { ...first, outcome: "no-response", decisions: [] };
    const leftOut = { decisions: ndjson([header, unanswered, ...others]) };
    expect(await made({ signatures: with1(3, { files: leftOut }) })).toBe(
      `INVALID decisions ${WHOLE} 1`,
    );
    const short = {
      decisions: ndjson([{ ...header, lines: 4 }, first, ...others.slice(0, 3)]),
    };
    expect(await made({ signatures: with1(3, { files: short }) })).toBe(`INVALID count ${WHOLE} 5`);
    const counts = { keep: 5 };
    expect(await made({ signatures: with1(3, { says: { counts } }) })).toMatch(/^INVALID count/);
  });

  test("a signature left out breaks the chain; one made by the server under no proven key is none", async () => {
    const files = new Map([...FILES].filter(([name]) => !name.startsWith("signatures/002/")));
    expect(await verdictOf(sealed(files, ndjson(snapshotLines())))).toBe(
      "INVALID order signatures/003/signature.json -",
    );
    const other = { sealKey: "other+00000000+AA==" };
    const forged = with1(0, { method: "password", record: (was) => ({ ...was, ...other }) });
    expect(await made({ signatures: forged })).toBe(`INVALID seal ${SIGNATURE} -`);
  });

  test("a file that no pack has, and a proof under a key nobody trusts", async () => {
    const stray = operator(FILES, "signatures/001/notes.txt", utf8("x"));
    expect(await verdictOf(stray)).toBe("INVALID stray_file signatures/001/notes.txt -");
    const other = sampleSigner("ledger.example.com/acme/governance", 9).key;
    expect((await verified(FILES, [other])).first?.reason).toBe("unknown_key");
  });
});

describe("SIG-10 what a dishonest server could try", () => {
  test("to hand out another signature than the log took, or one that came too late", async () => {
    const leaf = { hash: "0".repeat(64) };
    expect(await made({ signatures: with1(0, { leaf }) })).toBe(
      "INVALID leaf signatures/001/leaf.tlog-proof 7",
    );
    const receivedAt = "2026-10-20T10:06:00.000Z";
    const late = with1(0, { record: (was) => ({ ...was, receivedAt }) });
    expect(await made({ signatures: late })).toBe(`INVALID challenge ${SIGNATURE} -`);
  });

  test("to sign with a key of its own under the credential of a person, or to enrol one afterwards", async () => {
    const credentialId = softwareAuthenticator(ADA).credentialId;
    const record = (was: SignatureRecord) => ({ ...was, credentialId });
    const forged = with1(0, { passkeyOf: "the server", record });
    expect(await made({ signatures: forged })).toBe(
      `INVALID enrolment enrolments/${credentialId}.tlog-proof 2`,
    );
    expect(await made({ enrolledLast: true })).toMatch(/^INVALID enrolment/);
  });

  test("to seal with a key that the log does not know", async () => {
    const other = sampleSigner("seal.example.com", 6);
    const vkey = formatVkey(other.key);
    const bySeal = (was: SignatureRecord) => {
      const nonce = fromBase64url(was.nonce) ?? new Uint8Array();
      const challenge = challengeOf(nonce, fromHex(was.manifestHash) ?? new Uint8Array());
      const signature = toBase64url(other.sign(sealMessage("sign-off", challenge)));
      return { ...was, sealKey: vkey, signature };
    };
    const forged = with1(0, { method: "password", record: bySeal });
    expect(await made({ signatures: forged })).toBe(`INVALID seal ${SIGNATURE} -`);
    const manifest = FILES.get("manifest.json") ?? new Uint8Array();
    const signature = toBase64(other.sign(sealMessage("pack", sha256(manifest))));
    const seal = utf8(JSON.stringify({ vkey, signature }));
    expect(await verdictOf(new Map(FILES).set("manifest.seal", seal))).toBe(
      "INVALID seal manifest.seal -",
    );
  });

  test("to show the start of another review, another entry, or another log", async () => {
    expect(await made({ launchedOf: ADA })).toBe(
      "INVALID other_subject proofs/launched.tlog-proof 6",
    );
    const other = FILES.get("proofs/seal-key.tlog-proof") ?? null;
    expect(await verdictOf(operator(FILES, "proofs/launched.tlog-proof", other))).toBe(
      "INVALID claim proofs/launched.tlog-proof 1",
    );
    const origin = "ledger.example.com/other/governance";
    expect(await made({ says: { origin } })).toBe("INVALID origin proofs/launched.tlog-proof 6");
  });

  test("to have a part signed over another snapshot, in another role, or ending otherwise than decided", async () => {
    const lines = partLines("stage-1", ADA, SNAPSHOT);
    const files = { snapshot: hashFile(utf8("x\n")), decisions: hashFile(ndjson(lines)) };
    expect(await made({ signatures: with1(0, { says: { files } }) })).toBe(
      "INVALID snapshot signatures/001/manifest.json -",
    );
    const role = { decisions: ndjson(partLines("stage-2", ADA, SNAPSHOT)) };
    expect(await made({ signatures: with1(0, { files: role }) })).toBe(`INVALID swapped ${PART} 0`);
    const milder = utf8(text(FILES, PART).replace('"outcome":"reduce"', '"outcome":"keep"'));
    expect(await made({ signatures: with1(0, { files: { decisions: milder } }) })).toBe(
      `INVALID decisions ${PART} 2`,
    );
  });

  test("to list its own man as the one who signs off, against what the log took at the start", async () => {
    const [head = {}, signsOff = {}, ...lines] = assignmentLines();
    const files = { assignments: ndjson([head, { ...signsOff, person: ADA }, ...lines]) };
    expect(await made({ signatures: with1(3, { person: ADA, files }) })).toBe(
      "INVALID signer signatures/004/signature.json -",
    );
  });

  test("to have a role or a file signed that no review knows, by names that every object has", async () => {
    for (const role of ["constructor", "toString", "__proto__"]) {
      const [header = {}, ...lines] = partLines("stage-1", ADA, SNAPSHOT);
      const files = { decisions: ndjson([{ ...header, role }, ...lines]) };
      expect(await made({ signatures: with1(0, { role, files }) })).toBe(
        "INVALID claim signatures/001/manifest.json -",
      );
    }
    const files = { assignments: ndjson(assignmentLines()) };
    expect(await made({ signatures: with1(0, { files }) })).toBe(
      "INVALID claim signatures/001/manifest.json -",
    );
  });

  test("G9 to call lines silent before their due day was over", async () => {
    const due = (day: string) => {
      const [header = {}, ...lines] = snapshotLines();
      const snapshot = ndjson([{ ...header, due: `${day}T00:00:00.000Z` }, ...lines]);
      return made({ snapshot });
    };
    expect(await due("2026-10-22")).toBe("VERIFIED");
    expect(await due("2026-10-23")).toBe(`INVALID decisions ${WHOLE} -`);
  });

  test("to add a part after the sign-off, or a second sign-off", async () => {
    for (const more of [HONEST[0], HONEST[3]]) {
      const signatures = more === undefined ? HONEST : [...HONEST, more];
      const { counts } = await verified(samplePack({ signatures }));
      expect(counts.get("order")).toBe(1);
    }
  });
});

describe("a checkpoint that the verifier's user holds", () => {
  const HELD = { name: "held", bytes: proofNote(FILES, "proofs/launched.tlog-proof") };
  const relation = async (files: Files, name = HELD) => {
    const report = await verified(files, [GOVERNANCE_SIGNER.key], [name]);
    return [report.outcome, report.held[0]?.relation];
  };

  test("of one size: it agrees, or both together prove that the log was rewritten", async () => {
    expect(await relation(FILES)).toEqual(["VERIFIED", "agrees"]);
    const rewritten = samplePack({ enrolledAt: "2026-09-02T10:00:00.000Z" });
    expect(await relation(rewritten)).toEqual(["DIVERGED", "contradicts"]);
    expect(await relation(samplePack({ signatures: HONEST.slice(0, 3) }))).toEqual([
      ...["INCOMPLETE", "other-size"],
    ]);
  });
});

function proofNote(files: Files, name: string): Uint8Array {
  const proof = parseTlogProof(files.get(name) ?? new Uint8Array());
  return proof.ok ? proof.value.checkpoint : new Uint8Array();
}

function bend(encoded: string | null): string {
  const bytes = withFlippedBit(new Uint8Array(Buffer.from(encoded ?? "", "base64url")), 36);
  return Buffer.from(bytes).toString("base64url");
}

describe("what holds, and is said all the same", () => {
  const remarksOf = async (wish: PackWish) => {
    const { outcome, signatures } = await verified(samplePack(wish));
    return [outcome, ...(signatures.at(-1)?.remarks ?? [])];
  };

  test("SIG-11 a sign-off by password is sealed by the server and called the weaker thing", async () => {
    const wish = { signatures: with1(3, { method: "password" }) };
    expect(await remarksOf(wish)).toEqual(["VERIFIED", "password", "not-time-stamped"]);
  });

  test("SIG-08 a passkey that was revoked later signs on; a synced or new one is said", async () => {
    expect(await remarksOf({ revoked: "2026-11-01T00:00:00.000Z" })).toContain("revoked-later");
    expect(await remarksOf({ signatures: with1(3, { synced: true }) })).toContain("synced");
    expect(await remarksOf({ enrolledAt: "2026-10-22T23:00:00.000Z" })).toContain(
      "recently-enrolled",
    );
  });

  test("REV-19 an addendum follows the sign-off, which still holds", async () => {
    const addendum = { role: "addendum", person: ADA };
    const says = { review: { ...JSON.parse(text(FILES, "manifest.json")).review, version: 2 } };
    const wish = { signatures: [...HONEST, addendum], says };
    expect(await remarksOf(wish)).toEqual(["VERIFIED", "not-time-stamped", "signer-not-listed"]);
    expect(await made({ ...wish, says: {} })).toMatch(/^INVALID claim/);
    const milder = { ...addendum, files: { decisions: ndjson(correctedLines(SNAPSHOT, "keep")) } };
    expect(await made({ signatures: [...HONEST, milder], says })).toBe(
      "INVALID decisions signatures/005/decisions.ndjson 1",
    );
  });

  test("without a sign-off, or without a proof that the log took something, it is incomplete", async () => {
    expect(await made({ signatures: HONEST.slice(0, 3) })).toBe("INCOMPLETE");
    expect(await verdictOf(operator(FILES, "proofs/launched.tlog-proof", null))).toBe("INCOMPLETE");
    expect(await verdictOf(operator(FILES, "signatures/002/leaf.tlog-proof", null))).toBe(
      "INCOMPLETE",
    );
  });
});

test("a file of nothing but line ends is refused before it fills the memory", async () => {
  const bomb = new Uint8Array(600_000).fill(0x0a);
  expect(await verdictOf(operator(FILES, PART, bomb))).toBe(`INVALID framing ${PART} -`);
});

test("hostile bytes get a verdict, never an exception", async () => {
  expect(unopenedPack({ ok: false, reason: "framing", detail: "x" }).outcome).toBe("INVALID");
  for (const [name, bytes] of FILES) {
    for (const at of [Math.floor(bytes.length / 2), bytes.length - 1]) {
      const changed = new Map(FILES).set(name, withFlippedBit(bytes, at, at % 8));
      expect((await verified(changed)).outcome, `${name} ${at}`).toBe("INVALID");
    }
    const without = new Map(FILES);
    without.delete(name);
    expect((await verified(without)).outcome, name).toBe("INVALID");
  }
});
