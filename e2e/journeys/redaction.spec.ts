import { expect } from "playwright/test";
import { checkpointOf } from "../fixtures/ledger";
import { madeSource } from "../fixtures/source";
import { test } from "../fixtures/test";
import { visitor } from "../fixtures/visitors";

test("a file is imported with its progress, a text is tried, and a leak check is drawn and signed", async ({
  enter,
}) => {
  const source = await madeSource(await visitor("Sam Source", "admin"));
  const { page } = await enter("Lea Leak", "admin", "compliance");
  await page.goto("/activity/imports");
  const chooser = page.getByLabel("File", { exact: true });
  await page.getByLabel("Source", { exact: true }).selectOption({ label: source.name });
  await chooser.setInputFiles(linesOf(40));
  await page.getByRole("button", { name: "Import the file" }).click();
  await expect(page.getByText("Imported.")).toBeVisible();
  await expect(
    page.getByText("Records: 40 stored, 0 known already, 1 in quarantine"),
  ).toBeVisible();
  await expect(page.getByRole("row", { name: /calls\.jsonl/ }).first()).toContainText("Imported");

  await page.goto("/activity/imports");
  await page.getByLabel("Source", { exact: true }).selectOption({ label: source.name });
  await chooser.setInputFiles(linesOf(40));
  await page.getByRole("button", { name: "Import the file" }).click();
  const messages = page.getByRole("region", { name: "Messages" });
  await expect(messages.getByText("This file is imported already.")).toBeVisible();

  await page.goto("/settings/redaction");
  await expect(page.getByText(/\d+ of \d+ cases found/)).toBeVisible();
  await page.getByLabel("Text or JSON").fill('{"to":"anna@example.com","password":"hunter2"}');
  await page.getByRole("button", { name: "Show what would be stored" }).click();
  const tried = page.getByRole("region", { name: "What would be stored" });
  await expect(tried).toContainText("[email:try:");
  await expect(tried).not.toContainText("anna@example.com");

  await checkpointOf(await visitor("Wim Waits", "compliance"), "calls", 40);
  await page.getByRole("button", { name: "Draw a leak check" }).click();
  await page.getByRole("button", { name: /^Draw \d+ records$/ }).click();
  const drawer = page.getByRole("dialog", { name: "Leak check" });
  await expect(drawer.getByRole("link", { name: /^calls #/ }).first()).toBeVisible();
  await drawer.getByRole("radio", { name: /Clean/ }).check();
  await drawer.getByLabel("Note").fill("Opened three of them and saw nothing.");
  await drawer.getByRole("button", { name: "Sign the leak check" }).click();
  await expect(drawer.getByRole("button", { name: "Sign the leak check" })).toHaveCount(0);
  await page.goto("/settings/redaction");
  const row = page.getByRole("row", { name: /Opened three of them/ }).first();
  await expect(row).toContainText("Clean");
});

function linesOf(count: number) {
  const lines = Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      ...{ level: "info", time: "2026-11-21T11:59:58.5000Z", scope: "request" },
      ...{ "jwt.sub": "ops-agent", "mcp.method.name": "tools/call", "mcp.target": "postgres" },
      ...{ "gen_ai.tool.name": "query", "gen_ai.tool.call.arguments": { sql: `select ${at}` } },
    }),
  );
  const text = [...lines, '{"broken":'].join("\n");
  return { name: "calls.jsonl", mimeType: "application/x-ndjson", buffer: Buffer.from(text) };
}
