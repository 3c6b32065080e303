import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { authSweepJob } from "./jobs";

test("what counted for minutes goes after two days, and the log says how much", async () => {
  const at = new Date("2020-01-01T00:00:00.000Z"); // older than anything another test makes
  const accountHash = randomUUID();
  await db().signInFailure.create({ data: { accountHash, addressHash: randomUUID(), at } });
  await authSweepJob.start(new Date("2020-01-04T00:00:00.000Z"));
  expect(await db().signInFailure.count({ where: { accountHash } })).toBe(0);
  const [change] = await sweeps();
  expect(change).toMatchObject({ actorKind: "job", actorId: "auth.sweep" });
  expect(change?.after).toMatchObject({ failedSignIns: 1 });
});

test("a sweep that finds nothing records nothing", async () => {
  const before = await db().changeLogEntry.count({ where: { action: "session.swept" } });
  await authSweepJob.start(new Date("2019-01-01T00:00:00.000Z"));
  expect(await db().changeLogEntry.count({ where: { action: "session.swept" } })).toBe(before);
});

function sweeps() {
  return db().changeLogEntry.findMany({
    where: { action: "session.swept" },
    orderBy: { seq: "desc" },
    take: 1,
  });
}
