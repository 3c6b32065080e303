import { expect, test } from "vitest";
import { z } from "zod";
import type { Permission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/core/app-error";
import { defineRoute } from "./define-route";

const routeFor = (grants: readonly Permission[]) =>
  defineRoute({
    authenticate: async (request) => {
      if (request.headers.has("authorization")) return { kind: "source", id: "gateway", grants };
      throw new AppError("unauthenticated", "Send a token.");
    },
    permission: "agent:import",
    maxBytes: 32,
    body: z.strictObject({ agents: z.number() }),
    run: async ({ actor }, { agents }) => ({ from: actor.id, agents }),
  });
const open = routeFor(["agent:import"]);

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: HeadersInit = { authorization: "Bearer t" },
  to = open,
) {
  const response = await to(new Request("http://test", { method: "POST", body, headers }));
  return { status: response.status, reply: await response.json() };
}

test("a known caller with a good body is answered", async () => {
  const reply = { from: "gateway", agents: 2 };
  expect(await post('{"agents":2}')).toEqual({ status: 200, reply });
});

test("a route says which status a reply has", async () => {
  const route = defineRoute({
    authenticate: async () => ({ kind: "source", id: "gateway", grants: ["agent:import"] }),
    permission: "agent:import",
    maxBytes: 32,
    body: z.strictObject({ ok: z.boolean() }),
    run: async (_ctx, { ok }) => ({ ok }),
    status: ({ ok }) => (ok ? 200 : 422),
  });
  expect(await post('{"ok":true}', undefined, route)).toEqual({ status: 200, reply: { ok: true } });
  expect(await post('{"ok":false}', undefined, route)).toEqual({
    status: 422,
    reply: { ok: false },
  });
});

test("a stranger is turned away before the body is read", async () => {
  expect(await post("not json", {})).toMatchObject({ status: 401 });
});

test("a known caller without the right is turned away before the body is read", async () => {
  expect(await post("not json", undefined, routeFor([]))).toMatchObject({ status: 403 });
});

test("a body over the limit is refused", async () => {
  const body = JSON.stringify({ agents: 1, more: "x".repeat(32) });
  expect(await post(body)).toMatchObject({ status: 413 });
});

test("a body that is not UTF-8 is refused", async () => {
  expect(await post(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({ status: 422 });
});

test.each([
  ["{", "The body is not JSON."],
  ['{"agents":1,"x":1}', '"x"'],
])("the body %s is refused with a reason", async (body, reason) => {
  const error = { code: "invalid_input", message: expect.stringContaining(reason) };
  expect(await post(body)).toMatchObject({ status: 422, reply: { error } });
});
