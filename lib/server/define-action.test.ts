import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { currentActor } from "@/lib/auth/current-actor";
import type { Role } from "@/lib/auth/permissions";
import { AppError } from "@/lib/core/app-error";
import { defineAction } from "./define-action";

vi.mock("@/lib/auth/current-actor", () => ({ currentActor: vi.fn() }));

const run = vi.fn();
const revalidate = vi.fn();
const action = defineAction({
  permission: "agent:register",
  input: z.strictObject({
    name: z.string().min(1, "Name the agent."),
    token: z.string(),
    dataClasses: z.array(z.string()).optional(),
  }),
  secret: ["token"],
  run,
  done: (_result, { name }) => ({ message: `${name} recorded.` }),
  revalidate,
});

beforeEach(() => {
  vi.resetAllMocks();
  signIn("owner");
});

test("a good form by the right person runs the command, then refreshes the page", async () => {
  const state = await post([
    ["name", "Billing helper"],
    ["token", "t"],
    ["dataClasses[]", "personal"],
    ["dataClasses[]", "payment"],
  ]);
  expect(state).toEqual({ status: "done", message: "Billing helper recorded." });
  const actor = { kind: "person", id: "p1", roles: ["owner"] };
  const ctx = { actor, now: expect.any(Date), requestId: expect.any(String) };
  const input = { name: "Billing helper", token: "t", dataClasses: ["personal", "payment"] };
  expect(run).toHaveBeenCalledWith(ctx, input);
  expect(revalidate).toHaveBeenCalledOnce();
});

test("a list that is announced but empty reaches the command as an empty list", async () => {
  await post([
    ["name", "A"],
    ["token", "t"],
    ["dataClasses:list", ""],
  ]);
  expect(run).toHaveBeenCalledWith(expect.anything(), { name: "A", token: "t", dataClasses: [] });
});

test("a bad form never reaches the command and comes back as it was typed, but for secrets", async () => {
  const state = await post([
    ["name", ""],
    ["token", "t"],
    ["dataClasses[]", "personal"],
  ]);
  expect(state).toMatchObject({
    code: "invalid_input",
    fieldErrors: { name: ["Name the agent."] },
    values: { name: "", dataClasses: ["personal"] },
  });
  expect(state).not.toHaveProperty("values.token");
  expect(run).not.toHaveBeenCalled();
});

test("NUL is refused at its field before any schema sees it", async () => {
  const state = await post([
    ["name", "a\u0000b"],
    ["token", "t"],
  ]);
  expect(state).toMatchObject({
    code: "invalid_input",
    fieldErrors: { name: [expect.stringContaining("Remove")] },
  });
});

test("a person without the permission is refused before the form is read", async () => {
  signIn("auditor");
  expect(await post([["nonsense", "x"]])).toMatchObject({ code: "forbidden", fieldErrors: {} });
  expect(run).not.toHaveBeenCalled();
});

test("what the command objects to is shown with both versions and without a refresh", async () => {
  const conflict = [{ field: "name", label: "Name", mine: "A", theirs: "B" }];
  run.mockRejectedValue(new AppError("conflict", { message: "Someone else was first.", conflict }));
  const state = await post([
    ["name", "A"],
    ["token", "t"],
  ]);
  expect(state).toEqual({
    status: "failed",
    code: "conflict",
    message: "Someone else was first.",
    fieldErrors: {},
    conflict,
    values: { name: "A" },
  });
  expect(revalidate).not.toHaveBeenCalled();
});

test("a bug is not dressed up as an answer", async () => {
  run.mockRejectedValue(new Error("boom"));
  await expect(
    post([
      ["name", "A"],
      ["token", "t"],
    ]),
  ).rejects.toThrow("boom");
});

function signIn(role: Role): void {
  vi.mocked(currentActor).mockResolvedValue({ kind: "person", id: "p1", roles: [role] });
}

function post(fields: readonly (readonly [string, string])[]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return action({ status: "idle" }, form);
}
