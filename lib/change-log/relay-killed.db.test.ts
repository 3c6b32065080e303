import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { expectLogIntact } from "@/lib/ledger-store/testing/expect-log-intact";
import { countWaiting } from "./queries-outbox";
import { type RelayedLedger, relayedLedger } from "./testing/relayed-ledger";
import { type CommandContext, transact } from "./transact";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM = fileURLToPath(new URL("./testing/killed-relay.ts", import.meta.url));
let relayed: RelayedLedger;

beforeAll(async () => {
  await db().outboxEntry.deleteMany();
  relayed = await relayedLedger();
});
afterAll(() => relayed.close());

test("ledger.md test 15: a relay killed with SIGKILL before it deletes leaves each change once", async () => {
  const ids = await changes(20);
  expect(await killedRelay()).toBe("SIGKILL");
  expect(await countWaiting()).toEqual({ waiting: 20, refused: 0 });
  expect((await keys()).sort()).toEqual([...ids].sort()); // all of them are evidence already
  ids.push(...(await changes(5)));
  // PostgreSQL lets go of the rows once it notices that the process is gone.
  await vi.waitFor(async () => {
    await relayed.relay();
    expect(await countWaiting()).toEqual({ waiting: 0, refused: 0 });
  }, 20_000);
  expect((await keys()).sort()).toEqual(ids.sort());
}, 60_000);

async function killedRelay(): Promise<string | null> {
  const args = ["--conditions=react-server", "--import", "tsx", PROGRAM];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { NODE_ENV: "test", ...relayed.environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [, signal] = await once(child, "exit");
  return signal;
}

function changes(count: number): Promise<string[]> {
  const ctx: CommandContext = {
    actor: { kind: "job", id: "test.relay", grants: [] },
    now: new Date(),
    requestId: randomUUID(),
  };
  return transact(ctx, async (_tx, record) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const [subjectId, after] = [randomUUID(), { n }];
      ids.push(await record({ action: "agent.edited", subjectId, before: null, after }));
    }
    return ids;
  });
}

async function keys(): Promise<string[]> {
  const { keys: all } = await expectLogIntact(relayed.ledger.logs.governance);
  return all
    .filter((key) => key.startsWith("sys:change-log "))
    .map((key) => key.slice("sys:change-log ".length));
}
