import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "playwright/test";
import { PAGES } from "../fixtures/doors";
import { proposeAgent, requestAbout } from "../fixtures/records";
import { test } from "../fixtures/test";
import { visitor } from "../fixtures/visitors";

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const LOOKS = [
  { name: "light", colorScheme: "light", viewport: WIDE },
  { name: "dark", colorScheme: "dark", viewport: WIDE },
  { name: "light on a phone", colorScheme: "light", viewport: PHONE },
] as const;

test.describe.configure({ timeout: 180_000 });

for (const { name, colorScheme, viewport } of LOOKS) {
  test(`axe finds nothing on any page, ${name}`, async ({ enter }) => {
    const { page, person } = await enter("Axel Axe", "admin", "compliance", "owner");
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    const found: string[] = [];
    for (const path of await addresses(person.id)) {
      await page.goto(path);
      found.push(...(await violations(page, path)));
    }
    expect(found).toEqual([]);
  });
}

test("axe finds nothing in what opens over a page", async ({ enter }) => {
  const { page } = await enter("Lea Layer", "admin", "compliance", "owner");
  const found: string[] = [];
  await page.goto("/agents");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  found.push(...(await violations(page, "the command palette")));
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  found.push(...(await violations(page, "the key help")));
  await page.keyboard.press("Escape");
  await page.goto("/change-log");
  await page.getByRole("table").getByRole("link").first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  found.push(...(await violations(page, "an open change")));
  expect(found).toEqual([]);
});

// Every page of the table, with a record to show where it is about one.
async function addresses(personId: string): Promise<string[]> {
  const owner = await visitor("Oda Other", "owner");
  const officer = await visitor("Ole Officer", "compliance");
  const { name, slug } = await proposeAgent(owner, "Looked at agent");
  const { requestId } = await requestAbout(officer, name);
  const values: Readonly<Record<string, string>> = {
    "[token]": "no-such-link",
    "[requestId]": requestId,
    "[agent]": slug,
    "[personId]": personId,
    "[room]": "agents",
  };
  return Object.keys(PAGES).map((page) =>
    page.replace(/\[\w+\]/, (parameter) => values[parameter] ?? parameter),
  );
}

async function violations(page: Page, where: string): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  return found.map(
    ({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html }) => html).join(" ")}`,
  );
}
