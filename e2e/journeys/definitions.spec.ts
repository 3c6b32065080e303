import { expect } from "playwright/test";
import { approveByPost } from "../fixtures/records";
import { madeServer } from "../fixtures/server";
import { test } from "../fixtures/test";
import { visitor } from "../fixtures/visitors";

const listing = (description: string) =>
  JSON.stringify({
    tools: [
      { name: "list_orders", description, inputSchema: { type: "object" } },
      { name: "drop_orders", annotations: { destructiveHint: true } },
    ],
  });

test("G32 a description that changed is seen, shown word by word, and waits to be pinned anew", async ({
  enter,
}) => {
  const [{ page, person }, officer] = await Promise.all([
    enter("Dirk Definition", "owner"),
    visitor("Olga Officer", "compliance"),
  ]);
  const server = await madeServer(
    { person, request: page.request, roles: ["owner"] },
    "Order book",
  );
  await page.goto(`/servers/${server.slug}/import`);
  const text = page.getByLabel("tools/list", { exact: true });
  const look = page.getByRole("button", { name: "Show what it would change" });
  await text.fill(listing("Lists orders."));
  await look.click();

  const added = page.getByRole("region", { name: "New operations" });
  await expect(added.getByLabel("At worst")).toHaveValue("delete");
  await added.getByLabel("What it does, in plain language").fill("Drops all orders.");
  await page.getByRole("button", { name: "Import 2 operations" }).click();
  await expect(
    page.getByRole("heading", { level: 1, name: server.name, exact: true }),
  ).toBeVisible();

  const address = `/servers/operations/${server.operation}`;
  await page.goto(address);
  await expect(page.getByText("A request to pin it waits")).toBeVisible();
  await approveByPost(officer, `Pin list_orders of ${server.name}`);
  await page.reload();
  await expect(page.getByText("byte for byte")).toBeVisible();

  await page.goto(`/servers/${server.slug}/import`);
  await text.fill(listing("Lists orders, and mails them."));
  await look.click();
  const changed = page.getByRole("region", { name: "Changed" });
  await expect(changed.getByRole("insertion")).toHaveText("Lists orders, and mails them.");
  await page.getByRole("button", { name: "Import 2 operations" }).click();
  await expect(
    page.getByRole("heading", { level: 1, name: server.name, exact: true }),
  ).toBeVisible();
  await page.goto(address);
  await expect(page.getByText("Changed since pinned")).toBeVisible();
  await expect(page.getByText(`Pin anew list_orders of ${server.name}`)).toBeVisible();
});
