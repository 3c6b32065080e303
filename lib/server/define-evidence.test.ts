import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { currentActor } from "@/lib/auth/current-actor";
import { authenticateToken } from "@/lib/auth/machine-token";
import { AppError } from "@/lib/core/app-error";
import { defineEvidence } from "./define-evidence";

vi.mock("@/lib/auth/current-actor", () => ({ currentActor: vi.fn() }));
vi.mock("@/lib/auth/machine-token", () => ({ authenticateToken: vi.fn() }));
vi.mock("@/lib/core/env", () => ({ env: () => ({ baseUrl: "http://house.example" }) }));

const AUDITOR: Actor = { kind: "person", id: "p1", roles: ["auditor"] };
const MONITOR: Actor = {
  ...{ kind: "token", id: "t1", responsibleId: "p1" },
  grants: ["ledger:read"],
};

const run = vi.fn();
const evidence = defineEvidence({
  permission: "ledger:read",
  place: z.object({ index: z.string().regex(/^\d+$/, "Give a whole number.") }),
  run,
});

beforeEach(() => {
  vi.resetAllMocks();
  run.mockResolvedValue({ fileName: "7.txt", mediaType: "text/plain", bytes: Uint8Array.of(1) });
  vi.mocked(currentActor).mockResolvedValue(AUDITOR);
  vi.mocked(authenticateToken).mockResolvedValue(MONITOR);
});

test("a person with a session and a machine with a token get the file", async () => {
  expect((await get("7")).status).toBe(200);
  const asked = await get("7", { authorization: "Bearer csn_x", "sec-fetch-site": "cross-site" });
  expect(asked.status).toBe(200);
  expect(run.mock.calls.map(([{ actor }]) => actor)).toEqual([AUDITOR, MONITOR]);
});

test("another site's page is refused before anybody is looked up, and leaves no trace", async () => {
  for (const site of ["cross-site", "same-site"]) {
    expect((await get("7", { "sec-fetch-site": site })).status).toBe(403);
  }
  expect(currentActor).not.toHaveBeenCalled();
  expect(run).not.toHaveBeenCalled();
});

test("a broken token is no reason to look for a session", async () => {
  vi.mocked(authenticateToken).mockRejectedValue(new AppError("unauthenticated", "Unknown."));
  expect((await get("7", { authorization: "Basic abc" })).status).toBe(401);
  expect(currentActor).not.toHaveBeenCalled();
});

test("a malformed address is 400, what is not there 404, a ledger that does not answer 503 with a time to come back", async () => {
  const reply = await get("seven");
  expect(reply.status).toBe(400);
  expect((await reply.json()).error.message).toBe("index: Give a whole number.");
  run.mockRejectedValueOnce(new AppError("not_found", "No such entry."));
  expect((await get("8")).status).toBe(404);
  run.mockRejectedValueOnce(new AppError("unavailable", "The store does not answer."));
  const late = await get("9");
  expect(late.status).toBe(503);
  expect(late.headers.get("retry-after")).toBe("30");
});

test("who may not read is told so before the address is looked at", async () => {
  vi.mocked(currentActor).mockResolvedValue({ ...AUDITOR, roles: ["owner"] });
  expect((await get("seven")).status).toBe(403);
});

function get(index: string, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request("http://house.example/api/x", { headers });
  return evidence(request, { params: Promise.resolve({ index }) });
}
