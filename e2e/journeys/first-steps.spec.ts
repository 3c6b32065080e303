import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "playwright/test";
import { runningPostgres } from "../../bin/embedded-postgres.mjs";
import { identityOf } from "../../bin/process/identity.mjs";
import { anyPort } from "../../bin/process/ports.mjs";
import { start, stopAll } from "../../bin/test/processes.mjs";
import { activate, approve, registerAgent } from "../fixtures/agent";
import { PASSWORD } from "../fixtures/sessions";
import { join as joinBy, test } from "../fixtures/test";

const folder = mkdtempSync(join(realpathSync(tmpdir()), "countersign first steps "));

test.afterAll(async () => {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
});

test("from one command to an approved agent in the change log, and Ctrl-C ends all of it", async ({
  browser,
  watch,
}) => {
  test.setTimeout(240_000);
  const house = start("bin/up.mjs", [], { DATA_DIR: folder, PORT: String(await anyPort()) });
  const printed = () => `${house.stdout}${house.stderr}`;
  await expect.poll(printed, { timeout: 120_000 }).toContain("Ctrl-C stops everything.");
  const baseURL = /Open (http:\S+)/.exec(house.stdout)?.[1] ?? "";
  const link = /http:\S+\/welcome\/\S+/.exec(house.stdout)?.[0] ?? "";
  const [ada, otto] = await Promise.all(
    ["Ada", "Otto"].map(async () => {
      const page = await (await browser.newContext({ baseURL })).newPage();
      watch(page);
      return page;
    }),
  );
  if (!ada || !otto) throw new Error("two browsers were asked for");

  await becomeFirstAdmin(ada, link);
  await joinBy(otto, await inviteInBrowser(ada, "Otto Officer", "Compliance officer"));

  const name = "Invoice matcher";
  await registerAgent(ada, {
    name,
    purpose: "Matches supplier invoices with purchase orders and flags differences.",
    owner: "Ada First",
    sponsor: "Otto Officer",
    successor: "Otto Officer",
  });
  await expect(ada.getByText("Proposed", { exact: true })).toBeVisible();
  await approve(otto, name);
  await activate(ada, name);

  await otto.goto("/change-log?kind=agent");
  for (const [act, status] of [
    ["Proposed the agent", /Proposed/],
    ["Approved the agent", /Proposed.*Approved/],
    ["Activated the agent", /Approved.*Active/],
  ] as const) {
    const row = otto.getByRole("row", { name: new RegExp(act) });
    await expect(row).toContainText(act.startsWith("Approved") ? "Otto Officer" : "Ada First");
    await row.getByRole("link").first().click();
    const drawer = otto.getByRole("dialog", { name: new RegExp(act) });
    await expect(drawer.getByRole("row", { name: /^Status/ })).toContainText(status);
    await drawer.getByRole("link", { name: "Close" }).click();
    await expect(drawer).toHaveCount(0);
  }
  for (const page of [ada, otto]) await page.context().close();

  const pids = ["web", "sealer"]
    .map(pidOf)
    .concat(runningPostgres(join(folder, "postgres"))?.pid ?? 0);
  for (const pid of pids) expect(identityOf(pid)).not.toBeNull();
  house.kill("SIGINT");
  expect(await house.ended, printed()).toBe(0);
  for (const pid of pids) expect(identityOf(pid)).toBeNull();
});

async function becomeFirstAdmin(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill("Ada First");
  await page.getByLabel("Your title").fill("Head of platform");
  await page.getByLabel("E-mail address").fill("ada@example.com");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByLabel("Agent owner").check();
  await page.getByRole("button", { name: "Become admin and sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
}

async function inviteInBrowser(page: Page, name: string, role: string): Promise<string> {
  await page.goto("/settings/people");
  await page.getByRole("button", { name: "Invite a person" }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("E-mail address").fill("otto@example.com");
  await form.getByLabel("Title").fill("Compliance officer");
  await form.getByRole("checkbox", { name: role }).check();
  await form.getByRole("button", { name: "Make the invitation" }).click();
  const shown = page.getByRole("dialog", { name: `Invitation link for ${name}` });
  return (await shown.getByText(/\/welcome\//).textContent()) ?? "";
}

function pidOf(name: string): number {
  return JSON.parse(readFileSync(join(folder, "run", `${name}.json`), "utf8")).pid;
}
