import { expect } from "playwright/test";
import { awake } from "../fixtures/awake";
import { proposeAgent } from "../fixtures/records";
import { test } from "../fixtures/test";
import { visitor } from "../fixtures/visitors";

test("Ctrl-K finds an agent by name, and Enter goes there", async ({ enter }) => {
  const owner = await visitor("Kim Keys", "owner");
  const { name } = await proposeAgent(owner, "Palette target");
  const { page } = await enter("Kai Keys", "owner");
  await page.goto("/inbox");
  await awake(page);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Find anything" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(name);
  await expect(palette.getByRole("option", { name })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
});

test("g and a letter jumps, ? lists the keys, and Escape gives the focus back", async ({
  enter,
}) => {
  const { page } = await enter("Kit Keys", "owner");
  await page.goto("/inbox");
  await awake(page);
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page).toHaveURL(/\/agents$/);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys of this page" });
  await expect(help.getByText("Next row")).toBeVisible();
  await expect(help.getByText("Find anything")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await expect(page).toHaveURL(/\/agents$/);
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
});

test("j and k move through a table, Enter opens the row, and what has the focus is seen", async ({
  enter,
}) => {
  const owner = await visitor("Ken Keys", "owner");
  for (const words of ["Table alpha", "Table beta"]) await proposeAgent(owner, words);
  const { page } = await enter("Kay Keys", "owner");
  await page.goto(`/agents?owner=${owner.person.id}&sort=name`);
  await awake(page);
  const links = page.getByRole("rowheader").getByRole("link");
  await expect(links).toHaveCount(2);
  await page.keyboard.press("j");
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(links.nth(0)).toBeFocused();
  const outline = await links.nth(0).evaluate((link) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(link);
    return `${outlineStyle} ${outlineWidth}`;
  });
  expect(outline).toMatch(/^(?!none).* [1-9]/);
  const name = await links.nth(0).textContent();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: name ?? "" })).toBeVisible();
});

test("a key typed into a field is a letter and no command", async ({ enter }) => {
  const { page } = await enter("Kurt Keys", "owner");
  await page.goto("/agents/new");
  await awake(page);
  await page.getByLabel("Name", { exact: true }).pressSequentially("gap j?k");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("gap j?k");
  await expect(page).toHaveURL(/\/agents\/new$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("Tab reaches the page past the side, and each stop shows its focus", async ({ enter }) => {
  const { page } = await enter("Kara Keys", "owner");
  await page.goto("/agents");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the page" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
