import { expect, type Page } from "playwright/test";
import { approveByPost, proposeAgent, textOf } from "../fixtures/records";
import { test } from "../fixtures/test";
import { type Visitor, visitor } from "../fixtures/visitors";

let owner: Visitor;
let decider: Visitor;
let agent: { name: string; slug: string };
let id: string;

test.beforeAll(async () => {
  [owner, decider] = await Promise.all([
    visitor("Lars Logged", "owner"),
    visitor("Dina Decides", "compliance"),
  ]);
  agent = await proposeAgent(owner, "Log subject");
  await approveByPost(decider, agent.name);
  const page = await textOf(owner.request, `/agents/${agent.slug}`);
  id = /subject=agent:([0-9a-f-]{36})/.exec(page)?.[1] ?? "";
});

test("the log is narrowed by who, what, subject and time, and the address holds it", async ({
  enter,
}) => {
  const { page } = await enter("Ally Auditor", "auditor");
  await page.goto("/change-log");
  await page.getByRole("combobox", { name: "Who" }).selectOption({ label: owner.person.name });
  await expect(page).toHaveURL(new RegExp(`who=${owner.person.id}`));
  await expect(rows(page).first()).toContainText(owner.person.name);
  await expect(rows(page).filter({ hasNotText: owner.person.name })).toHaveCount(0);

  await page
    .getByRole("combobox", { name: "Act", exact: true })
    .selectOption({ label: "Proposed the agent" });
  await expect(page).toHaveURL(/action=agent.registered/);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText(agent.name);

  await page.getByLabel(/^From/).fill("2999-01-01T00:00");
  await expect(page).toHaveURL(/from=2999/);
  await expect(page.getByRole("link", { name: agent.name })).toHaveCount(0);

  await page.goto("/change-log?kind=policy");
  await expect(page.getByRole("link", { name: agent.name })).toHaveCount(0);
});

test("a change opens beside the list, field by field, and leads to the ones around it", async ({
  enter,
}) => {
  const { page } = await enter("Ada Auditor", "auditor");
  await page.goto(`/change-log?subject=agent:${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(agent.name);
  await expect(rows(page)).toHaveCount(2);
  await rows(page).filter({ hasText: "Approved the agent" }).getByRole("link").first().click();
  const approved = page.getByRole("dialog", { name: /Approved the agent/ });
  await expect(approved.getByRole("row", { name: /Status/ })).toContainText(/Proposed.*Approved/);
  await expect(approved.getByText(decider.person.name).first()).toBeVisible();

  await page.reload();
  await expect(approved).toBeVisible();
  await approved.getByRole("link", { name: "Close" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(rows(page)).toHaveCount(2);
});

test("a change has its place in the ledger, is sealed, and its proof can be taken along", async ({
  enter,
}) => {
  const { page } = await enter("Petra Proof", "auditor");
  await page.goto(`/change-log?subject=agent:${id}`);
  await rows(page).filter({ hasText: "Approved the agent" }).getByRole("link").first().click();
  const change = page.getByRole("dialog", { name: /Approved the agent/ });
  await expect(change).toBeVisible(); // before it is asked for again, or the reload would be that of the list
  await expect(async () => {
    await page.reload();
    await expect(change.locator('[data-proof="sealed"]')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(change.getByText("The entry in the ledger says what is shown here")).toBeVisible();

  const proof = change.getByRole("link", { name: /^Download governance-\d+\.tlog-proof$/ });
  const [file] = await Promise.all([page.waitForEvent("download"), proof.click()]);
  expect(file.suggestedFilename()).toMatch(/\.tlog-proof$/);
  await change.getByRole("link", { name: "verify" }).click();
  await expect(page).toHaveURL(/\/ledger\/entries\/governance-\d+/);
});

test("a record is shown as it was at an instant, and that there was none before", async ({
  enter,
}) => {
  const { page } = await enter("Asa Auditor", "auditor");
  await page.goto(`/change-log?subject=agent:${id}`);
  const registered = await rows(page).last().getByRole("time").first().getAttribute("datetime");
  expect(registered).not.toBeNull();
  await page.goto(`/change-log?subject=agent:${id}&asOf=${registered}`);
  const then = page.getByRole("region", { name: "The record as it was" });
  await expect(then.getByText("Proposed", { exact: true })).toBeVisible();
  await page.goto(`/change-log?subject=agent:${id}&asOf=2999-01-01`);
  await expect(then.getByText("Approved", { exact: true })).toBeVisible();
  await page.goto(`/change-log?subject=agent:${id}&asOf=2001-01-01`);
  await expect(page.getByText("There was no such record yet")).toBeVisible();
});

test("an agent's owner reads the log of agents, and nothing about sessions", async ({ enter }) => {
  const { page } = await enter("Oona Owner", "owner");
  await page.goto(`/change-log?who=${owner.person.id}`);
  await expect(rows(page).filter({ hasText: "Proposed the agent" })).toHaveCount(1);
  await expect(rows(page).filter({ hasText: "Signed in" })).toHaveCount(0);
  await page.goto(`/change-log?kind=session&who=${owner.person.id}`);
  await expect(rows(page)).toHaveCount(0);
});

function rows(page: Page) {
  return page
    .getByRole("table", { name: /Changes/ })
    .locator("tbody")
    .getByRole("row");
}
