import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RelayedLedger, relayedLedger } from "@/lib/change-log/testing/relayed-ledger";
import { transact } from "@/lib/change-log/transact";
import { env } from "@/lib/core/env";
import { db } from "@/lib/db/client";
import { unescapeFormula } from "@/lib/exports/csv";
import { type BundleSource, readFile } from "@/lib/ledger/bundle-source";
import { must } from "@/lib/ledger/testing/read";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import { inMemory, nodeInflate } from "@/lib/ledger/testing/zip";
import { openZip } from "@/lib/ledger/zip-read";
import { newestCheckpoint } from "@/lib/ledger-store/bundles/newest-checkpoint";
import { openKeeper } from "@/lib/signatures/keeper";
import type { Keeper } from "@/lib/signatures/keeper-parts";
import { adoptKeys } from "@/lib/signatures/orders/adopt";
import { answerKeyOrders } from "@/lib/signatures/orders/answer";
import { KEEPER } from "@/lib/signatures/orders/start-keeper";
import { toBase64url } from "@/lib/signatures/pure/base64url";
import { verifyPack } from "@/lib/signatures/pure/verify-pack";
import { signAs } from "../testing/sign-as";
import {
  contextOf,
  decide,
  NOW,
  type OpenReview,
  openReview,
  type Signer,
  signer,
} from "../testing/signing-company";
import { snapshotLine } from "../testing/snapshot-line";
import { downloadPack } from "./commands/download-pack";
import { requestPack } from "./commands/request-pack";
import type { PackParts } from "./make-pack";
import { makeNextPack } from "./worker";

const LINES = [
  snapshotLine({ n: 1, meaning: 'Reads "contacts", one by one; =SUM(A1) is no formula.' }),
  snapshotLine({ n: 2 }),
  snapshotLine({ n: 3, section: "privileged", risk: "high", stages: 2 }),
];
const NEVER = new AbortController().signal;

let relayed: RelayedLedger;
let keeper: Keeper;
let keys: string;
let people: { owner: Signer; one: Signer; other: Signer; risk: Signer };
let review: OpenReview;

beforeAll(async () => {
  relayed = await relayedLedger();
  keys = mkdtempSync(join(tmpdir(), "pack-keys-"));
  const sealName = "ledger.example.com/test/seal";
  keeper = await openKeeper({ directory: keys, sealName, organisation: "Kestrel Bank", now: NOW });
  await adoptKeys(keeper, { actor: KEEPER, now: NOW, requestId: randomUUID() });
  people = {
    owner: await enrolled(await signer(db(), "Ada Quist", "compliance")),
    one: await enrolled(await signer(db(), "Bo Lind", "owner")),
    other: await enrolled(await signer(db(), "Cy Marsh", "owner")),
    risk: await enrolled(await signer(db(), "Di Olsen", "risk-owner")),
  };
  review = await signedReview();
});

afterAll(async () => {
  await relayed.close();
  rmSync(keys, { recursive: true });
});

/** The change that says whose passkey it is, as enrolling records it. */
async function enrolled(person: Signer): Promise<Signer> {
  const row = await db().passkey.findFirstOrThrow({ where: { personId: person.id } });
  const after = { ...row, publicKey: toBase64url(row.publicKey), counter: Number(row.counter) };
  const { attestation: _, clientData: __, ...facts } = after;
  await transact(contextOf(person, row.enrolledAt), (_tx, record) =>
    record({ action: "passkey.enrolled", subjectId: row.id, before: null, after: facts }),
  );
  return person;
}

async function signedReview(): Promise<OpenReview> {
  const { owner, one, other, risk } = people;
  const started = await openReview(contextOf(owner), {
    ...{ ownerId: owner.id, lines: LINES },
    assigned: ({ n }) => ({
      first: n === 2 ? other.id : one.id,
      ...(n === 3 ? { second: risk.id } : {}),
    }),
  });
  await decide(db(), started, one, [1]);
  await decide(db(), started, one, [3], { decision: "revoke" });
  await decide(db(), started, other, [2]);
  await decide(db(), started, risk, [3], { stage: 2 });
  const parts = [
    { who: one, role: "stage-1" },
    { who: other, role: "stage-1" },
    { who: risk, role: "stage-2" },
    { who: owner, role: "sign-off" },
  ] as const;
  for (const part of parts) await signAs(started, part.who, part.role, LINES);
  return started;
}

/** Answers what packs ask of the keeper while they are made, as the sealer's process does. */
async function withKeeper<Result>(work: Promise<Result>): Promise<Result> {
  let done = false;
  const answering = (async () => {
    while (!done) {
      await answerKeyOrders(keeper, { actor: KEEPER, now: new Date(), requestId: randomUUID() });
      await sleep(20);
    }
  })();
  try {
    return await work;
  } finally {
    done = true;
    await answering;
  }
}

function partsFor(differing: Partial<PackParts["ledger"]> = {}) {
  const { governance } = relayed.ledger.logs;
  return async (): Promise<Omit<PackParts, "signal">> => ({
    ...{ dataDirectory: env().DATA_DIR, organisation: "Kestrel Bank", software: "test" },
    ledger: {
      ...{ log: governance, demo: false, patienceMs: 2_000 },
      ...{ vkeys: [sampleSigner(governance.origin).key], verifiers: [] },
      waitFor: async () => {
        await relayed.seal();
        const head = await newestCheckpoint(governance);
        if (head === null) throw new Error("nothing was sealed");
        return head;
      },
      ...differing,
    },
  });
}

async function made(id: string, parts = partsFor()) {
  await relayed.relay();
  await withKeeper(makeNextPack(parts, () => new Date(), NEVER));
  return db().reviewPack.findUniqueOrThrow({ where: { id } });
}

const ask = (of: OpenReview = review) => requestPack(contextOf(people.owner), { review: of.id });

let whole: { id: string; source: BundleSource };

test("REV-24 G7: the pack of a signed review verifies offline, with every file that its layout names", async () => {
  const { id } = await ask();
  await expect(ask()).rejects.toMatchObject({ code: "conflict" });
  const pack = await made(id);
  expect(pack).toMatchObject({ state: "done", message: null });
  expect(pack.fileName).toMatch(/^Kestrel-Bank_ART-04_AR-[0-9a-f]{8}_v1\.zip$/);
  const file = await downloadPack(contextOf(people.owner), { id });
  const source = must(await openZip(inMemory(file.bytes), nodeInflate));
  const report = await verifyPack({
    ...{ source, given: [], recall: async () => null, tokenHolds: null },
    trusted: [sampleSigner(relayed.ledger.logs.governance.origin).key],
  });
  expect([report.first, report.gaps, report.outcome]).toEqual([null, [], "VERIFIED"]);
  expect(report.signatures.map(({ role, name }) => `${role} ${name}`)).toEqual([
    "stage-1 Bo Lind",
    "stage-1 Cy Marsh",
    "stage-2 Di Olsen",
    "sign-off Ada Quist",
  ]);
  expect(source.names.filter((name) => !/[/]/.test(name))).toEqual([
    ...["README.txt", "comparison.csv", "decisions.csv", "delegations.csv", "delta.csv"],
    ...["manifest.json", "manifest.seal", "policy.txt", "remediation.csv", "remediation.json"],
    ...["review.pdf", "snapshot.csv", "snapshot.lines", "snapshot.ndjson", "statistics.json"],
    "timeline.csv",
  ]);
  whole = { id, source };
});

test("REV-24: the tables say what the signed files say, and the manifest says what they are", async () => {
  const snapshot = ndjson(await textIn("snapshot.ndjson"));
  const csv = csvRows(await textIn("snapshot.csv"));
  expect(
    csv.map(({ n, line, meaning, calls }) => [Number(n), line, meaning, Number(calls)]),
  ).toEqual(snapshot.map(({ n, line, meaning, calls }) => [n, line, meaning, calls]));
  const decisions = ndjson(await textIn("signatures/004/decisions.ndjson"));
  expect(
    csvRows(await textIn("decisions.csv")).map((row) => [row.line, row.outcome, row.stage1_by_id]),
  ).toEqual(decisions.map(({ line, outcome, decisions: [first] }) => [line, outcome, first.by]));
  const { tables } = JSON.parse(await textIn("manifest.json"));
  expect(tables["decisions.csv"]).toMatchObject({ rows: 3, key: "line" });
  expect(JSON.parse(await textIn("remediation.json")).removals).toMatchObject([
    { lineKey: LINES[2]?.line, state: "open" },
  ]);
  const acts = csvRows(await textIn("timeline.csv")).map(({ action }) => action);
  expect(acts.filter((action) => action === "signature.made")).toHaveLength(4);
});

test("SIG-05 SIG-09: the PDF holds every line, and of each signature who, when, how, over what and what it does not show", async () => {
  const text = (await pdfText(await bytesIn("review.pdf"))).replaceAll(/\s+/g, " ");
  const squeezed = text.replaceAll(" ", "");
  for (const { n, operation } of LINES)
    expect(text).toMatch(new RegExp(`\\b${n} .*${operation?.name}`));
  const signature = await db().signature.findFirstOrThrow({
    where: { subjectId: review.id, role: "sign-off" },
  });
  expect(squeezed).toContain(signature.manifestHash);
  expect(squeezed).toContain(signature.hash);
  for (const words of [
    ...["Ada Quist, Head of tests", "2026-10-12 12:00:00.000 UTC", "Passkey", "device-bound"],
    ...["WebAuthn has no such display", "holds", "3 lines, 1 revoked", "All 4 signatures hold"],
  ]) {
    expect(text).toContain(words);
  }
});

test("a killed process leaves a pack that waits and a file that counts for nothing; the next one makes it", async () => {
  const { id } = await ask();
  await relayed.relay();
  const killed = new AbortController();
  const dying = partsFor({
    waitFor: async () => {
      killed.abort(new Error("killed"));
      throw new Error("killed");
    },
  });
  await expect(withKeeper(makeNextPack(dying, () => new Date(), killed.signal))).rejects.toThrow(
    "killed",
  );
  const folder = join(env().DATA_DIR, "packs");
  writeFileSync(join(folder, `${id}.1.part`), "half a pack");
  expect(await db().reviewPack.findUnique({ where: { id } })).toMatchObject({ state: "waiting" });
  expect(await made(id)).toMatchObject({ state: "done" });
  expect(readdirSync(folder).filter((name) => name.startsWith(id))).toHaveLength(1);
});

test("a file that was edited on the disk does not leave", async () => {
  const { sha256 } = await db().reviewPack.findUniqueOrThrow({ where: { id: whole.id } });
  const path = join(env().DATA_DIR, "packs", `${whole.id}-${sha256?.slice(0, 16)}.zip`);
  const bytes = readFileSync(path);
  writeFileSync(path, Buffer.concat([bytes, Buffer.from("x")]), { mode: 0o640 });
  await expect(downloadPack(contextOf(people.owner), { id: whole.id })).rejects.toThrow(
    "its hash differs",
  );
});

test("G6: of a snapshot with one changed byte no pack is made, and the pack says why", async () => {
  const { id } = await ask();
  await relayed.tamper(
    `UPDATE "ReviewLine" SET text = replace(text, '"calls":', '"calls":1') WHERE "reviewId" = '${review.id}' AND position = 2`,
  );
  const pack = await made(id);
  expect(pack).toMatchObject({ state: "failed", fileName: null });
  expect(pack.message).toContain("BROKEN");
  expect(pack.message).toContain("at least one byte was changed");
});

test("a review that nobody signed has no pack", async () => {
  const { owner } = people;
  const open = await openReview(contextOf(owner), {
    ...{ ownerId: owner.id, lines: LINES, assigned: () => ({ first: owner.id }) },
  });
  await expect(ask(open)).rejects.toThrow("not signed yet");
});

async function bytesIn(name: string): Promise<Uint8Array> {
  return must(await readFile(whole.source, name, 50_000_000));
}

const textIn = async (name: string) => new TextDecoder().decode(await bytesIn(name));

function ndjson(text: string) {
  return text
    .split("\n")
    .filter(Boolean)
    .slice(1)
    .map((line) => JSON.parse(line));
}

/** Fields of a CSV of the house: text in quotes, everything else without. */
function csvRows(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = "", end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    const value = quoted === undefined ? bare : unescapeFormula(quoted.replaceAll('""', '"'));
    rows.at(-1)?.push(value);
    if (end === "\r\n") rows.push([]);
  }
  const [head = [], ...body] = rows.filter((row) => row.length > 0);
  return body.map((row) => Object.fromEntries(head.map((key, at) => [key, row[at] ?? ""])));
}

async function pdfText(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    pages.push(items.map((item) => ("str" in item ? item.str : "")).join(" "));
  }
  return pages.join("\n");
}
