import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Page } from "playwright/test";
import { agentFields, register } from "../fixtures/records";
import { type SignedIn, test } from "../fixtures/test";
import { type Visitor, visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";
import { csvOf, unzipped } from "../fixtures/zip";

const FAMILY = unique("Exported");

let owner: Visitor;
let names: string[];

test.beforeAll(async () => {
  owner = await visitor("Elmo Exporter", "owner");
  names = [`${FAMILY} alpha`, `=${FAMILY} beta`, `${FAMILY} "gamma", delta`];
  for (const name of names) await register(owner, agentFields({ name, ownerId: owner.person.id }));
});

test("the CSV holds exactly the rows shown, with its provenance beside it, and the export is registered", async ({
  enter,
}) => {
  const { page, person } = await enter("Cara Compliance", "compliance");
  await page.goto(`/agents?q=${encodeURIComponent(FAMILY)}&sort=name`);
  const shown = await page
    .getByRole("table", { name: "Agents" })
    .getByRole("rowheader")
    .allTextContents();
  const { bytes, fileName } = await take(page, "CSV");
  expect(fileName).toMatch(/[.]zip$/);
  const [head = [], ...rows] = csvOf(bytes);
  const listed = rows.map((row) => (row[head.indexOf("name")] ?? "").replace(/^'/, ""));
  expect(listed).toEqual(shown);
  expect([...listed].sort()).toEqual([...names].sort());

  const files = unzipped(bytes);
  const meta = JSON.parse(
    files.get([...files.keys()].find((name) => name.endsWith(".meta.json")) ?? "")?.toString() ??
      "{}",
  );
  expect(JSON.stringify(meta)).toContain(FAMILY);
  expect(JSON.stringify(meta)).not.toContain(`"${person.email}"`);

  await page.goto(`/exports?q=${createHash("sha256").update(bytes).digest("hex")}`);
  const row = page.getByRole("row", { name: /Agent registry/ });
  await expect(row).toContainText(person.name);
  await row.getByRole("link").first().click();
  const drawer = page.getByRole("dialog", { name: "Agent registry" });
  await expect(drawer.getByText(fileName).first()).toBeVisible();
  await expect(drawer.getByText(FAMILY).first()).toBeVisible();
  await drawer.getByRole("link", { name: "The change it made" }).click();
  await expect(page.getByRole("row", { name: /Took an export/ })).toContainText(person.name);
});

test("the same view comes as an Excel workbook and as a PDF", async ({ enter }) => {
  const { page }: SignedIn = await enter("Rolf Reader", "auditor");
  await page.goto(`/agents?q=${encodeURIComponent(FAMILY)}`);
  const workbook = await take(page, "Excel");
  expect(workbook.fileName).toMatch(/[.]xlsx$/);
  expect([...unzipped(workbook.bytes).keys()]).toContain("xl/workbook.xml");
  const pdf = await take(page, "PDF");
  expect(pdf.fileName).toMatch(/[.]pdf$/);
  expect(pdf.bytes.subarray(0, 5).toString()).toBe("%PDF-");
});

test("the change log is taken out as its filters show it", async ({ enter }) => {
  const { page } = await enter("Lia Logger", "auditor");
  await page.goto(`/change-log?who=${owner.person.id}&action=agent.registered`);
  const { bytes } = await take(page, "CSV");
  const [, ...rows] = csvOf(bytes);
  expect(rows).toHaveLength(names.length);
});

/** Takes the view out through the menu; answers the file as the browser saved it. */
async function take(page: Page, format: string): Promise<{ bytes: Buffer; fileName: string }> {
  await page.getByRole("button", { name: "Export" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: format }).click();
  const download = await coming;
  await expect(
    page.getByText(`${download.suggestedFilename()} is downloaded.`).last(),
  ).toBeVisible();
  return { bytes: await readFile(await download.path()), fileName: download.suggestedFilename() };
}
