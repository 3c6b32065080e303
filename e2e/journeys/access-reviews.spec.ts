import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "playwright/test";
import { at } from "../../bin/process/root.mjs";
import { runJobs } from "../fixtures/finding";
import { dayIn } from "../fixtures/grant";
import { addAuthenticator, enrolPasskey } from "../fixtures/passkey";
import { textOf } from "../fixtures/records";
import { readyForReview } from "../fixtures/review";
import { type SignedIn, test } from "../fixtures/test";
import { type Visitor, visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";

const SOON = { timeout: 40_000 };

test("REV-02…18, SIG-01…11: a review from its draft to the pack that verifies offline", async ({
  enter,
}) => {
  const [officer, first, second, admin, asker] = await Promise.all([
    enter("Ottilie Officer", "compliance"),
    enter("Frida First", "owner"),
    enter("Sven Second", "owner"),
    visitor("Arne Admin", "admin"),
    visitor("Aske Asker", "owner"),
  ]);
  const [ready] = await Promise.all([
    readyForReview({
      ...{ admin, asker, officer: visiting(officer) },
      owners: [visiting(first), visiting(second)],
    }),
    ...[officer, first, second].map(withPasskey),
  ]);
  const [orders, returns] = ready.servers;

  const review = await prepared(officer, [orders.name, returns.name]);
  await refusedHandOver(officer.page, review, asker.person.name);

  await Promise.all([
    decide(first.page, review, orders.name, "4", "Nobody lists orders in staging any more."),
    decide(second.page, review, returns.name, "1", "Needed until the returns have moved."),
  ]);
  await sign(first, `${review}/sign?role=stage-1`);
  await sign(second, `${review}/sign?role=stage-1`);
  await officer.page.goto(`${review}/delta`);
  await officer.page.getByRole("button", { name: "Freeze what changed" }).click();
  await expect(officer.page.getByRole("button", { name: "Freeze it again" })).toBeVisible();
  await sign(officer, `${review}/sign?role=sign-off`);

  // Our register has ended it; the gateway still has it, so the removal stays open until the gateway says otherwise.
  const { page } = officer;
  await page.goto(review);
  await expect(page.getByText("Signed, removals open").first()).toBeVisible();
  await ready.state(ready.lines.slice(1));
  await runJobs("access-reviews.removals");
  await page.goto(review);
  await expect(page.getByText("Remediated").first()).toBeVisible();

  await page.goto(`${review}/packs`);
  await page.getByRole("button", { name: "Make the pack" }).click();
  const file = page.getByRole("link", { name: /[.]zip$/ });
  await expect(file).toBeVisible(SOON);
  const coming = page.waitForEvent("download");
  await file.click();
  const pack = await readFile(await (await coming).path());
  expect(await verdictOn(pack, await keyOf(visiting(officer)))).toBe("VERIFIED");
});

async function withPasskey({ page }: SignedIn): Promise<void> {
  await addAuthenticator(page);
  await page.goto("/profile");
  await enrolPasskey(page, "Work laptop");
}

/** Drafts a review of two servers, looks at its preview and starts it: its address. */
async function prepared({ page, person }: SignedIn, servers: readonly string[]): Promise<string> {
  await page.goto("/access-reviews/new");
  await page.getByLabel("Off-cycle").check();
  await page.getByLabel("Name", { exact: true }).fill(unique("Review of two servers"));
  await expect(page.getByRole("combobox", { name: "Who answers for it" })).toHaveValue(person.name);
  await page.getByLabel("Due on").fill(dayIn(20));
  await page.getByLabel("Leave it, and raise a finding").check();
  await page.getByLabel("Access to operations").check();
  await page.getByText("Only some servers or agents").click();
  for (const name of servers) await page.getByLabel(name).check();
  await page.getByLabel("What is behind the differences").fill("They belong to other tests.");
  await page.getByRole("button", { name: "Draft it" }).click();
  await expect(page).toHaveURL(/\/prepare$/);
  await page.getByRole("button", { name: "Start with 2 lines" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Start with 2 lines" }).click();
  await expect(page).toHaveURL(/\/access-reviews\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** REV-06: whoever asked for the access decides nothing about it, however it comes to them. */
async function refusedHandOver(page: Page, review: string, name: string): Promise<void> {
  await page.goto(`${review}/reviewers`);
  const form = page.getByRole("form", { name: "Hand lines over" });
  await form.getByLabel("Whose lines").selectOption({ index: 1 });
  await form.getByRole("combobox", { name: "Who shall decide them" }).fill(name);
  await form.getByRole("option", { name }).click();
  await form.getByLabel("Why").fill("They know the agent best.");
  await form.getByRole("button", { name: "Hand over" }).click();
  await expect(form.getByRole("alert").first()).toContainText(/conflict|asked for|answers for/i);
}

/** Decides the one line of a part with the keyboard. */
async function decide(
  page: Page,
  review: string,
  server: string,
  key: string,
  why: string,
): Promise<void> {
  await page.goto(`${review}/decide`);
  await expect(page.getByRole("heading", { name: /list_orders/ }).first()).toBeVisible();
  await expect(page.getByText(server).first()).toBeVisible();
  await page.keyboard.press(key);
  await page.keyboard.type(why);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Every decision is saved")).toBeVisible();
}

/** Types one's name and has the passkey answer; the page of the signature says that it holds. */
async function sign({ page, person }: SignedIn, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name: "Prepare to sign" }).click();
  await page.getByLabel("Your name").fill(person.name);
  await page.getByRole("button", { name: "Sign with your passkey" }).click();
  await expect(page).toHaveURL(/\/access-reviews\/signatures\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Holds").first()).toBeVisible();
}

async function keyOf(by: Visitor): Promise<string> {
  const settings = await textOf(by.request, "/settings/ledger");
  return /([\w./:~-]+\/governance\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+)/.exec(settings)?.[1] ?? "";
}

/** What verify.mjs says of a pack, without a server. */
async function verdictOn(pack: Uint8Array, vkey: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-e2e-"));
  try {
    const file = join(folder, "pack.zip");
    await writeFile(file, pack);
    const args = [
      at("public", "verify", "verify.mjs"),
      file,
      "--vkey",
      vkey,
      "--no-remember",
      "--json",
    ];
    const said = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, (_error, stdout) => resolve(stdout));
    });
    return JSON.parse(said).verdict;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function visiting({ context, person }: SignedIn): Visitor {
  return { request: context.request, person, roles: [] };
}
