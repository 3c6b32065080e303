import { expect } from "playwright/test";
import { raisedFinding, runJobs } from "../fixtures/finding";
import { test } from "../fixtures/test";
import { visitor } from "../fixtures/visitors";

test("a finding is triaged and closed with a rationale, and the triage log says so", async ({
  enter,
}) => {
  const [admin, reader] = await Promise.all([
    visitor("Fred Admin", "admin"),
    visitor("Fred Reader", "compliance"),
  ]);
  const { page, person } = await enter("Frida Officer", "compliance");
  const { caller } = await raisedFinding(admin, reader);

  await page.goto(`/findings?q=${caller}`);
  await page.getByRole("link", { name: `Unregistered agent: ${caller}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(caller);
  const why = page.getByRole("region", { name: "Why it was raised" });
  await expect(why).toContainText("1 call more than the none there should be");
  await expect(page.getByRole("link", { name: /^calls #/ })).toBeVisible();

  await page.getByRole("textbox", { name: "Note" }).fill("Asked the platform team.");
  await page.getByRole("button", { name: "Record the triage" }).click();
  await expect(page.getByText("In progress").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "Where it stands" })).toContainText(person.name);

  await page.getByLabel("True positive").check();
  await page.getByLabel("Rationale").fill("Too short.");
  await page.getByRole("button", { name: "Close the finding" }).click();
  await expect(page.getByText("Say in at least 20 characters").first()).toBeVisible();
  await page.getByLabel("Rationale").fill("A script of the platform team with a key of its own.");
  await page.getByRole("textbox", { name: "Incident" }).fill("INC-7");
  await page.getByRole("button", { name: "Close the finding" }).click();
  await expect(page).toHaveURL(/\/findings$/);

  await page.goto(`/findings?show=closed&q=${caller}`);
  await expect(page.getByRole("row", { name: new RegExp(caller) })).toContainText("True positive");
  const log = await page.request.get(`/api/findings/export?format=csv&show=all&q=${caller}`);
  expect(log.headers()["content-disposition"]).toContain("findings");
});

test("G37: the canary of every log path arrives and is noticed", async ({ enter }) => {
  await runJobs("activity.canary", "findings.canary", "findings.detect", "findings.detect-faults");
  const { page } = await enter("Fay Auditor", "auditor");
  await page.goto("/findings/detectors");
  await expect(page.getByRole("table", { name: "Log paths" }).getByText("Alive")).toHaveCount(3);
  await expect(page.getByRole("table", { name: "Detectors" })).not.toContainText("Not evaluated");
});
