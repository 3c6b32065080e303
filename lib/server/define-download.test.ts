import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { currentActor } from "@/lib/auth/current-actor";
import type { Role } from "@/lib/auth/permissions";
import { defineDownload } from "./define-download";

vi.mock("@/lib/auth/current-actor", () => ({ currentActor: vi.fn() }));
vi.mock("@/lib/core/env", () => ({ env: () => ({ baseUrl: "http://house.example" }) }));

const run = vi.fn();
const download = defineDownload({
  permission: "change:export",
  input: z.object({ format: z.enum(["csv"]) }),
  run,
});

beforeEach(() => {
  vi.resetAllMocks();
  run.mockResolvedValue({ fileName: 'a"b\r\n.zip', mediaType: "application/zip", bytes: BYTES });
  signIn("auditor");
});

const BYTES = Uint8Array.of(1, 2, 3);

test("whoever may take it gets the file, as an attachment under a harmless name", async () => {
  for (const headers of [{}, { "sec-fetch-site": "same-origin" }, { "sec-fetch-site": "none" }]) {
    const response = await get("format=csv", headers);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="a_b__.zip"');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(BYTES);
  }
});

test("a picture or link on another site's page takes nothing out, so nothing is recorded", async () => {
  for (const site of ["cross-site", "same-site"]) {
    const response = await get("format=csv", { "sec-fetch-site": site });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "forbidden" } });
  }
  expect(run).not.toHaveBeenCalled();
});

test("who may not take it is refused before the query is looked at, and a wrong query in words", async () => {
  signIn("owner");
  expect((await get("format=exe")).status).toBe(403);
  signIn("auditor");
  expect((await get("format=exe")).status).toBe(422);
  expect(run).not.toHaveBeenCalled();
});

function signIn(role: Role): void {
  vi.mocked(currentActor).mockResolvedValue({ kind: "person", id: "p1", roles: [role] });
}

function get(query: string, headers: Record<string, string> = {}): Promise<Response> {
  return download(new Request(`http://house.example/api/x?${query}`, { headers }));
}
