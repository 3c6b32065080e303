import { readFileSync, writeFileSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "playwright/test";
import { ENTRIES } from "@/lib/ledger/bundle-layout";
import { utf8 } from "@/lib/ledger/bytes";
import { type Files, manifestOf, sampleBundle, tampered } from "@/lib/ledger/testing/memory-bundle";
import { withFlippedBit } from "@/lib/ledger/testing/random";
import { SAMPLE_ORIGIN, SampleLog, sampleTs } from "@/lib/ledger/testing/sample-log";
import { CALLS_KEY } from "@/lib/ledger/testing/verify";
import { rememberedName } from "@/lib/ledger/verify/remembered";
import { formatVkey } from "@/lib/ledger/vkey";
import { writeSyntheticBundle } from "../../bin/bench/verifier/synthetic-bundle";
import { askCli, choose, directoryAt, freshPath, PAGE, shown, zipAt } from "../fixtures/verifier";

// ledger.md §15, 17: verify.html by file:// says what verify.mjs says.
const KEY = formatVkey(CALLS_KEY);
const LOG = new SampleLog(600);
const RANGE = { start: 99, end: 201 };
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let files: Files;
let faults: string[] = [];

test.beforeAll(async () => {
  const time = { from: sampleTs(99), to: sampleTs(201) };
  files = await sampleBundle(LOG, {
    ...RANGE,
    time,
    consistentFrom: [300],
    older: [300],
    proofs: [150],
  });
});

// The page loads itself and its own worker; anything else it asked for would be a connection.
test.beforeEach(async ({ page }) => {
  faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => {
    if (!/^(?:file|blob):/.test(request.url())) faults.push(request.url());
  });
  await page.goto(PAGE);
});
test.afterEach(() => expect(faults, "errors in the console, and connections").toEqual([]));

async function verify(page: Page, bundle: string, { key = KEY, held = [] as string[] } = {}) {
  const isFolder = (await stat(bundle)).isDirectory();
  await choose(page, isFolder ? "Choose folder" : "Choose ZIP", bundle);
  await page.getByLabel("Keys you trust").fill(key);
  if (held.length > 0) await choose(page, "Add files", held);
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  return await shown(page);
}

test("a good bundle is verified, as a ZIP and as a folder, and the page says what was proved and what nobody can", async ({
  page,
}) => {
  for (const bundle of [zipAt(files), directoryAt(files)]) {
    expect(await verify(page, bundle)).toEqual(await askCli(bundle, KEY));
    const report = page.getByRole("region", { name: "VERIFIED" });
    await expect(report).toBeFocused();
    await expect(page).toHaveTitle(/^VERIFIED: bundle/);
    await expect(report).toContainText(`Log${SAMPLE_ORIGIN}`);
    await expect(report).toContainText("Entries[99, 201)");
    await expect(report).toContainText("No entry is missing");
    await expect(report).toContainText("That the gateway saw each call.");
  }
});

test("what was tampered with is named as verify.mjs names it: reason, file and entry", async ({
  page,
}) => {
  const entries = files.get(ENTRIES) ?? new Uint8Array();
  const tile = files.get("log/tile/0/002.p/88") ?? new Uint8Array();
  const claims = { ...manifestOf(files).claims, filter: false };
  const readme = files.get("README.txt") ?? new Uint8Array();
  const cases: readonly (readonly [Files, string])[] = [
    [tampered(files, ENTRIES, withFlippedBit(entries, 700)), "INVALID"],
    [tampered(files, "log/tile/0/002.p/88", withFlippedBit(tile, 2000)), "INVALID"],
    [tampered(files, "hello\u202etxt", utf8("x")), "INVALID"],
    [tampered(files, "log/checkpoint", LOG.checkpoint(300)), "INVALID"],
    [tampered(files, "README.txt", readme, { disclosed: 9n }), "INVALID"],
    [tampered(files, "README.txt", readme, { claims }), "INCOMPLETE"],
    [tampered(files, "../README.txt", readme), "INVALID"],
    [new Map(), "INVALID"],
  ];
  for (const [changed, verdict] of cases) {
    const zip = zipAt(changed);
    const said = await verify(page, zip);
    expect(said.verdict).toBe(verdict);
    expect(said).toEqual(printable(await askCli(zip, KEY)));
  }
});

test("the checkpoint is offered, and taken back: it anchors, and finds a cut and a rewritten log out", async ({
  page,
}) => {
  await verify(page, zipAt(files));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download checkpoint" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(rememberedName(SAMPLE_ORIGIN));
  const kept = freshPath(file.suggestedFilename());
  await file.saveAs(kept);
  expect(readFileSync(kept, "utf8")).toMatch(
    /^created 2026-02-01T00:00:00.000Z\n\n\S+\/calls\n600\n/,
  );

  await page.reload();
  const again = await verify(page, zipAt(files), { held: [kept] });
  expect(again.verdict).toBe("VERIFIED, ANCHORED");
  await expect(page.getByRole("button", { name: "Download checkpoint" })).toHaveCount(0);

  const created = "2026-03-01T00:00:00.000Z";
  const cut = zipAt(await sampleBundle(new SampleLog(500), { ...RANGE, created }));
  const forged = new SampleLog(700, { note: "rewritten", rewrittenFrom: 120 });
  const rewritten = zipAt(await sampleBundle(forged, { ...RANGE, created, consistentFrom: [600] }));
  for (const [zip, reason] of [
    [cut, "truncated"],
    [rewritten, "fork"],
  ] as const) {
    expect(await verify(page, zip)).toMatchObject({ verdict: "DIVERGED", reason });
    const notes = page.getByRole("region", { name: "DIVERGED" }).locator("pre");
    await expect(notes).toHaveCount(2);
    await expect(notes.last()).toContainText("\n600\n");
    await page.getByRole("button", { name: /^Remove / }).click();
    expect((await verify(page, zip)).verdict).toBe("VERIFIED");
    await choose(page, "Add files", kept);
  }
});

test("what is missing is said beside its field, and the field has the focus", async ({ page }) => {
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByText("Choose a bundle.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Choose ZIP" })).toBeFocused();
  await choose(page, "Choose ZIP", zipAt(files));
  const keys = page.getByLabel("Keys you trust");
  for (const [typed, says] of [
    ["", "A key in the bundle proves nothing."],
    ["ledger.example.com/acme/calls", "Key 1: "],
    [`${KEY}\nwrong`, "Key 2: "],
    [`log ${KEY}\nquorum 2-of-3\n`, "cannot evaluate a quorum"],
  ] as const) {
    await keys.fill(typed);
    await page.getByRole("button", { name: "Verify", exact: true }).click();
    await expect(page.getByRole("alert").filter({ hasText: says })).toBeVisible();
    await expect(keys).toBeFocused();
    await expect(keys).toHaveAttribute("aria-invalid", "true");
  }
  await keys.fill(`# from the auditor\nlog ${KEY}\nquorum none\n`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Verify", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  expect((await shown(page)).verdict).toBe("VERIFIED");
});

test("a ZIP and a folder can be dropped", async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  const area = await page.locator("#bundle-drop").boundingBox();
  for (const path of [zipAt(files), directoryAt(files)]) {
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    const place = { x: (area?.x ?? 0) + 300, y: (area?.y ?? 0) + 20 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await session.send("Input.dispatchDragEvent", { type, ...place, data });
    }
    await expect(page.locator("#bundle-name")).toHaveText(/bundle(?:[.]zip, \d+ kB|, \d+ files)/);
    await page.getByLabel("Keys you trust").fill(KEY);
    await page.getByRole("button", { name: "Verify", exact: true }).click();
    expect((await shown(page)).verdict).toBe("VERIFIED");
    await page.reload();
  }
});

test("where a browser gives a page from a file no worker, the page does the work itself", async ({
  page,
}) => {
  for (const refusal of ["at once", "later"]) {
    await page.addInitScript((when) => {
      const value = class extends EventTarget {
        constructor() {
          super();
          if (when === "at once") throw new DOMException("no", "SecurityError");
          setTimeout(() => this.dispatchEvent(new ErrorEvent("error", { message: "no" })));
        }
        postMessage() {}
        terminate() {}
      };
      Object.defineProperty(window, "Worker", { value, configurable: true });
    }, refusal);
    await page.reload();
    expect((await verify(page, zipAt(files))).verdict).toBe("VERIFIED");
  }
});

test("a bundle of 100 MB gets the verdict of verify.mjs, and the page stays alive and can be stopped", async ({
  page,
}) => {
  test.setTimeout(300_000);
  const zip = freshPath("large.zip");
  const key = await writeSyntheticBundle(zip, { entries: 200_000, unpacked: true });
  expect((await stat(zip)).size).toBeGreaterThan(100_000_000);
  await choose(page, "Choose ZIP", zip);
  await page.getByLabel("Keys you trust").fill(key);
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByText(/Step 3 of 7: hashing entries, [\d,]+ of 200,000/)).toBeVisible();
  // Half a second of frames in which nothing else was done: whoever computes beside the page leaves it alone.
  const frames = await page.evaluate(async () => {
    const since = performance.now();
    let count = 0;
    while (performance.now() - since < 500) {
      await new Promise(requestAnimationFrame);
      count += 1;
    }
    return count;
  });
  expect(frames).toBeGreaterThan(5);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("Cancelled. There is no verdict.")).toBeAttached();
  await expect(page.getByRole("progressbar")).toBeHidden();

  await page.getByRole("button", { name: "Verify", exact: true }).click();
  expect(await shown(page)).toEqual(await askCli(zip, key));
  await expect(page.getByRole("region", { name: "VERIFIED" })).toContainText("200,000 entries");
  await rm(dirname(zip), { recursive: true });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    test(`axe finds nothing, and nothing is wider than the page: ${colorScheme}, ${viewport.width} px`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await expectAccessible(page);
      await page.getByRole("button", { name: "Verify", exact: true }).click();
      await expectAccessible(page);
      const held = freshPath("checkpoint");
      writeFileSync(held, new SampleLog(600, { note: "other" }).checkpoint());
      for (const options of [{}, { held: [held] }]) {
        await verify(page, zipAt(files), options);
        await expectAccessible(page);
      }
      await verify(page, zipAt(tampered(files, "hello.txt", utf8("x"))));
      await expectAccessible(page);
    });
  }
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
}

/** The page writes out what is not seen; a program gets it as it is. */
function printable<T extends { readonly file: string }>(said: T): T {
  return { ...said, file: said.file.replace("\u202e", "\\u{202e}") };
}
