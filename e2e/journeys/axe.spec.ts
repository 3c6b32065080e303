import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { expect } from "playwright/test";
import { ROLES } from "@/lib/auth/permissions";
import { act } from "../fixtures/action";
import { invite } from "../fixtures/admin";
import { awake } from "../fixtures/awake";
import { callLine, callOf, pushedCalls } from "../fixtures/calls";
import { PAGES } from "../fixtures/doors";
import { draftedReview } from "../fixtures/draft";
import { raisedFinding } from "../fixtures/finding";
import { madeEmergency, madeGrant } from "../fixtures/grant";
import { askedVerification, checkpointOf, madeBundle } from "../fixtures/ledger";
import { statedPolicy } from "../fixtures/policy";
import { approveByPost, proposeAgent, requestAbout, textOf } from "../fixtures/records";
import { madeServer } from "../fixtures/server";
import { BASE_URL } from "../fixtures/sessions";
import { madeSource } from "../fixtures/source";
import { test } from "../fixtures/test";
import { type Visitor, visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

// Most of the minutes of all journeys are spent here: the pages are shared out among the workers, each with its own records.
test.describe.configure({ mode: "parallel" });

let reader: Visitor;
let addresses: Readonly<Record<string, string>>;

test.beforeAll(async () => {
  reader = await visitor("Axel Axe", "admin", "compliance", "owner");
  const decider = await visitor("Dana Axe", ...ROLES);
  const [approved, proposed, guest] = await Promise.all([
    proposeAgent(reader, "Seen agent"),
    proposeAgent(reader, "Waiting agent"),
    invite(unique("Gast Axe"), ["owner"]),
  ]);
  await approveByPost(decider, approved.name); // tells the reader
  const { requestId } = await requestAbout(decider, proposed.name);
  await done(decider, "(dashboard)/settings/tokens#makeTokenAction", {
    name: unique("Axe pipeline"),
    "grants[]": ["agent:import"],
    responsibleId: reader.person.id,
    days: "30",
  });
  await done(decider, "(dashboard)/settings/policies#proposePolicyAction", {
    room: "auth",
    version: "0",
    effectiveFrom: "",
    reason: "Shorter sessions.",
    maxFailuresPerAccount: "5",
    maxFailuresPerAddress: "30",
    windowMinutes: "15",
    sessionHours: "11",
    invitationHours: "72",
  });
  await reader.request.get("/api/agents/export?format=csv");
  const agent = /subject=(agent:[0-9a-f-]{36})/.exec(
    await textOf(reader.request, `/agents/${approved.slug}`),
  )?.[1];
  const [change, taken] = await Promise.all(
    ["/change-log", "/exports"].map(async (path) => opened(await textOf(reader.request, path))),
  );
  await checkpointOf(reader, "governance");
  const calls = await pushedCalls(reader, [callLine(), callLine({ "http.status": 403 })]);
  const call = await callOf(reader, calls);
  await done(reader, "(dashboard)/activity#viewCallAction", { index: call });
  const cells = await textOf(reader.request, "/access-matrix?view=list");
  const cell = /open=([^"&]+)"/.exec(cells)?.[1]; // as it stands in a link, encoded
  const [bundle, verification] = await Promise.all([madeBundle(reader), askedVerification(reader)]);
  const source = await madeSource(reader);
  const finding = await raisedFinding(reader, reader);
  const policy = await statedPolicy(reader);
  const server = await madeServer(reader);
  const grant = await madeGrant(reader, decider);
  const emergency = await madeEmergency(reader, decider, decider.person.id, grant.server.operation);
  const records: Readonly<Record<string, string>> = {
    finding: finding.id,
    policy: policy.id,
    ...{ grant: grant.id, key: grant.key.id, emergency },
    ...{ server: server.slug, operation: server.operation },
    call,
    source: source.id,
    ...{ entry: "governance-0", bundle, verification },
    review: await draftedReview(decider),
    agent: approved.slug,
    requestId,
    personId: decider.person.id,
    room: "auth",
    token: new URL(guest.link).pathname.split("/").at(-1) ?? "",
  };
  addresses = {
    ...Object.fromEntries(
      Object.keys(PAGES).map((pattern) => [
        pattern,
        pattern.replaceAll(/\[([^\]]+)\]/g, (_, name) => records[name] ?? ""),
      ]),
    ),
    "a proposed agent": `/agents/${proposed.slug}`,
    "what I asked for": "/inbox?show=mine",
    "what of an agent can go": `/access-matrix/least-privilege?agent=${approved.slug}`,
    "what I was told": "/inbox?show=told",
    "a list without a hit": "/agents?q=none-has-this",
    "a page that is not there": "/nothing-here",
    "a record as it was": `/change-log?subject=${agent}&asOf=2999-01-01`,
    "an open change": `/change-log?open=${change}`,
    "an open export": `/exports?open=${taken}`,
    "the cells as a list": "/access-matrix?view=list",
    "the story of a cell": `/access-matrix?view=list&open=${cell}`,
    "calls of a source": `/activity?source=${calls}&from=2026-10-25T02:30&zone=Europe/Berlin`,
    "an answer": "/activity/question?when=today&zone=UTC",
    "a day as evidence": `/activity/gaps/day?day=${new Date().toISOString().slice(0, 10)}&source=${calls}`,
    "the calls log": "/ledger?log=calls&days=365",
    "a proof": "/ledger/entries/governance-0?proof&open=proof",
    "an entry that is not there": "/ledger/entries/calls-999999",
    "a sign-in that failed": "/sign-in?error=refused",
    "a spent link": "/welcome/none",
  };
});

for (const place of [
  ...Object.keys(PAGES),
  "a proposed agent",
  "what I asked for",
  "what of an agent can go",
  "what I was told",
  "a list without a hit",
  "a page that is not there",
  "a record as it was",
  "an open change",
  "an open export",
  "the cells as a list",
  "the story of a cell",
  "calls of a source",
  "an answer",
  "a day as evidence",
  "the calls log",
  "a proof",
  "an entry that is not there",
  "a sign-in that failed",
  "a spent link",
]) {
  test(`axe finds nothing on ${place}, light and dark on a desk, and on a phone`, async ({
    browser,
    watch,
  }) => {
    const outside = addresses[place]?.match(/^\/(?:sign-in|welcome)/);
    const state = outside ? {} : { storageState: await reader.request.storageState() };
    const context = await browser.newContext({ baseURL: BASE_URL, ...state });
    const page = await context.newPage();
    watch(page);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(addresses[place] ?? "");
    const layer = addresses[place]?.includes("open=");
    await expect(layer ? page.getByRole("dialog") : page.locator("h1").first()).toBeVisible();
    await expectAccessible(page, place);
    await context.close();
  });
}

test("axe finds nothing in the layers that open over a page", async ({ enter }) => {
  const { page } = await enter("Alma Axe", "admin", "owner");
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const [layer, open] of Object.entries(LAYERS)) {
    await page.setViewportSize(DESK);
    await open(page);
    await expectAccessible(page, layer, [DESK]);
    await page.setViewportSize(PHONE);
    await open(page);
    await expectAccessible(page, layer, [PHONE]);
  }
});

test("axe finds nothing in a form that was refused", async ({ enter }) => {
  const { page } = await enter("Alva Axe", "owner");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/agents/new");
  await page.getByRole("button", { name: /EU AI Act/ }).click();
  await page.getByRole("button", { name: "Send for approval" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Check the fields." })).toBeVisible();
  await expectAccessible(page, "a refused form");
});

/** What opens over a page, and how; each leaves it open. */
const LAYERS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "the palette": async (page) => {
    await page.goto("/inbox");
    await awake(page);
    await page.keyboard.press("Control+k");
    const palette = page.getByRole("dialog", { name: "Find anything" });
    await palette.getByRole("combobox").fill("agent");
    await expect(palette.getByRole("option").first()).toBeVisible();
  },
  "the keys": async (page) => {
    await page.goto("/agents");
    await awake(page);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys of this page" })).toBeVisible();
  },
  "a menu": async (page) => {
    await page.goto("/agents");
    await page.getByRole("button", { name: "Export" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
  },
  "a choice of people": async (page) => {
    await page.goto("/agents/new");
    await page.getByRole("combobox", { name: "Owner" }).fill("A");
    await expect(page.getByRole("listbox").getByRole("option").first()).toBeVisible();
  },
  "what is shown once": async (page) => {
    await page.goto("/settings/people");
    await page.getByRole("button", { name: "Invite a person" }).click();
    const form = page.getByRole("dialog");
    const name = unique("Shown Once");
    await form.getByLabel("Name").fill(name);
    await form.getByLabel("E-mail address").fill(`${name.replaceAll(" ", ".")}@example.com`);
    await form.getByLabel("Title").fill("Tester");
    await form.getByLabel("Auditor").check();
    await form.getByRole("button", { name: "Make the invitation" }).click();
    await expect(page.getByRole("dialog", { name: `Invitation link for ${name}` })).toBeVisible();
  },
};

/** In light all rules at each size; in dark, which changes nothing but colours, that of contrast at the first size. */
async function expectAccessible(
  page: Page,
  where: string,
  sizes: readonly (typeof DESK)[] = [DESK, PHONE],
): Promise<void> {
  await expect(page).toHaveTitle(/./); // for a moment it has none, while a page is drawn anew
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const look of size === sizes[0] ? (["light", "dark"] as const) : (["light"] as const)) {
      await page.locator("html").evaluate((html, theme) => {
        html.dataset.theme = theme;
      }, look);
      const axe = new AxeBuilder({ page }).setLegacyMode();
      const { violations } = await (look === "light"
        ? axe.withTags(RULES)
        : axe.withRules(["color-contrast"])
      ).analyze();
      const found = violations.map(({ id, nodes }) => ({
        id,
        at: nodes.slice(0, 3).map(({ html, failureSummary }) => ({ html, failureSummary })),
      }));
      expect.soft(found, `${where}, ${look}, ${size.width} px wide`).toEqual([]);
    }
  }
}

async function done(by: Visitor, action: string, fields: Parameters<typeof act>[2]): Promise<void> {
  const answer = await act(by.request, action, fields);
  if (answer.status !== "done") throw new Error(`${action}: ${JSON.stringify(answer)}`);
}

// The drawer of the first row of a list.
function opened(html: string): string {
  return /[?&;]open=([0-9A-Za-z-]{20,36})/.exec(html)?.[1] ?? "";
}
