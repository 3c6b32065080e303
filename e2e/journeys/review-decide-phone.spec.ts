import { expect, type Page } from "playwright/test";
import { act } from "../fixtures/action";
import { dayIn, next } from "../fixtures/grant";
import { readyForReview } from "../fixtures/review";
import { type SignedIn, test } from "../fixtures/test";
import { type Visitor, visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";

const PHONE = { width: 390, height: 844 };

test("REV-05, REV-08, G9: a part is decided on a phone, and neither a lost network nor a reload loses a line", async ({
  enter,
}) => {
  const [reviewer, officer, admin, asker] = await Promise.all([
    enter("Fanny Phone", "owner"),
    visitor("Otto Officer", "compliance"),
    visitor("Arvid Admin", "admin"),
    visitor("Asta Asker", "owner"),
  ]);
  const owner: Visitor = { ...reviewer, request: reviewer.context.request, roles: [] };
  const { servers } = await readyForReview({ admin, asker, officer, owners: [owner, owner] });
  const page = await onPhone(reviewer);
  await page.goto(`${await started(officer, servers)}/decide`);

  const [first, second] = servers;
  await expect(page.getByText("0 of 2 decided")).toBeVisible();
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  await page.getByText(first.name).waitFor();
  await page
    .getByRole("button", { name: /list_orders/ })
    .first()
    .click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("heading", { name: "list_orders" })).toBeVisible();
  await expect(sheet.getByText("Recommended, not chosen")).toBeVisible();
  await expect(sheet.locator("[aria-pressed=true]")).toHaveCount(0);

  // Without a reason it is not recorded, and what was typed stays.
  await sheet.getByRole("button", { name: "Revoke" }).click();
  await sheet.getByRole("button", { name: "Record: revoke" }).click();
  await expect(sheet.getByRole("alert")).toContainText("Say why");
  await page.context().setOffline(true);
  await sheet.getByRole("textbox").fill("Nobody lists these any more.");
  await sheet.getByRole("button", { name: "Record: revoke" }).click();

  // The next line is there at once; the decision waits in the browser, and survives the page.
  await expect(
    page.getByText("1 decision waiting for the network, kept in this browser"),
  ).toBeVisible();
  await expect(sheet.getByText(second.name).first()).toBeVisible();
  await page.context().setOffline(false);
  await page.reload();
  await expect(page.getByText("1 of 2 decided")).toBeVisible();
  await expect(page.getByText("Every decision is saved")).toBeVisible();

  // What is decided can be taken back until it is signed.
  await page.getByRole("button", { name: /Revoke/ }).click();
  await expect(sheet.getByText("Nobody lists these any more.")).toBeVisible();
  await sheet.getByRole("button", { name: "Take back" }).click();
  await expect(sheet.getByText("Undecided")).toBeVisible();
  await recorded(page, "Revoke", "Nobody lists these any more.");
  await recorded(page, "Keep", "The returns desk works with it until spring.");
  await sheet.getByRole("button", { name: "Back to the list" }).click();
  await expect(page.getByText("2 of 2 decided")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign these 2 decisions" })).toBeVisible();
});

/** A page of a phone's size, whose console may say that the network is gone. */
async function onPhone({ context }: SignedIn): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(PHONE);
  return page;
}

async function recorded(page: Page, decision: string, why: string): Promise<void> {
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: decision, exact: true }).click();
  await sheet.getByRole("textbox").fill(why);
  await sheet.getByRole("button", { name: `Record: ${decision.toLowerCase()}` }).click();
  await expect(sheet.getByRole("textbox")).toHaveCount(0);
}

/** An open review of these servers: its address. */
async function started(
  officer: Visitor,
  servers: readonly { readonly id: string }[],
): Promise<string> {
  const drafted = await act(officer.request, "(dashboard)/access-reviews#draftReviewAction", {
    ...{ kind: "off-cycle", quarter: "", triggerId: "", title: unique("Review on a phone") },
    ...{ ownerId: officer.person.id, dueOn: dayIn(20), silenceRule: "leave" },
    ...{ "environments:list": "", "agentIds:list": "", "kinds[]": ["access"], exclusions: "" },
    ...{ "serverIds[]": servers.map(({ id }) => id), tieOutNote: "They belong to other tests." },
  });
  const path = next(drafted).replace("/prepare", "");
  const reviewId = path.split("/").at(-1) ?? "";
  const launched = await act(officer.request, "(dashboard)/access-reviews#launchReviewAction", {
    ...{ reviewId, version: "1" },
  });
  return next(launched);
}

async function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}
