import { expect, test } from "playwright/test";
import { deactivate, invite } from "../fixtures/admin";
import { passProvider, type SingleSignOn, startSingleSignOn } from "../fixtures/provider";
import { unique } from "../fixtures/words";

let house: SingleSignOn;

test.beforeAll(async () => {
  house = await startSingleSignOn();
});

test.afterAll(async () => {
  await house.stop();
});

test("an invited person comes in by single sign-on, and deactivating them closes that way too", async ({
  page,
}) => {
  const person = await invite(unique("Pia Provider"), ["owner"]);
  await page.goto(`${house.baseUrl}/sign-in?from=%2Fprofile`);
  await page.getByRole("button", { name: "Sign in with Example ID" }).click();
  await passProvider(page, accountOf(person.email));
  await expect(page).toHaveURL(`${house.baseUrl}/profile`);
  await expect(page.getByRole("heading", { level: 1, name: person.name })).toBeVisible();
  await expect(page.getByText("You sign in without a password here.")).toBeVisible();

  await deactivate(person.email);
  await page.reload();
  await page.getByRole("button", { name: "Sign in with Example ID" }).click();
  await expect(page.getByText("No active account here belongs to you.")).toBeVisible();
});

test("somebody nobody invited is refused with what to do", async ({ page }) => {
  await page.goto(`${house.baseUrl}/sign-in`);
  await page.getByRole("button", { name: "Sign in with Example ID" }).click();
  await passProvider(page, accountOf(`${unique("stranger").replace(" ", ".")}@example.com`));
  await expect(page.getByText("No active account here belongs to you.")).toBeVisible();
});

test("an address the provider has not verified opens nothing", async ({ page }) => {
  const person = await invite(unique("Unverified Una"), ["owner"]);
  await page.goto(`${house.baseUrl}/sign-in`);
  await page.getByRole("button", { name: "Sign in with Example ID" }).click();
  await passProvider(page, accountOf(person.email));
  await expect(page.getByText("The provider did not confirm your e-mail address.")).toBeVisible();
});

function accountOf(email: string): string {
  return email.slice(0, email.indexOf("@"));
}
