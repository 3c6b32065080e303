import { expect, type Page } from "playwright/test";
import { invite } from "../fixtures/admin";
import { PASSWORD } from "../fixtures/sessions";
import { join, test } from "../fixtures/test";
import { unique } from "../fixtures/words";

test("five wrong passwords keep the address typed, and then the account waits", async ({
  page,
}) => {
  const { email } = await invite(unique("Wim Wrong"), ["owner"]);
  await page.goto("/sign-in");
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await signIn(page, email, "not this one, either");
    await expect(page.getByText("These do not open an account")).toBeVisible();
    await expect(page.getByLabel("E-mail address")).toHaveValue(email);
  }
  await signIn(page, email, PASSWORD);
  await expect(page.getByText(/Too many failed sign-ins. Wait \d+ minutes/)).toBeVisible();
});

test("after signing in one lands where one was going, and never on another site", async ({
  enter,
}) => {
  const { page, person } = await enter("Lena Lands", "owner");
  await page.goto("/profile");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/sign-in?from=%2Fprofile%23sessions");
  await signIn(page, person.email, PASSWORD);
  await expect(page).toHaveURL(/\/profile#sessions$/);

  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/sign-in?from=%2F%2Fevil.example%2F");
  await signIn(page, person.email, PASSWORD);
  await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/$/);
});

test("who is signed in is not asked again", async ({ enter }) => {
  const { page } = await enter("Sia Signed", "owner");
  await page.goto("/sign-in");
  await expect(page).toHaveURL(/\/$/);
});

test("signing out everywhere ends the other browser and spares this one", async ({
  enter,
  browser,
}) => {
  const { page, person } = await enter("Ewa Everywhere", "owner");
  const elsewhere = await browser.newPage();
  await elsewhere.goto("/sign-in");
  await signIn(elsewhere, person.email, PASSWORD);
  await expect(elsewhere).toHaveURL(/\/$/);

  await page.goto("/profile");
  await expect(page.getByRole("table", { name: "Open sessions" }).getByRole("row")).toHaveCount(3);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("button", { name: "End the sessions" }).click();
  await expect(page.getByText("One session has ended.")).toBeVisible();

  await elsewhere.goto("/profile");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await page.reload();
  await expect(page).toHaveURL(/\/profile$/);
  await elsewhere.close();
});

test("a link works once, and says what to do afterwards", async ({ page }) => {
  const { link } = await invite(unique("Otis Once"), ["owner"]);
  await join(page, link);
  await page.goto(new URL(link).pathname);
  await expect(page.getByText("This link opens nothing")).toBeVisible();
  await expect(page.getByText(/It has been used.*Ask an admin for a new one/)).toBeVisible();
});

test("what is no sign-in at all is refused without an error of the server", async ({ request }) => {
  const form = { email: "a@example.com", password: PASSWORD };
  const forged = await request.post("/api/auth/callback/password", { form, maxRedirects: 0 });
  expect(forged.status()).toBe(302);
  expect(forged.headers().location).toContain("csrf=true");
  const broken = { "content-type": "application/json" };
  const posts = [
    request.post("/api/auth/callback/password", { data: "{", headers: broken }),
    request.post("/api/auth/callback/password", { form: { email: "x".repeat(100_000) } }),
    request.post("/api/auth/signin/oidc", { multipart: { a: "b" } }),
  ];
  for (const post of posts) expect((await post).status()).toBe(422);
  const gets = ["session", "providers", "signin/oidc", "_log", "callback/password", "nothing/here"];
  for (const path of gets) expect((await request.get(`/api/auth/${path}`)).status()).toBe(404);
  const lost = ["/api/auth/signin?callbackUrl=javascript:1", "/sign-in?error=%00&from=%5C%5Cevil"];
  for (const path of lost) expect((await request.get(path)).status()).toBe(200);
  const cookie = "next-auth.callback-url=nowhere:%2F%2F";
  expect((await request.get("/api/auth/csrf", { headers: { cookie } })).status()).toBe(200);
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
