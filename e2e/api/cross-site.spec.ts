import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "playwright/test";
import { act, actionNamed, postAction } from "../fixtures/action";
import { BASE_URL } from "../fixtures/sessions";
import { test } from "../fixtures/test";
import { type Visitor, visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";

const SENTENCE = "This came from another site and was not carried out.";
const SEND_TEST = "(dashboard)/settings/notifications#sendTestAction";

const FOREIGN = [
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "no address" },
  { origin: BASE_URL.replace("localhost", "localhost.evil.example") },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site", origin: "http://localhost:1" },
];

let admin: Visitor;

test.beforeAll(async () => {
  admin = await visitor("Xenia Admin", "admin");
});

test("an action posted by another site with the person's cookies is refused, and nothing is recorded", async () => {
  for (const headers of FOREIGN) {
    const name = unique("Forged Fred");
    const fields = { name, email: `${unique("forged").replace(" ", ".")}@example.com` };
    const invitation = { ...fields, title: "Tester", "roles[]": ["admin"] };
    const action = "(dashboard)/settings/people#invitePersonAction";
    const response = await postAction(admin.request, action, invitation, headers);
    expect(response.status(), JSON.stringify(headers)).toBe(403);
    expect(await response.text()).toContain(SENTENCE);
    const people = await admin.request.get(`/settings/people?q=${encodeURIComponent(name)}`);
    expect(await people.text()).not.toContain(fields.email);
  }
});

test("the same action from this house, or from a program that names no site, is heard", async () => {
  for (const headers of [
    {},
    { origin: BASE_URL },
    { origin: BASE_URL, "sec-fetch-site": "same-origin" },
  ]) {
    expect((await postAction(admin.request, SEND_TEST, {}, headers)).status()).toBe(200);
  }
});

test("sign-in and sign-out take no post of another site", async () => {
  const { csrfToken } = await (await admin.request.get("/api/auth/csrf")).json();
  for (const path of ["signout", "callback/password", "signin/oidc"]) {
    for (const headers of FOREIGN) {
      const form = { csrfToken, email: "a@example.com", password: "x", json: "true" };
      const response = await admin.request.post(`/api/auth/${path}`, { form, headers });
      expect(response.status(), `${path} ${JSON.stringify(headers)}`).toBe(403);
      expect((await response.json()).error.message).toContain(SENTENCE);
    }
  }
  expect((await admin.request.get("/profile")).status()).toBe(200);
});

test("a form on another site's page ends at a sentence, and the person stays signed in", async ({
  enter,
}) => {
  const { page } = await enter("Vera Visitor", "owner");
  const { id, path } = actionNamed(SEND_TEST);
  const evil = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<form method="post" enctype="multipart/form-data" action="${BASE_URL}${path}">
      <input name="$ACTION_ID_${id}" value=""><button>Win a prize</button></form>
      <form method="post" action="${BASE_URL}/api/auth/signout"><button>Sign me out</button></form>`);
  }).listen(0, "127.0.0.1");
  await once(evil, "listening");
  const address: AddressInfo | string | null = evil.address();
  const port = typeof address === "object" ? address?.port : undefined;
  for (const button of ["Win a prize", "Sign me out"]) {
    await page.goto(`http://127.0.0.1:${port}/`);
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: button }).click();
    expect((await answer).status()).toBe(403);
    await expect(page.getByText(SENTENCE)).toBeVisible();
  }
  evil.close();
  await page.goto("/profile");
  await expect(page).toHaveURL(/\/profile$/);
});

test("a page takes no other method, a route only its own, and both say which", async () => {
  for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"]) {
    for (const path of ["/", "/agents", "/sign-in", "/welcome/none"]) {
      const response = await admin.request.fetch(path, { method });
      expect(response.status(), `${method} ${path}`).toBe(405);
      expect(response.headers().allow).toBe("GET, HEAD, POST");
    }
  }
  for (const [path, methods] of [
    ["/api/agents", ["GET", "PUT", "DELETE"]],
    ["/api/agents/export", ["POST", "PUT", "DELETE"]],
    ["/api/change-log/export", ["POST", "DELETE"]],
    ["/api/search", ["POST"]],
    ["/api/health", ["POST"]],
    ["/api/ledger/governance/checkpoint", ["POST", "PUT", "DELETE"]],
    ["/api/ledger/governance/leaf/0", ["POST", "DELETE"]],
    ["/api/auth/csrf", ["PUT", "DELETE"]],
  ] as const) {
    for (const method of methods)
      expect((await admin.request.fetch(path, { method })).status(), `${method} ${path}`).toBe(405);
  }
});

test("a form that is too large or in pieces is refused in words, and the server goes on", async () => {
  const tooLarge = await postAction(admin.request, SEND_TEST, { note: "x".repeat(2_100_000) });
  expect(tooLarge.status()).toBe(413);
  expect(await tooLarge.text()).toContain("more than 2 MB");
  const { id, path } = actionNamed(SEND_TEST);
  const action = { "next-action": id };
  const pieces = [
    { data: "garbage", headers: { ...action, "content-type": "text/plain" } },
    { data: '[{"status":"idle"},"hello"]', headers: { ...action, "content-type": "text/plain" } },
    {
      data: "--x\r\nbroken",
      headers: { ...action, "content-type": "multipart/form-data; boundary=x" },
    },
    { data: "--x\r\nbroken", headers: { ...action, "content-type": "multipart/form-data" } },
    { multipart: { name: "no call" }, headers: action },
    { form: { a: "b" }, headers: action },
  ];
  for (const options of pieces) {
    const response = await admin.request.post(path, options);
    expect(response.status(), JSON.stringify(options)).toBe(400);
    expect(await response.text()).toContain("did not arrive whole");
  }
  const answer = await act(admin.request, SEND_TEST);
  expect(answer.status).toBe("done");
});

test("an action that this build does not have is refused, whatever its id", async () => {
  const { id, path } = actionNamed(SEND_TEST);
  const other = `${id.slice(0, -1)}${id.endsWith("0") ? "1" : "0"}`;
  for (const unknown of ["zz", "__proto__", "toString", other]) {
    const form = new FormData();
    form.append("0", '[{"status":"idle"},"$K1"]');
    const headers = { "next-action": unknown };
    const response = await admin.request.post(path, { multipart: form, headers });
    expect([400, 404, 409], unknown).toContain(response.status());
  }
});
