import { expect } from "playwright/test";
import { test } from "../fixtures/test";
import { unique } from "../fixtures/words";
import { agentsYaml, yamlAgent } from "../fixtures/yaml";

test("agents.yaml is looked at, corrected where a line is wrong, sent, and changes nothing a second time", async ({
  enter,
}) => {
  const { page, person } = await enter("Ivo Importer", "owner");
  const names = [unique("Tide reader"), unique("Harbour clerk")];
  const yaml = agentsYaml(...names.map((name) => yamlAgent(name, person.email)));
  await page.goto("/agents/import");

  const wrong = yaml.replace("acts-within-limits", "sometimes");
  const line = wrong.split("\n").findIndex((text) => text.includes("sometimes")) + 1;
  await page.getByLabel("File", { exact: true }).setInputFiles(fileOf(wrong));
  await expect(page.getByLabel("agents.yaml", { exact: true })).toHaveValue(wrong);
  await page.getByRole("button", { name: "Show what it would change" }).click();
  await expect(page.getByText(`line ${line}, autonomy`)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Send/ })).toHaveCount(0);

  await page.getByLabel("File", { exact: true }).setInputFiles(fileOf(yaml));
  await page.getByRole("button", { name: "Show what it would change" }).click();
  const plan = page.getByRole("region", { name: "New" });
  for (const name of names) await expect(plan.getByText(name).first()).toBeVisible();
  await page.getByRole("button", { name: "Send 2 agents for approval" }).click();
  await expect(page).toHaveURL(/\/agents\?/);
  for (const name of names) await expect(page.getByRole("row", { name })).toContainText("Proposed");

  await page.goto("/agents/import");
  await page.getByLabel("agents.yaml", { exact: true }).fill(yaml);
  await page.getByRole("button", { name: "Show what it would change" }).click();
  await expect(page.getByText("Nothing would change")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Send/ })).toHaveCount(0);
});

function fileOf(text: string) {
  return { name: "agents.yaml", mimeType: "application/yaml", buffer: Buffer.from(text) };
}
