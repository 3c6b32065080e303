import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { type Actor, authorize } from "@/lib/auth/actor";
import { SOURCE_GRANTS } from "@/lib/auth/permissions";
import type { CommandContext } from "@/lib/change-log/transact";
import { MINUTE_MS } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { receivePolicy } from "./commands/receive-policy";
import { policyOf } from "./policy-lines";

const NOON = new Date("2026-11-21T12:00:00.000Z");
const at = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE_MS);
let sourceId: string;

beforeEach(async () => {
  sourceId = `edge-${randomUUID().slice(0, 8)}`;
  await db().source.create({
    data: { id: sourceId, name: sourceId, kind: "auto", places: [], addedAt: NOON },
  });
});

function contextOf(now: Date, id = sourceId): CommandContext {
  const actor: Actor = { kind: "source", id, grants: SOURCE_GRANTS };
  authorize(actor, "enforced-grants:push");
  return { actor, now, requestId: randomUUID() };
}

const lineOf = (operation: string) => ({
  ...{ principal: "key-1", server: "crm", environment: "production", operation },
});

/** A policy of some operations, as of a minute, that arrives at another. */
async function push(operations: string, minute: number, arrives = minute) {
  const policy = await policyOf(operations.split(" ").filter(Boolean).map(lineOf));
  const statement = { label: "", statedAt: at(minute), policy };
  return receivePolicy(contextOf(at(arrives)), { sourceId, channel: "push", statement });
}

const linesAt = async (instant: Date) => {
  const rows = await db().enforcedGrant.findMany({
    where: {
      sourceId,
      fromAt: { lte: instant },
      OR: [{ toAt: null }, { toAt: { gt: instant } }],
    },
    orderBy: { operation: "asc" },
  });
  return rows.map(({ operation }) => operation).join(" ");
};
const changes = async (policyId: string) => {
  const rows = await db().changeLogEntry.findMany({
    where: { subjectKind: "enforced-policy", subjectId: policyId },
    orderBy: { seq: "asc" },
  });
  return rows.map(({ action, after }) => ({ action, after }));
};

test("CHG-01: what a policy changes is written as differences, and its change holds counts and hashes", async () => {
  const first = await push("read write", 0);
  expect(first).toMatchObject({ outcome: "applied", version: 1, grants: 2, added: 2, removed: 0 });
  const second = await push("read drop", 10);
  expect(second).toMatchObject({ outcome: "applied", version: 2, added: 1, removed: 1 });
  expect([await linesAt(at(9)), await linesAt(at(10))]).toEqual(["read write", "drop read"]);
  const [received, ...more] = await changes(second.policyId);
  expect(more).toEqual([]);
  expect(received).toMatchObject({
    action: "enforced-policy.received",
    after: { added: 1, removed: 1, hash: second.hash, replaced: { id: first.policyId } },
  });
  expect(JSON.stringify(received)).not.toContain("drop");
  const [was, is] = await db().enforcedPolicy.findMany({
    where: { sourceId },
    orderBy: { version: "asc" },
  });
  expect(was?.replacedAt).toEqual(at(10));
  // The lines that went out of the first are among those that came in with it, by the same rule of hashing.
  expect(is?.removedHash).not.toBe(is?.addedHash);
  const third = await push("write", 20);
  const fourth = await push("", 30);
  const rows = await db().enforcedPolicy.findMany({ where: { sourceId, version: { gt: 2 } } });
  const hashOf = (id: string) => rows.find((row) => row.id === id);
  expect(hashOf(third.policyId)?.addedHash).toBe(is?.removedHash); // write went, write came
  expect(fourth).toMatchObject({ grants: 0, removed: 1 });
  expect(hashOf(fourth.policyId)?.removedHash).toBe(is?.removedHash);
  expect(await linesAt(at(31))).toBe("");
});

test("G-06: the same policy again confirms the one that stands; one older than what is known changes nothing and is kept", async () => {
  const first = await push("read", 0);
  expect(await push("read", 5)).toMatchObject({ outcome: "confirmed", policyId: first.policyId });
  expect(await push("drop", 5, 6)).toMatchObject({ outcome: "late", version: 2, added: 0 });
  expect(await push("drop", 3, 7)).toMatchObject({ outcome: "late", version: 3 });
  const replay = await push("drop", 3, 8); // the answer was lost, and the sender sent again
  expect(replay).toMatchObject({ outcome: "confirmed", version: 3 });
  expect(await linesAt(at(9))).toBe("read");
  const stood = await db().enforcedPolicy.findUniqueOrThrow({ where: { id: first.policyId } });
  expect(stood).toMatchObject({ confirmedAt: at(5), replacedAt: null });
  expect(await push("write", 10)).toMatchObject({ outcome: "applied", version: 4 });
  expect(await push("read", 0, 11)).toMatchObject({ outcome: "confirmed", version: 1 });
  expect(await linesAt(at(11))).toBe("write");
  const said = await db().enforcedStatement.findMany({
    where: { sourceId },
    orderBy: [{ receivedAt: "asc" }],
  });
  expect(said.map(({ outcome }) => outcome).join(" ")).toBe(
    "applied confirmed late late late applied confirmed",
  );
});

test("two equal pushes at once are one policy, and each is answered", async () => {
  const replies = await Promise.all(Array.from({ length: 4 }, () => push("read write", 0)));
  expect(replies.map(({ outcome }) => outcome).sort()).toEqual([
    ...["applied", "confirmed", "confirmed", "confirmed"],
  ]);
  expect(new Set(replies.map(({ policyId }) => policyId)).size).toBe(1);
  expect(await db().enforcedPolicy.count({ where: { sourceId } })).toBe(1);
  expect(await db().enforcedGrant.count({ where: { sourceId } })).toBe(2);
  expect(await db().enforcedStatement.count({ where: { sourceId } })).toBe(4);
});

test("pushes out of order and at once: the newest stands, each is kept, and no line is enforced twice", async () => {
  const pushes = [40, 10, 30, 20, 50].map((minute) => push(`read m${minute}`, minute, 60));
  const replies = await Promise.all(pushes);
  expect(await linesAt(at(60))).toBe("m50 read");
  const policies = await db().enforcedPolicy.findMany({
    where: { sourceId },
    orderBy: { version: "asc" },
  });
  expect(policies.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
  const applied = policies.filter(({ appliedAt }) => appliedAt !== null);
  expect(applied.at(-1)).toMatchObject({ statedAt: at(50), replacedAt: null });
  expect(applied.filter(({ replacedAt }) => replacedAt === null)).toHaveLength(1);
  const instants = applied.map(({ statedAt }) => statedAt.getTime());
  expect(instants).toEqual([...instants].sort((a, b) => a - b));
  expect(replies.filter(({ outcome }) => outcome === "late")).toHaveLength(5 - applied.length);
  for (const { statedAt } of applied) {
    const minute = (statedAt.getTime() - NOON.getTime()) / MINUTE_MS;
    expect(await linesAt(statedAt)).toBe(`m${minute} read`);
  }
  const lines = await db().enforcedGrant.findMany({ where: { sourceId, operation: "read" } });
  expect(lines).toHaveLength(1); // it stood all the time
});

test("nobody states what another source enforces, nor one that is disabled or unknown", async () => {
  const statement = { label: "", statedAt: NOON, policy: await policyOf([lineOf("read")]) };
  const wish = { sourceId, channel: "push" as const, statement };
  await expect(receivePolicy(contextOf(NOON, "other"), wish)).rejects.toThrow("itself");
  await db().source.update({ where: { id: sourceId }, data: { disabledAt: NOON } });
  await expect(receivePolicy(contextOf(NOON), wish)).rejects.toThrow("disabled");
  expect(await db().enforcedPolicy.count({ where: { sourceId } })).toBe(0);
});
