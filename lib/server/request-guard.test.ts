import { describe, expect, test } from "vitest";
import { FORM_BYTES_MAX, refusalOf } from "./request-guard";

const BASE = "https://countersign.example.com";
const CALL = '[{"status":"idle"},"$K1"]';

function fields(entries: Record<string, string> = {}, call = CALL): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...entries, 0: call })) form.append(name, value);
  return form;
}

/** Posts as a browser would, with the length of what it sends. */
async function post(
  headers: Record<string, string>,
  body: BodyInit = fields(),
  path = "/agents/new",
) {
  const encoded = new Response(body);
  const bytes = await encoded.arrayBuffer();
  const type = encoded.headers.get("content-type") ?? "";
  return refusalOf(
    new Request(`${BASE}${path}`, {
      method: "POST",
      body: bytes,
      headers: {
        host: "countersign.example.com",
        "content-type": type,
        "content-length": String(bytes.byteLength),
        ...headers,
      },
    }),
    BASE,
  );
}

const action = { "next-action": "7f" };
const home = { origin: BASE, "sec-fetch-site": "same-origin" };

describe("who sends", () => {
  test("a page of this house is heard", async () => {
    expect(await post({ ...action, ...home })).toBeNull();
  });

  test("a program without either header is heard", async () => {
    expect(await post(action)).toBeNull();
  });

  test("this machine under another name is heard", async () => {
    const other = { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" };
    expect(await post({ ...action, ...other, "sec-fetch-site": "same-origin" })).toBeNull();
  });

  test.each([
    { origin: "https://evil.example" },
    { origin: "https://countersign.example.com.evil.example" },
    { origin: "http://countersign.example.com:8080" },
    { origin: "null" },
    { origin: "no address" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: BASE, "sec-fetch-site": "cross-site" },
  ])("a post with %o is refused with 403 and a sentence", async (headers) => {
    for (const path of ["/agents/new", "/api/auth/signout"]) {
      const refused = await post({ ...action, ...headers }, fields(), path);
      expect(refused?.status).toBe(403);
      expect(await refused?.text()).toContain("This came from another site");
    }
  });

  test("a token of its own is answered by the route, wherever it comes from", async () => {
    const headers = { origin: "https://ci.example", authorization: "Bearer csn_x" };
    expect(await post(headers, "version: 1", "/api/agents")).toBeNull();
  });

  test("reading is open to links of other sites", async () => {
    const headers = { "sec-fetch-site": "cross-site" };
    expect(await refusalOf(new Request(`${BASE}/agents`, { headers }), BASE)).toBeNull();
  });
});

describe("what is sent", () => {
  test.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("a page takes no %s", async (method) => {
    const refused = await refusalOf(new Request(`${BASE}/agents`, { method }), BASE);
    expect(refused?.status).toBe(405);
    expect(refused?.headers.get("allow")).toBe("GET, HEAD, POST");
  });

  test("a route says itself which methods it takes", async () => {
    expect(await refusalOf(new Request(`${BASE}/api/agents`, { method: "PUT" }), BASE)).toBeNull();
  });

  test("a form over the limit is refused before it is read", async () => {
    const refused = await post({ ...action, "content-length": String(FORM_BYTES_MAX + 1) });
    expect(refused?.status).toBe(413);
  });

  test("a form that says nothing about its length is counted as it comes", async () => {
    const bytes = await new Response(fields({ name: "x".repeat(FORM_BYTES_MAX) })).arrayBuffer();
    const type = { "content-type": "multipart/form-data; boundary=x" };
    const headers = { ...action, ...type };
    const request = new Request(`${BASE}/agents`, { method: "POST", body: bytes, headers });
    expect((await refusalOf(request, BASE))?.status).toBe(413);
  });

  test.each<[string, BodyInit]>([
    ["no form", "garbage"],
    ["a form without a call", new URLSearchParams({ a: "b" })],
    ["no call", new FormData()],
    ["a broken call", fields({}, "{")],
    ["a call without a form", fields({}, '[{"status":"idle"},"hello"]')],
    ["a call without arguments", fields({}, "[]")],
    ["a state that is none", fields({}, '["$h1","$K1"]')],
  ])("an action with %s is refused with 400", async (_, body) => {
    expect((await post(action, body))?.status).toBe(400);
  });

  test("a form in pieces is refused with 400", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    expect((await post({ ...action, ...headers }, "--x\r\nbroken"))?.status).toBe(400);
    expect((await post(headers, "--x\r\nbroken"))?.status).toBe(400);
  });

  test("what is no form and no action is left to the page", async () => {
    expect(await post({}, new URLSearchParams({ a: "b" }))).toBeNull();
  });
});
