import { expect, type Page } from "playwright/test";
import { stranger } from "../fixtures/sessions";
import { madeSource } from "../fixtures/source";
import { test } from "../fixtures/test";
import { type Visitor, visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";

test("G4: who the registry does not know is found in the heat map by keyboard alone, read out, and its story told", async ({
  enter,
}) => {
  const [admin, { page }] = await Promise.all([
    visitor("Mara Admin", "admin"),
    enter("Otto Matrix", "compliance"),
  ]);
  const caller = unique("night-porter").toLowerCase().replaceAll(" ", "-");
  await letIn(admin, caller);

  await page.goto(`/access-matrix?q=${caller}`);
  const grid = page.getByRole("grid", { name: /^Access matrix/ });
  await expect(grid).toHaveAttribute("aria-busy", "false");
  await page.keyboard.press("m");
  await expect(grid).toBeFocused();
  await expect
    .poll(() => spoken(page))
    .toMatch(new RegExp(`^${caller}; .*Not granted, enforced, used once.*unknown to the registry`));
  await page.keyboard.press("ArrowUp"); // beyond the edge is nothing
  await page.keyboard.press("Enter");
  const story = page.getByRole("dialog", { name: /export_all on / });
  await expect(story.getByText("No grant is in force, and none ever was.")).toBeVisible();
  await expect(story.getByRole("region", { name: "Enforced" })).toContainText(caller);
  await expect(story.getByRole("region", { name: "Used" })).toContainText("Once");
  await page.keyboard.press("Escape");
  await expect(story).toBeHidden();
  await expect(grid).toBeFocused();

  await page.getByRole("link", { name: "List", exact: true }).click();
  const row = page.getByRole("table").getByRole("row", { name: new RegExp(caller) });
  await expect(row).toContainText("Unknown to the registry");
  await page.getByRole("link", { name: /^Used, not granted/ }).click();
  await expect(row).toBeVisible();
  await page.goto(`/access-matrix/compare?q=${caller}`);
  await expect(row).toContainText("enforced, used 1");
});

// What a reader of the screen hears of the cell the keyboard is at.
function spoken(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.querySelector("[role=grid]")?.getAttribute("aria-activedescendant");
    return (at && document.getElementById(at)?.textContent) || "";
  });
}

/** A gateway lets a caller through that nobody registered, and the caller calls. */
async function letIn(admin: Visitor, caller: string): Promise<void> {
  const { id, token } = await madeSource(admin, "Gateway of night porters");
  const gateway = await stranger();
  const headers = { authorization: `Bearer ${token}` };
  const grant = {
    ...{ principal: caller, server: "postgres", operation: "export_all" },
    environment: "production",
  };
  const stated = await gateway.put("/api/access-matrix/enforced-grants", {
    headers,
    data: { grants: [grant] },
  });
  expect(stated.status(), await stated.text()).toBe(200);
  const called = await gateway.post(`/api/ingest/${id}`, {
    headers,
    data: {
      ...{ level: "info", scope: "request", time: new Date().toISOString(), "http.status": 200 },
      ...{ "src.identity": caller, "mcp.method.name": "tools/call", "mcp.target": "postgres" },
      ...{ "gen_ai.tool.name": "export_all", duration: "3ms" },
    },
  });
  expect(await called.json()).toMatchObject({ accepted: 1 });
}
