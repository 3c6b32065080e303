import { readFile } from "node:fs/promises";
import { expect } from "playwright/test";
import { callLine, pushedCalls } from "../fixtures/calls";
import { approveByPost, proposeAgent } from "../fixtures/records";
import { test } from "../fixtures/test";
import { visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";

const ZONE = "Europe/Berlin";

test("LOG-11: who accessed production at a local moment is answered with zone, person, grant and approval, and as a sheet", async ({
  enter,
}) => {
  const [admin, owner, officer] = await Promise.all([
    visitor("Ines Admin", "admin"),
    visitor("Olga Owner", "owner"),
    visitor("Otto Officer", "compliance"),
  ]);
  const agent = await proposeAgent(owner, "Order helper");
  await approveByPost(officer, agent.name);
  const server = unique("orders").toLowerCase().replaceAll(" ", "-");
  const line = callLine({ "mcp.target": server, "src.identity": agent.slug, "jwt.sub": "ops-17" });
  const at = new Date();
  await pushedCalls(admin, [line, { ...line, "gen_ai.tool.call.arguments": { sql: "select 2" } }]);

  const { page } = await enter("Ada Auditor", "auditor");
  await page.goto("/activity/question");
  await page.getByLabel("When").fill(localMinute(at));
  await page.getByLabel("Zone").fill(ZONE);
  await page.getByLabel("Environment").selectOption("production");
  await page.getByLabel("Server").selectOption(server);
  await page.getByLabel("When").press("Enter");

  await expect(
    page.getByRole("heading", { name: `2 calls by ${agent.name}, on behalf of ops-17.` }),
  ).toBeVisible();
  const answer = page.getByRole("region", { name: /2 calls by/ });
  await expect(answer.getByText(new RegExp(`${ZONE} \\([+]0[12]:00\\)`)).first()).toBeVisible();
  await expect(answer.getByText(`Approved by ${officer.person.name}`)).toBeVisible();
  await expect(answer.getByText(/no grant can be told|No grant:/).first()).toBeVisible();
  await expect(answer.getByText(/gaps? (is known|lies|lie) in this time/)).toBeVisible();
  await expect(answer.getByRole("row", { name: new RegExp(`${server}[.]query`) })).toContainText(
    /calls #\d+/,
  );

  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Take it as PDF" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/who-was-it.*[.]pdf$/);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
});

test("a call is found, its record is read from the ledger, and a caller that nobody registered is dismissed or registered", async ({
  enter,
}) => {
  const admin = await visitor("Ines Admin", "admin");
  const shadow = unique("shadow").toLowerCase().replaceAll(" ", "-");
  const trace = { "trace.id": "0af7651916cd43dd8448eb211c80319c" };
  const source = await pushedCalls(admin, [
    callLine({ ...trace, "span.id": "b7ad6b7169203331", "src.identity": shadow }),
    callLine({
      ...trace,
      "span.id": "b7ad6b7169203332",
      "src.identity": shadow,
      "http.status": 403,
    }),
  ]);
  const { page } = await enter("Cora Compliance", "compliance");
  await page.goto(`/activity?source=${source}`);
  await expect(page.getByRole("table", { name: "Calls" }).getByRole("row")).toHaveCount(3);
  await page.getByRole("table", { name: "Calls" }).getByRole("link").last().click();

  await expect(
    page.getByRole("table", { name: "Calls of the trace in their order" }),
  ).toBeVisible();
  await expect(page.getByText("select 1")).toHaveCount(0);
  await page.getByRole("button", { name: "Show the record" }).click();
  await expect(page.getByRole("region", { name: "Arguments of the call" })).toContainText(
    "select 1",
  );
  const from = page.getByRole("table", { name: "G3 From where" });
  await expect(from.getByRole("row", { name: /^client[.]address / })).toContainText("Provided");
  await expect(from.getByRole("row", { name: /^mcp[.]client[.]name/ })).toContainText(
    "Not provided",
  );

  await page.goto("/activity/candidates");
  await page.getByRole("link", { name: `Register ${shadow}` }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(shadow);
  await page.goto("/activity/candidates");
  await page.getByRole("button", { name: `Dismiss ${shadow}` }).click();
  const form = page.getByRole("dialog");
  await form.getByLabel("Why it needs no entry").fill("A trial of the vendor's.");
  await form.getByRole("button", { name: "Dismiss" }).click();
  await expect(
    page
      .getByRole("table", { name: "Dismissed callers" })
      .getByRole("row", { name: new RegExp(shadow) }),
  ).toContainText("A trial of the vendor's.");
});

function localMinute(at: Date): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: ZONE,
    dateStyle: "short",
    timeStyle: "short",
  });
  return parts.format(at);
}
