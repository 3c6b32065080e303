import { expect } from "playwright/test";
import { ROLES } from "@/lib/auth/permissions";
import type { ActionState } from "@/lib/core/action-state";
import { act, actionNamed, type Fields } from "../fixtures/action";
import { ACTIONS, PAGES } from "../fixtures/doors";
import { agentFields, proposeAgent, register, requestAbout, textOf } from "../fixtures/records";
import { test } from "../fixtures/test";
import { type Visitor, visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";
import { csvOf } from "../fixtures/zip";

const REGISTER = "(dashboard)/agents#registerAgentAction";
const DECIDE = "(dashboard)/inbox#decideRequestAction";
const NOBODY = "00000000-0000-4000-8000-000000000000";

/** As they stand in an address: NUL, letters that are none, ids that are none, names of JavaScript's own. */
const HOSTILE = [
  "none",
  "%00",
  "a%00b",
  "%ED%A0%80",
  "%E0%A4%A",
  "%",
  "%FF",
  "..%2f..%2fetc%2fpasswd",
  "%27%3B%20DROP%20TABLE%20%22Agent%22%3B--",
  "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
  "%F0%9F%98%80",
  "%D7%A2%D7%91%D7%A8%D7%99%D7%AA",
  "__proto__",
  "constructor",
  "-1",
  "999999999999999999999",
  "NaN",
  NOBODY,
  "agent:",
  `agent:${NOBODY}`,
  "person:%00",
  "2026-13-45T99:99",
];
const NAMES =
  "q page size sort dir cols open status role risk environment owner dataClass gap reviewDue who action kind subject from to asOf format by show a b passkey error callbackUrl csrf log index days proof".split(
    " ",
  );

let everyone: Visitor;
let owner: Visitor;
let decider: Visitor;

test.beforeAll(async () => {
  [everyone, owner, decider] = await Promise.all([
    visitor("Eve Everyone", ...ROLES),
    visitor("Bodo Owner", "owner"),
    visitor("Cleo Decider", "compliance"),
  ]);
});

for (const pattern of Object.keys(PAGES)) {
  test(`the page ${pattern} answers no hostile address with an error of the server`, async () => {
    const addresses = hostileAddresses(pattern);
    for (const some of chunks(addresses, 8)) {
      await Promise.all(some.map((address) => expectAnswered(address)));
    }
  });
}

test("no action answers ids that are none, or somebody's, with an error of the server", async () => {
  for (const action of Object.keys(ACTIONS)) {
    for (const id of ["not-an-id", "a\0b", NOBODY, "x".repeat(100_000)]) {
      const answer = await act(everyone.request, action, idsOf(id));
      expect(answer.status, `${action} with ${id.slice(0, 20)}`).toBe("failed");
    }
  }
});

test("an empty registration is refused field by field", async () => {
  const { fieldErrors } = failed(await act(owner.request, REGISTER));
  for (const name of ["name", "purpose", "ownerId", "modelName", "autonomy", "aiActRole"])
    expect(Object.keys(fieldErrors)).toContain(name);
});

test("what is wrong with a field is said in words, and what was typed comes back", async () => {
  const long = "p".repeat(100_000);
  const wrong: [string, string, RegExp][] = [
    ["purpose", long, /Shorten this to 1,000 characters; it has 100,000/],
    ["name", "n".repeat(100_000), /Shorten this to 120 characters/],
    ["name", "A name\0with NUL", /NUL/],
    ["name", "Two\nlines", /one line/],
    ["ownerId", "not-an-id", /Choose the person/],
    ["ownerId", NOBODY, /./],
    ["sponsorId", '\'; DROP TABLE "Person"; --', /Choose a sponsor/],
    ["slug", "Not A Slug", /small letters/],
    ["slug", "new", /address of a page/],
    ["autonomy", "__proto__", /Choose how far/],
    ["aiActRole", "constructor", /Choose our role/],
    ["links", "javascript:alert(1)", /label \| https/],
    ["retireOn", "2026-13-45", /Give a day/],
    ["riskRaisedTo", "LOWEST", /Choose a class/],
  ];
  for (const [field, value, says] of wrong) {
    const sent = agentFields({ name: unique("Wrong"), ownerId: owner.person.id, [field]: value });
    const { code, fieldErrors, values } = failed(await act(owner.request, REGISTER, sent));
    expect({ field, code }).toEqual({ field, code: "invalid_input" });
    expect(fieldErrors[field]?.join(" "), field).toMatch(says);
    expect(values[field], field).toBe(value);
  }
  const twice = { name: unique("Twice"), ownerId: owner.person.id, version: "1", isAdmin: "yes" };
  expect(failed(await act(owner.request, REGISTER, agentFields(twice))).code).toBe("invalid_input");
});

test("a file where a text belongs is refused in words", async () => {
  const { id, path } = actionNamed(REGISTER);
  const form = new FormData();
  form.append("_1_name", new File(["a name"], "name.txt"));
  form.append("0", '[{"status":"idle"},"$K1"]');
  const headers = { "next-action": id };
  const response = await owner.request.post(path, { multipart: form, headers });
  expect(response.status()).toBe(200);
  expect(await response.text()).toContain('"code":"invalid_input"');
});

test("emoji, right-to-left text, markup and formulas come back exactly, on the page and in the CSV", async () => {
  const typed = {
    name: `=cmd() 😀 ${unique("עברית")}`,
    purpose: `<script>alert(1)</script> "quoted", it's 100 % & <b>bold</b> ${unique("purpose")}`,
    description: `+1+1\n@SUM(A1)\n\u202Eright to left\u202C 👩‍👩‍👧 e\u0301 ﷽`,
    modelName: "-2+3 | =HYPERLINK(0)",
    oversight: "'already quoted",
  };
  const slug = await register(owner, agentFields({ ...typed, ownerId: owner.person.id }));
  const row = await csvRow(`?format=csv&q=${encodeURIComponent(typed.name)}`);
  const stored = Object.fromEntries(
    Object.entries(typed).map(([name, text]) => [name, text.normalize("NFC")]),
  );
  expect([row.name, row.purpose, row.description, row.model, row.oversight]).toEqual([
    `'${stored.name}`,
    stored.purpose,
    `'${stored.description}`,
    `'${stored.modelName}`,
    `'${stored.oversight}`,
  ]);
  const page = await textOf(owner.request, `/agents/${slug}`);
  expect(page).not.toContain("<script>alert(1)");
});

test("markup in a name is text in every place that shows it, and runs nowhere", async ({
  enter,
}) => {
  const { page } = await enter("Hana Hostile", "owner", "compliance");
  page.on("dialog", (dialog) => {
    throw new Error(`a script ran: ${dialog.message()}`);
  });
  const tail = unique("markup");
  const name = `<img src=x onerror=alert(1)> ${tail}`;
  const slug = await register(owner, agentFields({ name, ownerId: owner.person.id }));
  const { requestId } = await requestAbout(decider, tail);
  for (const path of [
    `/agents/${slug}`,
    `/agents?q=${encodeURIComponent(name)}`,
    "/inbox",
    `/inbox/${requestId}`,
    "/change-log",
  ]) {
    await page.goto(path);
    await expect(page.getByText(name).first()).toBeVisible();
  }
});

test("a registration that is refused in the browser keeps everything typed and goes to the first fault", async ({
  enter,
}) => {
  const { page } = await enter("Kira Keeper", "owner");
  const typed = { name: unique("Kept agent"), description: "d".repeat(100_000) };
  await page.goto("/agents/new");
  await page.getByLabel("Name", { exact: true }).fill(typed.name);
  const description = page.getByLabel("Description");
  await description.evaluate((area) => area.removeAttribute("maxlength"));
  await description.fill(typed.description);
  await page.getByRole("button", { name: /EU AI Act/ }).click();
  await page.getByLabel("Reasoning").fill("<script>alert(1)</script>");
  await page.getByRole("button", { name: "Send for approval" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Check the fields." })).toBeVisible();
  await expect(page.getByText("Say what the agent is for.")).toBeVisible();
  await expect(page.getByText("Shorten this to 2,000 characters; it has 100,000.")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(typed.name);
  await expect(page.getByLabel("Description")).toHaveValue(typed.description);
  await page.getByRole("button", { name: /EU AI Act/ }).click();
  await expect(page.getByLabel("Reasoning")).toHaveValue("<script>alert(1)</script>");
});

test("a form that gets no answer keeps what was typed and says so", async ({ enter }) => {
  const { page, context } = await enter("Otto Offline", "owner");
  await page.goto("/profile");
  await page.getByLabel("Name of the passkey").fill("Work laptop");
  await page.getByLabel("Current password").fill("some password here");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Enrol a passkey" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "No answer came" })).toBeVisible();
  await expect(page.getByLabel("Name of the passkey")).toHaveValue("Work laptop");
  await context.setOffline(false);
});

test("a decision that is sent again, by its requester or on another hash is refused in words", async () => {
  const { name } = await proposeAgent(owner, "Replayed decision");
  const request = { ...(await requestAbout(decider, name)), decision: "approve", note: "" };
  const own = await act(owner.request, DECIDE, request);
  expect(failed(own).code).toBe("forbidden");
  const other = { ...request, diffHash: "0".repeat(64) };
  expect(failed(await act(decider.request, DECIDE, other))).toMatchObject({
    code: "conflict",
    message: "This request changed since you opened it. Reload and look again.",
  });
  expect((await act(decider.request, DECIDE, request)).status).toBe("done");
  const again = failed(await act(decider.request, DECIDE, request));
  expect(again.code).toBe("conflict");
  expect(again.message).toMatch(/approved/i);
  const none = { ...request, requestId: NOBODY };
  expect(failed(await act(decider.request, DECIDE, none)).code).toBe("not_found");
});

function hostileAddresses(pattern: string): string[] {
  const known = pattern.replaceAll(/\[[^\]]+\]/g, "none");
  const longest = "x".repeat(10_000);
  const queries = HOSTILE.map((value) => NAMES.map((name) => `${name}=${value}`).join("&"));
  const lists = NAMES.map((name) => `${name}=1&${name}=2&${name}[]=3&${name}[__proto__]=4`).join(
    "&",
  );
  const params = pattern.includes("[")
    ? [...HOSTILE, longest].map((value) => pattern.replaceAll(/\[[^\]]+\]/g, value))
    : [];
  const long = ["q", "open", "subject", "from"].map((name) => `${name}=${longest}`);
  return [...params, ...[...queries, lists, ...long].map((query) => `${known}?${query}`)];
}

async function expectAnswered(address: string): Promise<void> {
  const response = await everyone.request.get(address, { maxRedirects: 0 });
  const short = address.slice(0, 120);
  expect.soft(response.status(), short).toBeLessThan(500);
  expect.soft(await response.text(), short).not.toContain("This page could not be shown");
}

function idsOf(id: string): Fields {
  const names =
    "agentId requestId notificationId personId tokenId sessionId passkeyId challengeId version room token";
  return { ...Object.fromEntries(names.split(" ").map((name) => [name, id])), unknown: id };
}

function failed(state: ActionState) {
  if (state.status !== "failed") throw new Error(`not refused: ${JSON.stringify(state)}`);
  return state;
}

/** The one row of an export, by the names of its columns. */
async function csvRow(query: string): Promise<Record<string, string>> {
  const response = await owner.request.get(`/api/agents/export${query}`);
  expect(response.status()).toBe(200);
  const [head = [], row = [], ...more] = csvOf(await response.body());
  expect(more).toEqual([]);
  return Object.fromEntries(head.map((name, at) => [name, row[at] ?? ""]));
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
