import { expect } from "playwright/test";
import { agentFields, register } from "../fixtures/records";
import { PASSWORD } from "../fixtures/sessions";
import { test } from "../fixtures/test";
import { visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";

test("an admin invites a person, changes their roles, and deactivates them on their next request", async ({
  enter,
  browser,
}) => {
  const { page: admin } = await enter("Ada Admin", "admin");
  const name = unique("Piet Person");
  await admin.goto("/settings/people");
  await admin.getByRole("button", { name: "Invite a person" }).click();
  const invitation = admin.getByRole("dialog");
  await invitation.getByLabel("Name").fill(name);
  await invitation
    .getByLabel("E-mail address")
    .fill(`${unique("piet").replace(" ", ".")}@example.com`);
  await invitation.getByLabel("Title").fill("Analyst");
  await invitation.getByRole("checkbox", { name: "Agent owner" }).check();
  await invitation.getByRole("button", { name: "Make the invitation" }).click();
  const shown = admin.getByRole("dialog", { name: `Invitation link for ${name}` });
  const link = await shown
    .getByText(/\/welcome\//)
    .last()
    .textContent();
  await shown.getByRole("button", { name: "I have copied it" }).click();

  const person = await browser.newPage();
  await person.goto(new URL(link ?? "").pathname);
  await person.getByLabel("Password").fill(PASSWORD);
  await person.getByRole("button", { name: "Join and sign in" }).click();
  await expect(person).toHaveURL(/\/$/);

  await admin.goto(`/settings/people?q=${encodeURIComponent(name)}`);
  await admin.getByRole("link", { name }).click();
  await expect(admin.getByRole("heading", { level: 1, name })).toBeVisible();
  await admin.getByRole("checkbox", { name: "Risk owner" }).check();
  await admin.getByRole("button", { name: "Change the roles" }).click();
  await expect(admin.getByText("The roles are changed.").last()).toBeVisible();
  await person.goto("/profile");
  await expect(person.getByText("Risk owner.")).toBeVisible();

  await admin.getByRole("button", { name: "Deactivate" }).click();
  const ending = admin.getByRole("dialog");
  await ending.getByLabel("Reason").fill("Left the company.");
  await ending.getByLabel(/to confirm/).fill(name);
  await ending.getByRole("button", { name: "Deactivate" }).click();
  await expect(admin.getByText("The person is deactivated.").last()).toBeVisible();
  await person.reload();
  await expect(person).toHaveURL(/\/sign-in/);
  await person.close();
});

test("the second of two admins who change one person decides between both versions", async ({
  enter,
}) => {
  const [one, other, subject] = await Promise.all([
    enter("Ava Admin", "admin"),
    enter("Ben Admin", "admin"),
    enter("Cara Changed", "owner"),
  ]);
  const address = `/settings/people/${subject.person.id}`;
  await Promise.all([one.page.goto(address), other.page.goto(address)]);
  await one.page.getByRole("checkbox", { name: "Auditor" }).check();
  await one.page.getByRole("button", { name: "Change the roles" }).click();
  await expect(one.page.getByText("The roles are changed.").last()).toBeVisible();

  await other.page.getByRole("checkbox", { name: "Risk owner" }).check();
  await other.page.getByRole("button", { name: "Change the roles" }).click();
  await expect(other.page.getByRole("cell", { name: "Agent owner, Auditor" })).toBeVisible();
  await other.page
    .getByRole("row", { name: /^Roles/ })
    .getByRole("button", { name: "Keep mine" })
    .click();
  await other.page.getByRole("button", { name: "Change the roles" }).click();
  await expect(other.page.getByText("The roles are changed.").last()).toBeVisible();
  await other.page.reload();
  await expect(other.page.getByRole("checkbox", { name: "Risk owner" })).toBeChecked();
  await expect(other.page.getByRole("checkbox", { name: "Auditor" })).not.toBeChecked();
});

test("who leaves is shown with what they answer for, and their successor is proposed", async ({
  enter,
}) => {
  const [leaver, successor] = await Promise.all([
    visitor("Leo Leaver", "owner"),
    visitor("Suna Successor", "owner"),
  ]);
  const name = unique("Left behind");
  const words = { name, ownerId: leaver.person.id, successorId: successor.person.id };
  await register(leaver, agentFields(words));
  const { page } = await enter("Adam Admin", "admin");
  await page.goto(`/settings/people/${leaver.person.id}`);
  const named = page.getByRole("list", { name: "Agents that name this person" });
  await expect(named).toContainText(name);
  await expect(named).toContainText(successor.person.name);
  await page.getByRole("button", { name: "Deactivate" }).click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText(name);
  await question.getByLabel("Reason").fill("Left the company.");
  await question.getByLabel(/to confirm/).fill(leaver.person.name);
  await question.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByRole("region", { name: "Messages" })).toContainText("deactivated");
  expect((await leaver.request.get("/profile", { maxRedirects: 0 })).status()).toBe(307);
  await expect(page.getByRole("list", { name: "Agents that name this person" })).toContainText(
    name,
  );
});

test("an admin's own page offers neither roles nor an end", async ({ enter }) => {
  const { page, person } = await enter("Sol Self", "admin");
  await page.goto(`/settings/people/${person.id}`);
  await expect(page.getByText("Nobody changes their own roles.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Change the roles" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Deactivate" })).toHaveCount(0);
});

test("a machine token is shown once, and says who answers for it", async ({ enter }) => {
  const { page, person } = await enter("Tom Token", "admin", "compliance");
  const name = unique("Pipeline");
  await page.goto("/settings/tokens");
  await page.getByRole("button", { name: "Make a token" }).click();
  const making = page.getByRole("dialog");
  await making.getByLabel("Name").fill(name);
  await making.getByLabel("Register and update agents").check();
  await making.getByLabel("Who answers for it").fill(person.name);
  await page.getByRole("option", { name: person.name }).click();
  await making.getByRole("button", { name: "Make the token" }).click();
  const shown = page.getByRole("dialog", { name: `Machine token ${name}` });
  await expect(shown.getByText(/^csn_[\w-]{43}$/)).toBeVisible();
  await shown.getByRole("button", { name: "I have copied it" }).click();
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText(person.name);
  await expect(row).toContainText("Usable");
});
