import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { getChange, listChanges } from "./queries";
import { placesOf, proofOfChange } from "./queries-ledger";
import { exportChangesInput } from "./schema";
import { type RelayedLedger, relayedLedger } from "./testing/relayed-ledger";
import { type CommandContext, transact } from "./transact";
import { toLedgerMark, toLedgerProof } from "./view";

const officer = { kind: "person", id: randomUUID(), roles: ["compliance"] } as const;
let relayed: RelayedLedger;

beforeAll(async () => {
  await db().outboxEntry.deleteMany();
  relayed = await relayedLedger();
});
afterAll(() => relayed.close());

test("a change is recording, then recorded at its index, then sealed, and each state says so", async () => {
  const id = await change();
  expect(await shown(id)).toMatchObject({ state: "recording", index: "", broken: false });
  await relayed.relay();
  const recorded = await shown(id);
  expect(recorded).toMatchObject({
    state: "recorded",
    broken: false,
    checkpoint: null,
    says: "The entry in the ledger says what is shown here, and its hash is that of the index.",
  });
  expect(recorded.leafHash).toMatch(/^[0-9a-f]{64}$/);
  const { size } = await relayed.seal();
  const sealed = await shown(id);
  expect(sealed).toMatchObject({ state: "sealed", index: (size - 1n).toString(), broken: false });
  expect(sealed.checkpoint?.size).toBe(size.toLocaleString("en"));
});

test("the list says of each change where it stands", async () => {
  const subjectId = randomUUID();
  const sealed = await change(subjectId);
  await relayed.relay();
  await relayed.seal();
  const recorded = await change(subjectId);
  await relayed.relay();
  const recording = await change(subjectId);
  const { format: _, ...filter } = exportChangesInput.parse({
    format: "csv",
    subject: `agent:${subjectId}`,
  });
  const { places } = await listChanges(officer, filter, { page: 1, pageSize: 10 });
  const states = [sealed, recorded, recording].map((id) => toLedgerMark(places.get(id)).state);
  expect(states).toEqual(["sealed", "recorded", "recording"]);
  const { proof } = await getChange(officer, sealed);
  expect(proof).toMatchObject({ place: { state: "sealed" }, comparison: { read: "same" } });
  await relayed.relay();
});

test("a row of the log that somebody edited is not what the entry says", async () => {
  const id = await change();
  await relayed.relay();
  await relayed.tamper(`UPDATE "ChangeLogEntry" SET "actorId" = 'mallory' WHERE id = '${id}'`);
  const proof = await shown(id);
  expect(proof).toMatchObject({ state: "broken", broken: true });
  expect(proof.says).toContain("not what the entry in the ledger says");
  expect(proof.says).not.toContain("index has another");
});

test("a row of the index that somebody edited has another hash than the entry", async () => {
  const id = await change();
  await relayed.relay();
  await relayed.tamper(
    `UPDATE ledger_governance SET leaf_hash = decode(repeat('00', 32), 'hex') WHERE key = '${id}'`,
  );
  expect(await shown(id)).toMatchObject({
    state: "broken",
    says: "The index has another hash or time than the entry.",
  });
});

test("what neither waits nor stands in the index is said to be missing", async () => {
  const id = await change();
  await relayed.tamper(`DELETE FROM "OutboxEntry" WHERE "changeId" = '${id}'`);
  expect(await shown(id)).toMatchObject({ state: "broken", broken: true, index: "" });
  expect((await placesOf([id])).get(id)).toEqual({ state: "lost" });
});

test("a row of the index that somebody invented has no entry", async () => {
  const id = await change();
  await relayed.tamper(
    `INSERT INTO ledger_governance (idx, ts, leaf_hash, type, source, key)
     VALUES (999999, now(), decode(repeat('00', 32), 'hex'), 'agent.edited', 'sys:change-log', '${id}')`,
  );
  const proof = await shown(id);
  expect(proof).toMatchObject({ state: "broken", broken: true });
  expect(proof.says).toContain("names entry 999999, which the ledger lacks");
  await relayed.tamper("DELETE FROM ledger_governance WHERE idx = 999999");
});

test("what the ledger did not take is said with its reason", async () => {
  const id = await change();
  await db().outboxEntry.update({ where: { changeId: id }, data: { fault: "too_large" } });
  const proof = await shown(id);
  expect(proof).toMatchObject({ state: "broken", broken: true });
  expect(proof.says).toContain("did not take this change: too_large");
});

async function change(subjectId = randomUUID()): Promise<string> {
  const ctx: CommandContext = { actor: officer, now: new Date(), requestId: randomUUID() };
  return transact(ctx, (_tx, record) =>
    record({ action: "agent.edited", subjectId, before: { n: 1 }, after: { n: 2 } }),
  );
}

async function shown(id: string) {
  const row = await db().changeLogEntry.findUniqueOrThrow({ where: { id } });
  return toLedgerProof(await proofOfChange(row));
}
