import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { env } from "@/lib/core/env";
import { createdEvent } from "@/lib/ledger/reserved";
import { openLedger } from "@/lib/ledger-store/open-ledger";
import { placesOfChanges } from "@/lib/ledger-store/queries";
import { rebuildIndex } from "@/lib/ledger-store/rebuild";
import { expectLogIntact } from "@/lib/ledger-store/testing/expect-log-intact";
import { relayBatch } from "./relay";
import { appendChanges, startRelay } from "./start-relay";
import { type CommandContext, transact } from "./transact";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countersign-relay-"));
  const settings = {
    ...env(),
    LEDGER_ORIGIN: "ledger.example.com/relay",
    LEDGER_STORE: `fs:${folder}`,
  };
  globalThis.countersignLedger = openLedger(settings);
  const { logs } = await globalThis.countersignLedger;
  await rebuildIndex(logs.governance, { now: new Date(), dedupeDays: 30 });
});

afterAll(async () => {
  await globalThis.countersignRelay?.stop();
  await (await globalThis.countersignLedger)?.close();
  await rm(folder, { recursive: true, force: true });
});

test("nothing goes before the first entry, which says what the log is", async () => {
  const event = { type: "agent.edited", key: "k", source: { id: "sys:change-log" }, data: {} };
  await expect(appendChanges([event])).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("npm run ledger -- init"),
  });
});

test("once the relay runs, a change is in the ledger shortly after its command", async () => {
  const { logs } = await openedLedger();
  await logs.governance.appender.append([createdEvent()], "inside");
  startRelay(async () => {});
  startRelay(async () => {}); // a second copy of the module does not start a second one
  const id = await change();
  const place = await vi.waitFor(async () => {
    const found = (await placesOfChanges([id])).get(id);
    if (!found) throw new Error("not there yet");
    return found;
  }, 5_000);
  expect(place).toMatchObject({ type: "agent.edited", source: "sys:change-log" });
});

test("what waited longer than the ledger remembers keys still stands there once", async () => {
  await globalThis.countersignRelay?.stop();
  const { governance } = (await openedLedger()).logs;
  const id = await change();
  const killed = async (events: Parameters<typeof appendChanges>[0]) => {
    await appendChanges(events);
    throw new Error("killed");
  };
  await expect(relayBatch(killed)).rejects.toThrow("killed");
  await governance.pool.query("DELETE FROM ledger_key WHERE log = 'governance'");
  const later = await change();
  expect(await relayBatch(appendChanges)).toEqual({ taken: 2, refusals: [] });
  const { keys } = await expectLogIntact(governance);
  expect(keys.slice(-2)).toEqual([`sys:change-log ${id}`, `sys:change-log ${later}`]);
});

async function openedLedger() {
  const opened = await globalThis.countersignLedger;
  if (!opened) throw new Error("the ledger is not open");
  return opened;
}

function change(): Promise<string> {
  const ctx: CommandContext = {
    actor: { kind: "job", id: "test.relay", grants: [] },
    now: new Date(),
    requestId: randomUUID(),
  };
  return transact(ctx, (_tx, record) =>
    record({ action: "agent.edited", subjectId: randomUUID(), before: null, after: { n: 1 } }),
  );
}
