import { expect } from "playwright/test";
import { runJobs } from "../fixtures/finding";
import { statedPolicy, statePolicy } from "../fixtures/policy";
import { test } from "../fixtures/test";
import { visitor } from "../fixtures/visitors";

test("G-06, CHG-02: what a gateway enforces without a grant is on the list of deviations until somebody explains it or it goes", async ({
  enter,
}) => {
  const admin = await visitor("Enno Admin", "admin");
  const { page } = await enter("Edda Officer", "compliance");
  const { source, line } = await statedPolicy(admin);
  await runJobs("access-matrix.compare");

  await page.goto("/access-matrix/enforced");
  const row = page.getByRole("row", { name: new RegExp(source.name) }).first();
  await expect(row).toContainText("Fresh");
  await row.getByRole("link", { name: source.name }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("policy 1");
  const differences = page.getByRole("region", { name: "Differences to the policy before" });
  await expect(differences).toContainText("Unknown to the registry");

  await page.goto(`/access-matrix/deviations?q=${line.principal}`);
  await page.getByRole("link", { name: "Unknown to the registry" }).last().click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText(line.principal);
  await drawer.getByLabel("Explained").check();
  await drawer.getByLabel("Explanation").fill("Too short.");
  await drawer.getByRole("button", { name: "Record" }).click();
  await expect(drawer.getByText("at least 20 characters").last()).toBeVisible();
  await drawer.getByLabel("Explanation").fill("A test account of the gateway; it goes on Monday.");
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await drawer.getByLabel("Until").fill(tomorrow);
  await drawer.getByRole("button", { name: "Record" }).click();
  await expect(drawer).toContainText("Disposed of the deviation");

  // The officer states the policy of a gateway by hand: the stranger is gone.
  await page.goto("/access-matrix/enforced/upload");
  await page.getByLabel("Gateway").selectOption(source.id);
  await page.getByLabel("CSV file").setInputFiles({
    ...{ name: "policy.csv", mimeType: "text/csv" },
    buffer: Buffer.from("principal,server,operation\n"),
  });
  await page.getByRole("button", { name: "State the policy" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("policy 2");
  await expect(page.getByText("Was not granted")).toBeVisible();
  expect(await statePolicy(admin, source.token, [])).toMatchObject({ outcome: "confirmed" });
  await runJobs("access-matrix.compare");
  await page.goto(`/access-matrix/deviations?state=cleared&q=${line.principal}`);
  await expect(page.getByRole("table", { name: "Deviations" })).toContainText("Cleared");
  const file = await page.request.get(
    `/api/access-matrix/deviations?format=csv&state=all&q=${line.principal}`,
  );
  expect(file.headers()["content-disposition"]).toContain("deviations");
});
