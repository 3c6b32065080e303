import { expect } from "playwright/test";
import { awake } from "../fixtures/awake";
import { dayIn, readyForAccess } from "../fixtures/grant";
import { type SignedIn, test } from "../fixtures/test";
import type { Visitor } from "../fixtures/visitors";

test("CHG-06: access is asked by searching, nothing typed is lost, another person approves, and its end is asked for", async ({
  enter,
}) => {
  const [asking, deciding] = await Promise.all([
    enter("Olga Asker", "owner"),
    enter("Dirk Decider", "compliance"),
  ]);
  const { agent, key, server } = await readyForAccess(visiting(asking), visiting(deciding));

  const { page } = asking;
  await page.goto("/access-matrix/request");
  await awake(page);
  await page.getByRole("combobox", { name: "Key" }).fill(agent.name);
  await page.getByRole("option", { name: new RegExp(key.label) }).click();
  const search = page.getByRole("searchbox", { name: "Search operations" });
  await search.fill(`${server.name} list orders`);
  const found = page.getByRole("list", { name: "Operations found" });
  await expect(found.getByRole("listitem")).toHaveCount(1);
  await expect(found).toContainText("Lists orders.");
  await search.press("Enter");
  const chosen = page.getByRole("list", { name: "Chosen operations" });
  await expect(chosen.getByRole("listitem")).toHaveCount(1);
  await page.getByRole("textbox", { name: "Purpose" }).fill("To list the orders of the day.");
  await expect(page.getByText(/Draft kept/)).toBeVisible();

  await page.reload(); // the draft brings everything back
  await awake(page);
  await expect(chosen.getByText("list_orders")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Purpose" })).toHaveValue(/orders of the day/);
  await page.getByRole("button", { name: "Send for approval" }).click();
  await expect(page.getByText("Give the last day as 2027-03-31.").first()).toBeVisible();
  await expect(chosen.getByText("list_orders")).toBeVisible(); // an error keeps it as well
  await page.getByLabel("Granted through").fill(dayIn(30));
  await page.getByRole("button", { name: "Send for approval" }).click();
  await expect(page).toHaveURL(/\/inbox\/[0-9a-f-]{36}$/);

  await deciding.page.goto(new URL(page.url()).pathname);
  await awake(deciding.page);
  await expect(deciding.page.getByText(/\+ list_orders \(read/)).toBeVisible();
  await deciding.page.getByLabel("Approve").check();
  await deciding.page.getByRole("button", { name: "Approve" }).click();
  await expect(deciding.page.getByRole("region", { name: "Messages" })).toContainText("Approved");

  await page.goto(`/access-matrix/grants?key=${key.id}`);
  await page.getByRole("link", { name: "list_orders" }).click();
  await expect(page.getByText("To list the orders of the day.").first()).toBeVisible();
  await expect(page.getByRole("row", { name: /Gave the grant/ })).toContainText(
    deciding.person.name,
  );
  await awake(page);
  await page.getByRole("button", { name: "Ask for its removal" }).click();
  const dialog = page.getByRole("dialog", { name: "Ask that this grant ends" });
  await dialog.getByLabel("Reason").fill("The job is done.");
  await dialog.getByRole("button", { name: "Send for approval" }).click();
  await expect(page).toHaveURL(/\/inbox\/[0-9a-f-]{36}$/);
});

function visiting({ context, person }: SignedIn): Visitor {
  return { request: context.request, person, roles: [] };
}
