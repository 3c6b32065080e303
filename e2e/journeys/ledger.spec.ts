import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, type Page } from "playwright/test";
import { utf8 } from "@/lib/ledger/bytes";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import { verifyHalfConsistencyFile } from "@/lib/ledger/consistency-file";
import { verifyTlogProof } from "@/lib/ledger/tlog-proof";
import { parseVkey } from "@/lib/ledger/vkey";
import { act } from "../fixtures/action";
import { checkpointOf } from "../fixtures/ledger";
import { proposeAgent, textOf } from "../fixtures/records";
import { stranger } from "../fixtures/sessions";
import { test } from "../fixtures/test";
import { type Visitor, visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";

const SEALED = { timeout: 60_000 };

let reader: Visitor;
let began: string;

test.beforeAll(async () => {
  began = new Date().toISOString().slice(0, 19);
  const owner = await visitor("Lena Ledger", "owner");
  reader = await visitor("Rita Reader", "compliance");
  await proposeAgent(owner, "Sealed agent");
});

test("an auditor sees how both logs stand, and takes the key and the checkpoint along", async ({
  enter,
}) => {
  await checkpointOf(reader, "governance");
  const { page } = await enter("Aude Auditor", "auditor");
  await page.goto("/inbox");
  await page.getByRole("link", { name: "Ledger", exact: true }).click();
  const logs = page.getByRole("table", { name: "The two logs" });
  await expect(logs.getByRole("row", { name: /Governance.*Signs/ })).toBeVisible();
  await expect(logs.getByRole("row", { name: /Calls.*Signs/ })).toBeVisible();
  const vkey = await vkeyOn(page);
  const note = await page
    .getByLabel("The checkpoint as it was signed")
    .locator("pre")
    .textContent();
  const opened = openCheckpoint(utf8(`${note}\n`), [keyOf(vkey)]);
  expect(opened.ok && opened.value.size).toBeTruthy();
  await page.getByText("How to pin it").click();
  await expect(page.getByText(`log ${vkey}`)).toBeVisible();
  await expect(page.getByRole("figure")).toBeVisible();
  await page.getByText("The numbers as a table").click();
  await expect(page.getByRole("table", { name: /Entries per day/ })).toBeVisible();

  await page.getByRole("link", { name: "Calls", exact: true }).first().click();
  await expect(page).toHaveURL(/log=calls/);
  const calls = page.getByLabel("The checkpoint as it was signed").locator("pre");
  await expect(calls).toContainText("/calls");
});

test("an entry is found by its index, shows what it says once that is recorded, and proves itself elsewhere", async ({
  enter,
}) => {
  const { size } = await checkpointOf(reader, "governance", 2);
  const { page, person } = await enter("Egon Entry", "auditor");
  const vkey = await vkeyOn(page);
  await page.goto("/ledger/entries");
  await page.getByLabel("Index").fill(String(size - 1));
  await page.getByRole("button", { name: "Open the entry" }).click();
  const title = `governance #${(size - 1).toLocaleString("en")}`;
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByText("Its row says what the entry says")).toBeVisible();
  await expect(page.getByRole("region", { name: "The data of the entry" })).toHaveCount(0);

  await page.getByRole("button", { name: "Show what it says" }).click();
  await expect(page.getByRole("region", { name: "The data of the entry" })).toBeVisible();
  const looks = await textOf(
    reader.request,
    `/change-log?subject=entry:governance-${size - 1}&action=entry.viewed`,
  );
  expect(looks).toContain(person.name);

  await page.getByRole("link", { name: "Show the proof" }).click();
  const drawer = page.getByRole("dialog", { name: `Proof of ${title}` });
  await expect(drawer.getByText("The root that was signed")).toBeVisible();
  const coming = page.waitForEvent("download");
  await drawer.getByRole("link", { name: "Download with the entry" }).click();
  const proof = new Uint8Array(await readFile(await (await coming).path()));
  const verdict = verifyTlogProof(proof, [keyOf(vkey)]);
  expect(verdict.ok && verdict.value.index).toBe(BigInt(size - 1));
  await drawer.getByRole("link", { name: "Close" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("entries are found by time, and an index that is none is refused in words", async ({
  enter,
}) => {
  const { page } = await enter("Till Time", "auditor");
  await page.goto("/ledger/entries");
  await page.getByLabel("Index").fill("first");
  await page.getByRole("button", { name: "Open the entry" }).click();
  await expect(page.getByText("Give the index as a whole number")).toBeVisible();
  await page.getByLabel("Accepted from (UTC)").fill("2001-01-01T00:00:00");
  await page.getByRole("button", { name: "Show the entries" }).click();
  const first = page.getByRole("rowheader").getByRole("link").first();
  await expect(first).toHaveText("0");
});

test("a bundle is asked for by form, made in the background, taken, and verified by the program of this server", async ({
  enter,
}) => {
  await checkpointOf(reader, "governance", 2);
  const { page, person } = await enter("Bruno Bundle", "compliance");
  const vkey = await vkeyOn(page);
  await page.goto("/ledger/bundles");
  await page.getByLabel("Entries from one index to another").check();
  await page.getByLabel("First index").fill("1");
  await page.getByLabel("Ends before index").fill("1");
  await page.getByRole("button", { name: "Ask for the bundle" }).click();
  await expect(page.getByText("Give an index above 1").first()).toBeVisible();
  await page.getByLabel("First index").fill("0");
  await page.getByLabel("Ends before index").fill("2");
  await page.getByRole("button", { name: "Ask for the bundle" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Bundle of the/ })).toBeVisible();
  const download = page.getByRole("link", { name: "Download", exact: true });
  await expect(download).toBeVisible(SEALED);
  const coming = page.waitForEvent("download");
  await download.click();
  const folder = await mkdtemp(join(tmpdir(), "countersign-e2e-"));
  try {
    const file = join(folder, "bundle.zip");
    await writeFile(file, await readFile(await (await coming).path()));
    const told = await verified(page, folder, file, vkey);
    expect(told).toMatchObject({ verdict: "VERIFIED" });
  } finally {
    await rm(folder, { recursive: true });
  }
  await page.getByRole("link", { name: "What was recorded about it" }).click();
  const rows = page
    .getByRole("table", { name: /Changes/ })
    .locator("tbody")
    .getByRole("row");
  await expect(rows.filter({ hasText: "Downloaded the bundle" })).toContainText(person.name);
  await expect(rows.filter({ hasText: "Made the bundle" })).toHaveCount(1);
});

test("Verify now reads everything again and says what it found", async ({ enter }) => {
  await checkpointOf(reader, "calls");
  const { page } = await enter("Vera Verify", "auditor");
  await page.goto("/ledger?log=calls");
  await page.getByRole("button", { name: "Verify now" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Verification of the" })).toBeVisible();
  await expect(page.getByText(/were read and hashed again|was read and hashed again/)).toBeVisible(
    SEALED,
  );
  await expect(page.getByText("Holds")).toBeVisible();
});

test("a monitor with a token reads checkpoints, leaves and consistency, and is told in words what is not there", async () => {
  const admin = await visitor("Ada Token", "admin");
  const made = await act(admin.request, "(dashboard)/settings/tokens#makeTokenAction", {
    name: unique("Monitor"),
    "grants[]": ["ledger:read"],
    responsibleId: reader.person.id,
    days: "30",
  });
  const token = made.status === "done" ? (made.reveal?.value ?? "") : "";
  const monitor = await stranger();
  const get = (path: string) =>
    monitor.get(`/api/ledger/${path}`, { headers: { authorization: `Bearer ${token}` } });
  const { size } = await checkpointOf(reader, "governance", 2);
  const settings = await textOf(reader.request, "/settings/ledger");
  const vkey = /([\w./:~-]+\/governance\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+)/.exec(settings)?.[1] ?? "";
  const note = new Uint8Array(await (await get("governance/checkpoint")).body());
  const head = openCheckpoint(note, [keyOf(vkey)]);
  expect(head.ok).toBe(true);
  const consistency = new Uint8Array(await (await get(`governance/consistency/1/${size}`)).body());
  const newer = openCheckpoint(utf8((await checkpointOf(reader, "governance")).text), [
    keyOf(vkey),
  ]);
  if (newer.ok && Number(newer.value.size) === size) {
    expect(verifyHalfConsistencyFile(consistency, 1n, newer.value, [keyOf(vkey)]).ok).toBe(true);
  }
  const leaf = await get("governance/leaf/1");
  expect(verifyTlogProof(new Uint8Array(await leaf.body()), [keyOf(vkey)]).ok).toBe(true);
  for (const [path, status, says] of [
    ["governance/leaf/999999999", 404, "not below the checkpoint"],
    ["governance/leaf/-1", 400, "whole number"],
    ["governance/leaf/01", 400, "whole number"],
    ["other/checkpoint", 400, "calls or the governance log"],
    [`governance/consistency/0/${size}`, 404, "sizes run from 1"],
    ["governance/consistency/1/999999999", 404, "no checkpoint of size"],
  ] as const) {
    const reply = await get(path);
    expect(reply.status(), path).toBe(status);
    expect((await reply.json()).error.message, path).toContain(says);
  }
  const forged = await reader.request.get("/api/ledger/governance/checkpoint", {
    headers: { "sec-fetch-site": "cross-site" },
  });
  expect(forged.status()).toBe(403);
});

test("an admin sees how the ledger stands and its keys, and nothing that is in it", async ({
  enter,
}) => {
  const { page } = await enter("Adam Admin", "admin");
  await page.goto("/ledger");
  await expect(page.getByRole("table", { name: "The two logs" })).toBeVisible();
  await vkeyOn(page);
  for (const name of ["Growth", "Findings", "Checks", "Storage"])
    await expect(page.getByRole("heading", { name })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Verify now" })).toHaveCount(0);
  await page.goto("/settings/ledger");
  const verifier = page.getByRole("region", { name: "Verifier" });
  for (const name of ["verify.mjs", "verify.html"])
    await expect(verifier.getByRole("button", { name: `Copy the hash of ${name}` })).toBeVisible();
  await expect(verifier.getByText(/^[0-9a-f]{64}$/)).toHaveCount(2);
  const reply = await page.request.get("/verify/verify.html");
  expect(reply.headers()["content-security-policy"]).toBeUndefined();
});

test("what was recorded reaches the log, and is found by when it did", async () => {
  const path = `/ledger/entries?size=200&from=${began}`;
  await expect
    .poll(async () => (await textOf(reader.request, path)).includes("Proposed the agent"), SEALED)
    .toBe(true);
  const health = await (await reader.request.get("/api/health")).json();
  expect(health).toMatchObject({ web: "ok", database: "ok", ledger: { store: "ok" } });
});

async function vkeyOn(page: Page): Promise<string> {
  if (!page.url().includes("/ledger")) await page.goto("/ledger");
  const keys = page.getByRole("region", { name: "Key", exact: true });
  const text = await keys.getByRole("definition").filter({ hasText: "/governance+" }).textContent();
  return text?.trim() ?? "";
}

function keyOf(vkey: string) {
  const key = parseVkey(vkey);
  if (!key.ok) throw new Error(`no key: ${vkey}`);
  return key.value;
}

/** Takes the verifier from the server, as somebody outside would, and runs it. */
async function verified(page: Page, folder: string, bundle: string, vkey: string) {
  const verifier = join(folder, "verify.mjs");
  await writeFile(verifier, await (await page.request.get("/verify/verify.mjs")).body());
  const args = [verifier, bundle, "--vkey", vkey, "--no-remember", "--json"];
  // It ends with 10: only the operator's key speaks for the bundle.
  const { stdout } = await promisify(execFile)("node", args).catch(
    (ended: { stdout: string }) => ended,
  );
  return JSON.parse(stdout);
}
