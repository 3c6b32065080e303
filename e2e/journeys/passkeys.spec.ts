import { expect } from "playwright/test";
import { addAuthenticator, enrolPasskey } from "../fixtures/passkey";
import { test } from "../fixtures/test";

test("a passkey is enrolled, renamed and revoked; another after the last takes an admin's link", async ({
  enter,
}) => {
  const [{ page, person }, { page: admin }] = await Promise.all([
    enter("Noor Officer", "compliance"),
    enter("Ada Admin", "admin"),
  ]);
  await addAuthenticator(page);
  await page.goto("/profile");
  await enrolPasskey(page, "Work laptop");
  const row = page.getByRole("row", { name: /Work laptop/ });
  await expect(row).toContainText("Enrolled in the last 24 hours");
  await expect(row).toContainText("Bound to one device");

  await page.getByRole("button", { name: "Rename Work laptop" }).click();
  const renaming = page.getByRole("dialog");
  await renaming.getByLabel("Name of the passkey").fill("Desk in Porto");
  await renaming.getByRole("button", { name: "Rename the passkey" }).click();
  await page.getByRole("button", { name: "Revoke Desk in Porto" }).click();
  const revoking = page.getByRole("dialog");
  await revoking.getByLabel(/to confirm/).fill("Desk in Porto");
  await revoking.getByRole("button", { name: "Revoke the passkey" }).click();
  await expect(page.getByText("A new passkey takes a second person")).toBeVisible();
  await expect(page.getByRole("row", { name: /Desk in Porto/ })).toContainText("Revoked");

  await admin.goto(`/settings/people/${person.id}`);
  await admin.getByRole("button", { name: "Make a passkey link" }).click();
  await admin.getByRole("button", { name: "Make the link" }).click();
  const shown = admin.getByRole("dialog", { name: /One-time link/ });
  const link = await shown
    .getByText(/\/welcome\//)
    .last()
    .textContent();
  await page.goto(new URL(link ?? "").pathname);
  await page.getByRole("link", { name: "Go to my profile" }).click();
  await enrolPasskey(page, "New laptop");
  await expect(page.getByRole("row", { name: /New laptop/ })).toBeVisible();
});

test("a wrong password enrols nothing and keeps the name that was typed", async ({ enter }) => {
  const { page } = await enter("Wes Wrong", "owner");
  await addAuthenticator(page);
  await page.goto("/profile");
  await page.getByLabel("Name of the passkey").fill("Work laptop");
  await page.getByLabel("Current password").fill("not this one, either");
  await page.getByRole("button", { name: "Enrol a passkey" }).click();
  await expect(page.getByText("This is not your current password.")).toBeVisible();
  await expect(page.getByLabel("Name of the passkey")).toHaveValue("Work laptop");
});
