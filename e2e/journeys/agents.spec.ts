import { expect, type Page } from "playwright/test";
import { activate, approve, fillAgent, registerAgent } from "../fixtures/agent";
import { test } from "../fixtures/test";
import { unique } from "../fixtures/words";

test("an agent is registered, approved by another person, activated, and the change log shows it all", async ({
  enter,
}) => {
  const [owner, officer, sponsor, successor] = await Promise.all([
    enter("Olga Owner", "owner"),
    enter("Otto Officer", "compliance"),
    enter("Sara Sponsor", "owner"),
    enter("Sven Successor", "owner"),
  ]);
  const name = unique("Invoice sorter");
  await registerAgent(owner.page, {
    name,
    purpose: "Sorts incoming supplier invoices by plant and cost centre for accounting.",
    owner: owner.person.name,
    sponsor: sponsor.person.name,
    successor: successor.person.name,
  });
  await expect(owner.page.getByText("Proposed").first()).toBeVisible();

  await approve(officer.page, name);

  await activate(owner.page, name);

  await owner.page.getByRole("link", { name: "History" }).click();
  for (const act of ["Proposed the agent", "Approved the agent", "Activated the agent"]) {
    await expect(owner.page.getByRole("row", { name: new RegExp(act) })).toBeVisible();
  }
  await owner.page
    .getByRole("row", { name: /Activated the agent/ })
    .getByRole("link")
    .first()
    .click();
  const drawer = owner.page.getByRole("dialog", { name: /Activated the agent/ });
  await expect(drawer.getByRole("row", { name: /Status/ })).toContainText(/Approved.*Active/);
});

test("a draft of a registration survives a reload and is gone once it is sent", async ({
  enter,
}) => {
  const { page, person } = await enter("Dora Draft", "owner");
  const name = unique("Half written agent");
  await page.goto("/agents/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await expect(page.getByText(/Draft kept in this browser/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(name);

  await fillAgent(page, { name, purpose: "Answers where a parcel is.", owner: person.name });
  await page.getByRole("button", { name: "Send for approval" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.goto("/agents/new");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("");
});

test("a name like a registered one is flagged while it is typed (G2)", async ({ enter }) => {
  const { page, person } = await enter("Nina Near", "owner");
  const name = unique("Customs declaration checker");
  const purpose = "Checks customs declarations for missing tariff codes before they are filed.";
  await registerAgent(page, { name, purpose, owner: person.name });
  await page.goto("/agents/new");
  await page.getByLabel("Name", { exact: true }).fill(name.replace("checker", "checkers"));
  await page.getByLabel("Purpose").fill(purpose);
  await expect(page.getByText("This may be registered already")).toBeVisible();
  await expect(page.getByRole("link", { name })).toBeVisible();
});

test("of two people editing one agent the second sees both versions and loses nothing", async ({
  enter,
}) => {
  const [owner, officer] = await Promise.all([
    enter("Ella Editor", "owner"),
    enter("Emil Editor", "compliance", "owner"),
  ]);
  const name = unique("Shift planner");
  await registerAgent(owner.page, {
    name,
    purpose: "Plans warehouse shifts from the order book.",
    owner: owner.person.name,
  });
  await approve(officer.page, name);
  const address = `${owner.page.url()}/edit`;
  await owner.page.goto(address);
  await officer.page.goto(address);

  await owner.page.getByLabel("Description").fill("Planned with the order book of the day before.");
  await send(owner.page);
  await expect(owner.page.getByRole("heading", { level: 1, name })).toBeVisible();

  await officer.page.getByLabel("Description").fill("Planned for the night shift only.");
  await send(officer.page);
  await expect(officer.page.getByText("Somebody else changed this agent")).toBeVisible();
  await expect(
    officer.page.getByText("Planned with the order book of the day before.").first(),
  ).toBeVisible();
  await expect(officer.page.getByLabel("Description")).toHaveValue(
    "Planned for the night shift only.",
  );

  const conflict = officer.page.getByRole("row", { name: /^Description/ });
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await send(officer.page);
  await expect(officer.page.getByRole("heading", { level: 1, name, exact: true })).toBeVisible();
  await expect(officer.page.getByText("Planned for the night shift only.")).toBeVisible();
  await officer.page.getByRole("link", { name: "History" }).click();
  const edits = officer.page.getByRole("row", { name: /Edited the agent/ });
  await expect(edits).toHaveCount(2);
  await edits.last().getByRole("link").first().click();
  await expect(
    officer.page.getByRole("dialog").getByRole("row", { name: /Description/ }),
  ).toContainText("Planned with the order book of the day before.");
});

// The form is in steps; the last one holds the button that sends it.
async function send(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Steps" }).getByText("EU AI Act").click();
  await page.getByRole("button", { name: "Save or send for approval" }).click();
}
