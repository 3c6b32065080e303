import { expect } from "playwright/test";
import { awake } from "../fixtures/awake";
import { proposeAgent } from "../fixtures/records";
import { test } from "../fixtures/test";
import { visitor } from "../fixtures/visitors";

test("G38: what waits is found by keyboard, handed over, and decided by the one who got it alone", async ({
  enter,
}) => {
  const owner = await visitor("Ona Owner", "owner");
  const [first, second] = await Promise.all([
    enter("Fay Officer", "compliance"),
    enter("Sol Officer", "compliance"),
  ]);
  const { name } = await proposeAgent(owner, "Handed over");

  const { page } = first;
  await page.goto("/inbox");
  await awake(page);
  const titles = page
    .getByRole("list", { name: "Waits for me" })
    .getByRole("heading")
    .getByRole("link");
  await page.keyboard.press("j");
  await expect(titles.first()).toBeFocused();
  await titles.filter({ hasText: name }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);

  await page.getByRole("button", { name: "Hand over" }).click();
  const dialog = page.getByRole("dialog", { name: "Hand this request over" });
  const to = dialog.getByRole("combobox", { name: "To" });
  await to.fill(owner.person.name); // who asked is not among those who could decide
  await expect(page.getByRole("option")).toHaveCount(0);
  await to.fill(second.person.name);
  await page.getByRole("option", { name: second.person.name }).click();
  await dialog.getByLabel("Reason").fill("I am away this week.");
  await dialog.getByRole("button", { name: "Hand over" }).click();
  await expect(page).toHaveURL(/\/inbox$/);
  await expect(titles.filter({ hasText: name })).toHaveCount(0);

  await second.page.goto("/inbox");
  await second.page.getByRole("link", { name }).first().click();
  await expect(second.page.getByText(`${second.person.name}, named in the request`)).toBeVisible();
  await page.goto(new URL(second.page.url()).pathname);
  await expect(page.getByText("This waits for a named person")).toBeVisible();

  await awake(second.page);
  await second.page.keyboard.press("a");
  await expect(second.page.getByLabel("Approve")).toBeChecked();
  await expect(second.page.getByRole("textbox", { name: /^Note/ })).toBeFocused();
  await second.page.getByRole("button", { name: "Approve" }).click();
  await expect(second.page.getByRole("region", { name: "Messages" })).toContainText("Approved");

  await page.reload();
  await page.getByRole("link", { name: "History" }).click();
  for (const act of ["Handed the request over", "Approved the request"]) {
    await expect(page.getByRole("row", { name: new RegExp(act) }).first()).toBeVisible();
  }
});
