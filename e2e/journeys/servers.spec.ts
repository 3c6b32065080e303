import { expect } from "playwright/test";
import { callLine, pushedCalls } from "../fixtures/calls";
import { test } from "../fixtures/test";
import { visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";

test("what was called and stands in no register is registered, classified, and contradicts what is said of it (CC6.1)", async ({
  enter,
}) => {
  const [{ page, person }, admin] = await Promise.all([
    enter("Rita Register", "owner"),
    visitor("Anton Admin", "admin"),
  ]);
  const called = unique("warehouse-db").replaceAll(" ", "-").toLowerCase();
  const line = callLine({ "mcp.target": called, "gen_ai.tool.name": "move_stock" });
  await pushedCalls(admin, [line]);

  const row = page.getByRole("row", { name: new RegExp(called) });
  await expect(async () => {
    await page.goto("/servers/candidates?days=7");
    await expect(row).toBeVisible({ timeout: 500 });
  }).toPass();
  await row.getByRole("link", { name: `Register ${called}` }).click();

  await expect(page.getByText(`${called} was called already`)).toBeVisible();
  const name = unique("Warehouse database");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Purpose", { exact: true }).fill("Holds what lies where in the warehouse.");
  await page.getByLabel("We run it", { exact: true }).check();
  await page.getByRole("checkbox", { name: /^Internal/ }).check();
  await page.getByRole("button", { name: /^Continue to/ }).click();
  await page.getByRole("combobox", { name: "Owner" }).fill(person.name);
  await page.getByRole("option", { name: person.name }).click();
  await expect(page.getByRole("textbox", { name: /^Places/ })).toHaveValue(
    new RegExp(`production .* ${called}$`),
  );
  await page.getByRole("button", { name: /^Continue to/ }).click();
  await page.getByRole("radio", { name: /^Out of scope/ }).check();
  await page.getByLabel("Why", { exact: true }).fill("Nobody calls it.");
  await page.getByLabel("Production", { exact: true }).check();
  await page.getByRole("button", { name: "Register", exact: true }).click();

  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const gaps = page.locator("[data-slot=callout]", { hasText: "An auditor would not accept this" });
  await expect(gaps).toContainText("Out of scope, but called: 1 (production)");
  await expect(gaps).toContainText("Operations called that nobody registered: 1 (move_stock)");

  await page.getByLabel("Class of move_stock").selectOption("write");
  await page.getByRole("button", { name: "Register the chosen ones" }).click();
  const operation = page.getByRole("row", { name: /^move_stock/ });
  await expect(operation).toContainText("Write");
  await expect(gaps).not.toContainText("nobody registered");

  await operation.getByRole("link").first().click();
  await page.getByRole("button", { name: "Classify" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What it can do at worst").selectOption("read");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Say why a milder class fits").first()).toBeVisible();
  await dialog.getByLabel("Reason").fill("It only moves a marker.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();

  await page.goto(`/servers?q=${encodeURIComponent(name)}&gap=scope-contradicted`);
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Out of scope");
});
