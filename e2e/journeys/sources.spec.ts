import { expect } from "playwright/test";
import { test } from "../fixtures/test";
import { unique } from "../fixtures/words";

test("a source is added, sends with the token that is shown once, is edited, tried with a mapping, and disabled", async ({
  enter,
}) => {
  const { page } = await enter("Sasha Sources", "admin", "auditor");
  const name = unique("Edge gateway");
  await page.goto("/settings/sources/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Kind").selectOption({ label: "agentgateway" });
  await page.getByLabel("Environment").fill("production");
  await page.getByRole("button", { name: "Add the source" }).click();
  const shown = page.getByRole("dialog", { name: `Token of the source ${name}` });
  const token = /cs_[\w-]{43}/.exec((await shown.textContent()) ?? "")?.[0] ?? "";
  expect(token).not.toBe("");
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("Nothing yet").first()).toBeVisible();
  expect(await page.content()).not.toContain(token);
  const source = new URL(page.url()).pathname;
  const id = source.split("/").at(-1) ?? "";

  const send = () =>
    page.request.post(`/api/ingest/${id}`, {
      headers: { authorization: `Bearer ${token}` },
      data: JSON.stringify(lineOf(new Date())),
    });
  const reply = await send();
  expect({ status: reply.status(), body: await reply.json() }).toMatchObject({
    status: 200,
    body: { accepted: 1, quarantined: 0 },
  });
  await page.reload();
  await expect(page.getByText("Sending").first()).toBeVisible();
  await expect(page.getByText("never", { exact: true })).toHaveCount(0);

  await page.getByRole("button", { name: "Read a test record" }).click();
  await expect(page.getByRole("region", { name: "Record 1" })).toContainText("tool_call");

  await page.getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Region").fill("eu-central-1");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("eu-central-1").first()).toBeVisible();

  await page.getByRole("link", { name: "Mapping" }).click();
  await page.getByRole("button", { name: "lasso" }).click();
  await page.getByLabel("Records to try it with").fill(LASSO);
  const preview = page.getByRole("region", { name: "What would be made of them" });
  await expect(preview.getByRole("row", { name: /^gen_ai[.]tool[.]name/ })).toContainText("search");
  await expect(preview).not.toContainText("jane@example.com");
  await expect(page.getByText(/Draft kept in this browser/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Records to try it with")).toHaveValue(LASSO);
  await page.getByRole("button", { name: "Save as the next version" }).click();
  await expect(page.getByText("version 1", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Disable" }).click();
  const question = page.getByRole("dialog", { name: `Disable ${name}` });
  await question.getByLabel("Reason").fill("The gateway is moved.");
  await question.getByLabel(/to confirm/).fill(id);
  await question.getByRole("button", { name: "Disable the source" }).click();
  await expect(page.getByText("Disabled").first()).toBeVisible();
  expect((await send()).status()).toBe(401);

  await page.getByRole("link", { name: "History" }).click();
  for (const act of ["Added the source", "Saved the mapping", "Disabled the source"]) {
    await expect(page.getByRole("row", { name: new RegExp(act) }).first()).toBeVisible();
  }
});

const LASSO = JSON.stringify({
  timestamp: "2026-11-21 12:00:00.250000",
  capability_name: "search",
  capability_type: "tool",
  server_name: "wiki",
  isError: 0,
  mail: "jane@example.com",
});

function lineOf(now: Date) {
  return {
    level: "info",
    time: now.toISOString(),
    scope: "request",
    "src.addr": "192.0.2.1:50000",
    "http.status": 200,
    "jwt.sub": "invoice-agent",
    "mcp.method.name": "tools/call",
    "mcp.target": "postgres",
    "gen_ai.tool.name": "query",
    duration: "12ms",
  };
}
