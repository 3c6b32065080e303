import { expect, type Page } from "playwright/test";
import { type SignedIn, test } from "../fixtures/test";

const ROOM = "/settings/policies/requests";

test("rules are proposed by one person, approved by another, in force at once, and compared", async ({
  enter,
}) => {
  const [one, other] = await Promise.all([
    enter("Pola Proposer", "compliance"),
    enter("Arno Approver", "compliance"),
  ]);
  await adopt(one, other, "7");
  await expect(rule(one.page)).toContainText("7 days");
  await expect(rule(one.page)).not.toContainText("not approved");

  await adopt(one, other, "9");
  const newest = one.page.getByRole("table", { name: "Versions ever adopted" }).getByRole("row");
  await expect(newest.nth(1)).toContainText("In force");
  await expect(newest.nth(1)).toContainText(one.person.name);
  await expect(newest.nth(1)).toContainText(other.person.name);
  await expect(newest.nth(2)).toContainText("Replaced");

  await newest.nth(1).getByRole("link").first().click();
  const differences = one.page.getByRole("table", { name: "Differences between the versions" });
  await expect(differences.getByRole("row", { name: /^Decision due after/ })).toContainText(
    /7 days.*9 days/,
  );
  await expect(differences.getByRole("row")).toHaveCount(2);
});

test("who proposed rules cannot approve them, and bounds are said before anything is asked", async ({
  enter,
}) => {
  const { page } = await enter("Solo Proposer", "compliance");
  await page.goto("/settings/policies/notify");
  await page.getByLabel("Webhook given up after").fill("21");
  await page.getByLabel("Reason").fill("Tried without success.");
  await page.getByRole("button", { name: "Send for approval" }).click();
  await expect(page.getByText("Give a whole number from 1 to 20.")).toBeVisible();
  await page.getByLabel("Webhook given up after").fill("20");
  await page.getByRole("button", { name: "Send for approval" }).click();
  await expect(page).toHaveURL(/\/inbox\//);
  await expect(page.getByText("You cannot decide this request")).toBeVisible();
  await expect(page.getByRole("form", { name: "Decide this request" })).toHaveCount(0);
});

async function adopt(one: SignedIn, other: SignedIn, days: string): Promise<void> {
  await one.page.goto(ROOM);
  await one.page.getByLabel(/^Decision due after/).fill(days);
  await one.page.getByLabel("Reason").fill(`Decisions take ${days} days in practice.`);
  await one.page.getByRole("button", { name: "Send for approval" }).click();
  await expect(one.page).toHaveURL(/\/inbox\//);
  const request = new URL(one.page.url()).pathname;
  await other.page.goto(request);
  await other.page.getByLabel("Approve").check();
  await other.page.getByRole("button", { name: "Approve" }).click();
  await expect(other.page.getByRole("region", { name: "Messages" })).toContainText(
    "Approved and carried out.",
  );
  await one.page.goto(ROOM);
}

function rule(page: Page) {
  return page.getByRole("definition").first();
}
