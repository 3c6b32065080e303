import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { db } from "@/lib/db/client";
import { establishInstallation, installation } from "./installation";

const start: Actor = { kind: "job", id: "test.start", grants: ["installation:establish"] };

test("an installation is named once, and a demo stays a demo", async () => {
  await establish(start).catch((error: unknown) => {
    if (!(error instanceof AppError && error.code === "conflict")) throw error; // named by another test
  });
  const named = await installation();
  await expect(establish(start)).rejects.toMatchObject({ code: "conflict" });
  await expect(db().installation.updateMany({ data: { demo: !named.demo } })).rejects.toThrow(
    "append-only",
  );
  await expect(db().installation.deleteMany({})).rejects.toThrow("append-only");
  expect(await db().installation.findMany()).toEqual([named]);
});

test("only the start of an installation names it", async () => {
  const admin: Actor = { kind: "person", id: randomUUID(), roles: ["admin", "compliance"] };
  await expect(establish(admin)).rejects.toMatchObject({ code: "forbidden" });
});

function establish(actor: Actor) {
  const ctx = { actor, now: new Date("2026-11-21T12:00:00.000Z"), requestId: randomUUID() };
  return establishInstallation(ctx, { organisation: "Test Bank", demo: false });
}
