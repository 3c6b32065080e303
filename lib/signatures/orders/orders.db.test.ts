import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import type { PdfDocument } from "@/lib/exports/pdf/document";
import { draw } from "@/lib/exports/pdf/draw";
import { fonts } from "@/lib/exports/pdf/fonts";
import { layOut } from "@/lib/exports/pdf/layout";
import { utf8 } from "@/lib/ledger/bytes";
import { skipAndSay } from "@/lib/ledger-store/testing/skip-and-say";
import { hasOpenssl, newAuthority, serve } from "@/lib/ledger-store/testing/time-authority";
import { asRecord } from "../as-record";
import type { Keeper } from "../keeper-parts";
import { signPdf } from "../pdf/sign-pdf";
import { formatSignatureRecord } from "../pure/record";
import { listServerKeys } from "../queries-keys";
import { testKeeper } from "../testing/keeper";
import {
  contextOf,
  enrolled,
  joinedPerson,
  made,
  NOW,
  passkeyOf,
  self,
  signWith,
} from "../testing/signing";
import { adoptKeys } from "./adopt";
import { answerKeyOrders, answerTokenOrders, type TokenParts } from "./answer";
import { KEEPER } from "./start-keeper";

const folder = mkdtempSync(join(tmpdir(), "orders-"));
let keeper: Keeper;
let server: Server | undefined;

beforeAll(async () => {
  vi.stubEnv("LEDGER_TSA_URL", "http://127.0.0.1:9/tsr"); // configured; who is asked is an argument
  keeper = await testKeeper();
  await adoptKeys(keeper, contextOf(KEEPER));
});
afterAll(() => server?.close());

beforeEach((context) => {
  if (!hasOpenssl()) skipAndSay(context, "openssl is not installed");
});

test("SIG-06 an authority dates signature.json; while it gives nothing the order waits, and a week later it is over", async () => {
  const authority = newAuthority(folder);
  const served = await serve(() => (isOpen ? authority.answer : () => utf8("<html>")));
  server = served.server;
  let isOpen = false;
  const noted: string[] = [];
  const parts: TokenParts = {
    tsaUrl: served.url,
    nonce: () => utf8("12345678"),
    note: (what) => noted.push(what),
  };
  const [signature, other] = [await signedBySomebody(), await signedBySomebody()];
  const orderOf = (subjectId: string) =>
    db().sealOrder.findFirstOrThrow({ where: { kind: "time-stamp", subjectId } });
  await answerTokenOrders(parts, contextOf(KEEPER));
  expect(await orderOf(signature.id)).toMatchObject({ state: "waiting" });
  expect(noted).toContain("signatures.token-failed");
  isOpen = true;
  await answerTokenOrders(parts, contextOf(KEEPER));
  const { result } = await orderOf(signature.id);
  const token = result ?? new Uint8Array();
  expect(authority.verifies(formatSignatureRecord(asRecord(signature)), token)).toBe(true);
  expect(authority.verifies(formatSignatureRecord(asRecord(other)), token)).toBe(false);
  const late = await signedBySomebody();
  await answerTokenOrders(parts, contextOf(KEEPER, new Date(NOW.getTime() + 8 * DAY_MS)));
  expect(await orderOf(late.id)).toMatchObject({ state: "failed" });
});

test("a PDF is signed by the document key over every byte but the signature itself, and openssl says so", async () => {
  const pdf = await draw(sheet, layOut(sheet, fonts().metrics));
  const ctx = contextOf({ kind: "job", id: "test.pack", grants: [] });
  const signing = signPdf(ctx, { kind: "review-pack", id: randomUUID() }, pdf);
  await expect
    .poll(async () => {
      await answerKeyOrders(keeper, contextOf(KEEPER));
      return db().sealOrder.count({ where: { kind: "document", state: "done" } });
    })
    .toBe(1);
  const signed = Buffer.from(await signing);
  expect(verified(signed)).toBe(true);
  const changed = Buffer.from(signed);
  changed[200] = (changed[200] ?? 0) ^ 1;
  expect(verified(changed)).toBe(false);
});

test("what was asked an hour ago is not signed any more, and the keys in use are shown with those before them", async () => {
  const order = await db().sealOrder.create({
    data: {
      ...{ kind: "pack", subjectKind: "review-pack", subjectId: "x", askedById: "x" },
      ...{ payload: new Uint8Array(32), askedAt: new Date(NOW.getTime() - 2 * HOUR_MS) },
    },
  });
  await answerKeyOrders(keeper, contextOf(KEEPER));
  expect(await db().sealOrder.findUnique({ where: { id: order.id } })).toMatchObject({
    state: "failed",
    result: null,
  });
  const next = await testKeeper();
  const later = new Date(NOW.getTime() + DAY_MS);
  await adoptKeys(next, contextOf(KEEPER, later));
  const { seals, certificates } = await listServerKeys(self(randomUUID(), ["compliance"]));
  expect(seals).toMatchObject([
    { vkey: next.vkey, replacedAt: null },
    { vkey: keeper.vkey, replacedAt: later.toISOString() },
  ]);
  expect(certificates).toMatchObject([
    { isSelfSigned: true, replacedAt: null },
    { fingerprint: keeper.certificate.fingerprint },
  ]);
});

async function signedBySomebody() {
  const [person, passkey] = [await joinedPerson("Noor Haddad", "CISO"), passkeyOf(randomUUID())];
  await enrolled(person, passkey, NOW);
  return made(signWith(person, randomUUID(), passkey));
}

const sheet: PdfDocument = {
  title: "A review",
  entity: "Kestrel Bank",
  createdAt: NOW,
  demo: false,
  head: { left: "Kestrel Bank", middle: "A review", right: "" },
  foot: "",
  cover: { kicker: "", lead: "One sentence.", facts: [] },
  sheet: true,
  sections: [{ title: "One", blocks: [{ kind: "paragraph", text: "Words." }] }],
  signature: { name: "Kestrel Bank", reason: "Issued by this server", at: NOW },
};

/** Reads the signature out of the file as a PDF reader does, and lets openssl look at it. */
function verified(pdf: Buffer): boolean {
  const [, ...numbers] =
    /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]/.exec(pdf.toString("latin1")) ?? [];
  const [a = 0, b = 0, c = 0, d = 0] = numbers.map(Number);
  expect(c + d).toBe(pdf.length);
  const at = (name: string) => join(folder, name);
  writeFileSync(at("data"), Buffer.concat([pdf.subarray(a, a + b), pdf.subarray(c, c + d)]));
  writeFileSync(at("cms"), Buffer.from(pdf.subarray(b + 1, c - 1).toString("latin1"), "hex"));
  writeFileSync(at("ca"), keeper.certificate.pem);
  const args = [
    "cms",
    "-verify",
    "-binary",
    "-inform",
    "DER",
    "-in",
    at("cms"),
    "-content",
    at("data"),
  ];
  const trust = ["-CAfile", at("ca"), "-purpose", "any", "-out", at("out"), "-no_check_time"];
  try {
    execFileSync("openssl", [...args, ...trust], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}
