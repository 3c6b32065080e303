import { chmod, chown, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import { checkpointKey } from "@/lib/ledger/object-key";
import { LOGS, type Log, originOf } from "@/lib/ledger/origin";
import { must } from "@/lib/ledger/testing/read";
import { parseVkey } from "@/lib/ledger/vkey";
import { initLedger } from "./init";
import { revokeKey, rotateKey } from "./rotate";
import type { KeyFolder } from "./sealer/key-folder";
import { openKeyFolder, openSigner } from "./signing";
import { expectLogIntact } from "./testing/expect-log-intact";
import { sampleEvent, testPool } from "./testing/test-log";
import {
  anotherProcess,
  checkpointSizes,
  emptyOffice,
  newFolder,
  newTestLedger,
  removeFolders,
  standingOf,
  type TestLedger,
} from "./testing/test-sealer";

const origins = {
  calls: originOf("ledger.example.com/acme", "calls"),
  governance: originOf("ledger.example.com/acme", "governance"),
};

let directory: string;
let keys: KeyFolder;
let ledger: TestLedger;

beforeEach(async () => {
  directory = await newFolder();
  keys = await openKeyFolder(options());
  ledger = await newTestLedger({ keys });
});
afterAll(removeFolders);

const options = () => ({ directory, appDirectory: directory, origins });
const file = (name: string) => join(directory, name);

async function seal(on = ledger): Promise<void> {
  await on.logs.calls.appender.append([sampleEvent(`seal ${await tick()}`)]);
  on.runtime.passTime(10_000);
  await on.sealer.round();
}

let ticks = 0;
async function tick(): Promise<number> {
  ticks += 1;
  return ticks;
}

/** Key ids of the signature lines of the newest checkpoint, in order. */
async function signatures(log: Log = "calls"): Promise<string[]> {
  const size = (await checkpointSizes(ledger, log)).at(-1) ?? 0;
  const note = await ledger.store.read(checkpointKey(log, BigInt(size)));
  return new TextDecoder()
    .decode(note ?? undefined)
    .split("\n")
    .filter((line) => line.startsWith("— "))
    .map((line) => Buffer.from(line.split(" ")[2] ?? "", "base64").toString("hex", 0, 4));
}

const idOf = (vkey: string) => must(parseVkey(vkey)).id;

/** The newest checkpoint opens for whoever pinned this key alone. */
async function opensFor(vkey: string): Promise<boolean> {
  const size = (await checkpointSizes(ledger, "calls")).at(-1) ?? 0;
  const note = await ledger.store.read(checkpointKey("calls", BigInt(size)));
  return openCheckpoint(note ?? new Uint8Array(), [must(parseVkey(vkey))]).ok;
}

async function expectIntact(...vkeys: string[]): Promise<void> {
  const trusted = vkeys.map((vkey) => must(parseVkey(vkey)));
  await expectLogIntact(ledger.logs.calls, trusted);
}

describe("the folder of the keys", () => {
  test("gets a key for each log, which its owner alone can read", async () => {
    for (const log of LOGS) {
      expect((await stat(file(`${log}.pem`))).mode & 0o777).toBe(0o400);
      expect(await readFile(file(`${log}.pem`), "utf8")).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
      expect(await keys.vkey(log)).toContain(`${origins[log]}+`);
    }
    expect(await keys.vkey("calls")).not.toBe(await keys.vkey("governance"));
    expect((await readdir(directory)).filter((name) => name.includes("tmp"))).toEqual([]);
  });

  test("keeps the key that is there, however often the ledger is initialised", async () => {
    const before = await keys.vkey("calls");
    const again = await initLedger({ logs: ledger.logs, keys: await openKeyFolder(options()) });
    expect(again).toMatchObject([
      { log: "calls", vkey: before, begun: false },
      { log: "governance", begun: false },
    ]);
    expect((await expectLogIntact(ledger.logs.calls)).keys).toEqual(["sys:sealer created"]);
    const { rows } = await testPool().query("SELECT vkey FROM ledger_vkey WHERE log = 'calls'");
    expect(rows).toEqual([{ vkey: before }]);
  });

  test.each([0o440, 0o404, 0o420, 0o644])(
    "is refused where others may read a key: %o",
    async (mode) => {
      await chmod(file("calls.pem"), mode);
      await expect(openSigner(options())).rejects.toThrow("chmod 0400");
      await seal();
      expect(await checkpointSizes(ledger, "calls")).toEqual([]);
      const open =
        "SELECT severity, message FROM ledger_finding WHERE kind = 'signing' AND closed_at IS NULL";
      const { rows } = await testPool().query(open);
      expect(rows).toMatchObject([
        { severity: "critical", message: expect.stringContaining("chmod") },
      ]);
      await chmod(file("calls.pem"), 0o400);
      await seal();
      expect(await checkpointSizes(ledger, "calls")).toEqual([3]);
      expect((await testPool().query(open)).rows).toEqual([]);
    },
  );

  test("is refused without a key, and with something else in its place", async () => {
    await rm(file("governance.pem"));
    await expect(openSigner(options())).rejects.toThrow("npm run ledger -- init");
    await writeFile(file("governance.pem"), "not a key", { mode: 0o400 });
    await expect(openSigner(options())).rejects.toThrow("not an Ed25519 key");
  });

  test("gets no second key for a log that another one has sealed", async () => {
    await seal();
    await rm(file("calls.pem"));
    await expect(initLedger({ logs: ledger.logs, keys })).rejects.toThrow("Put the key back");
    expect(await readdir(directory)).not.toContain("calls.pem");
  });

  test("that was exchanged stops the sealer, as its key never signed this log", async () => {
    await seal();
    await rm(file("calls.pem"));
    await keys.make("calls", new Uint8Array(32).fill(5));
    const next = anotherProcess({ ...ledger, keys: await openKeyFolder(options()) });
    await seal(next);
    expect(await standingOf("calls")).toMatchObject({ halt_reason: "unknown_key" });
  });

  test("says whether the keys belong to a user of their own", async () => {
    expect((await openSigner(options())).separation).toBe("process");
    const app = { ...options(), appDirectory: "/proc/self" };
    expect((await openSigner(app)).separation).toBe("process");
  });

  test.skipIf(process.getuid?.() !== 0)(
    "a folder of somebody else beside keys of root is no user of their own: all may run as root",
    async () => {
      const appDirectory = await newFolder();
      await chown(appDirectory, 12_345, 12_345);
      expect((await openKeyFolder({ ...options(), appDirectory })).separation).toBe("process");
      await chown(directory, 23_456, 23_456);
      expect((await openKeyFolder({ ...options(), appDirectory })).separation).toBe("user");
    },
  );
});

describe("a rotation", () => {
  test("makes notes carry both signatures, the old one first, in the running sealer and a new one", async () => {
    await seal();
    const { old, new: fresh } = await rotateKey({ ...ledger, log: "calls" });
    expect(await keys.vkey("calls")).toBe(fresh);
    await seal();
    expect(await signatures()).toEqual([idOf(old), idOf(fresh)]);
    expect([await opensFor(old), await opensFor(fresh)]).toEqual([true, true]);
    const next = anotherProcess({ ...ledger, keys: await openKeyFolder(options()) });
    await seal(next);
    expect(await signatures()).toEqual([idOf(old), idOf(fresh)]);
    expect(await signatures("governance")).toHaveLength(1);
    await expectIntact(old);
    const { rows } = await testPool().query(
      "SELECT vkey, since::int, rotated_at FROM ledger_vkey WHERE log = 'calls' ORDER BY since",
    );
    expect(rows).toEqual([
      { vkey: old, since: 0, rotated_at: expect.any(Date) },
      { vkey: fresh, since: 2, rotated_at: null },
    ]);
  });

  test("is told again to a database that has lost or forgotten it, with the next seal", async () => {
    await seal();
    const { old, new: fresh } = await rotateKey({ ...ledger, log: "calls" });
    await seal();
    await testPool().query("DELETE FROM ledger_vkey WHERE vkey = $1", [fresh]);
    await testPool().query("UPDATE ledger_vkey SET rotated_at = NULL WHERE vkey = $1", [old]);
    await seal();
    const { rows } = await testPool().query(
      "SELECT vkey, rotated_at FROM ledger_vkey WHERE log = 'calls' ORDER BY since",
    );
    expect(rows).toEqual([
      { vkey: old, rotated_at: expect.any(Date) },
      { vkey: fresh, rotated_at: null },
    ]);
  });

  test("ends after its days: the new key signs alone", async () => {
    await seal();
    const { old, new: fresh } = await rotateKey({ ...ledger, log: "calls" });
    await seal();
    const later = anotherProcess({
      ...ledger,
      keys: await openKeyFolder(options()),
      settings: { ...ledger.settings, overlapDays: 0 },
    });
    await seal(later);
    expect(await signatures()).toEqual([idOf(fresh)]);
    expect([await opensFor(old), await opensFor(fresh)]).toEqual([false, true]);
    await expectIntact(old, fresh);
  });

  test("of governance is told by governance itself", async () => {
    await seal();
    const { old, new: fresh } = await rotateKey({ ...ledger, log: "governance" });
    await seal();
    expect(await signatures("governance")).toEqual([idOf(old), idOf(fresh)]);
    expect(await signatures("calls")).toHaveLength(1);
  });

  test("that died before the files were moved signs with both, and is finished by asking again", async () => {
    await seal();
    const dies = { ...keys, adoptNext: () => Promise.reject(new Error("killed")) };
    await expect(rotateKey({ ...ledger, keys: dies, log: "calls" })).rejects.toThrow("killed");
    const next = anotherProcess({ ...ledger, keys: await openKeyFolder(options()) });
    await seal(next);
    expect(await signatures()).toHaveLength(2);
    const { old, new: fresh } = await rotateKey({ ...ledger, log: "calls" });
    await seal(next);
    expect(await signatures()).toEqual([idOf(old), idOf(fresh)]);
    expect(await keys.vkey("calls")).toBe(fresh);
    const { keys: entries } = await expectLogIntact(ledger.logs.governance);
    expect(entries).toHaveLength(2);
  });

  test("that died before the leaf is begun anew with the same key", async () => {
    await seal();
    const made = await keys.makeNext("calls", new Uint8Array(32).fill(3));
    await seal();
    expect(await signatures()).toHaveLength(1);
    expect(await rotateKey({ ...ledger, log: "calls" })).toMatchObject({ new: made });
  });

  test("may follow another one, and the oldest key goes first", async () => {
    await seal();
    const first = await rotateKey({ ...ledger, log: "calls" });
    const second = await rotateKey({ ...ledger, log: "calls" });
    expect(second.old).toBe(first.new);
    await seal();
    expect(await signatures()).toEqual([first.old, first.new, second.new].map(idOf));
    await expectIntact(first.old);
  });

  test("after the database was lost names no smaller tree than the rotation before, which nobody could take back", async () => {
    await seal();
    await rotateKey({ ...ledger, log: "calls" });
    await seal();
    await emptyOffice();
    const { new: fresh } = await rotateKey({ ...ledger, log: "calls" });
    await seal();
    expect(await standingOf("calls")).toMatchObject({ halted_at: null });
    expect((await signatures()).at(-1)).toBe(idOf(fresh));
  });

  test("is refused before its leaf where the store lacks what was signed under the key in force", async () => {
    await seal();
    await rotateKey({ ...ledger, log: "calls" });
    for (const size of await checkpointSizes(ledger, "calls")) {
      await ledger.store.remove(checkpointKey("calls", BigInt(size)));
    }
    const { size } = await expectLogIntact(ledger.logs.governance);
    await expect(rotateKey({ ...ledger, log: "calls" })).rejects.toThrow("Put the store back");
    expect((await expectLogIntact(ledger.logs.governance)).size).toBe(size);
  });

  test("is believed from the leaves alone, where the database and the cache know nothing", async () => {
    await seal();
    const { old, new: fresh } = await rotateKey({ ...ledger, log: "calls" });
    await seal();
    await rm(file("governance.key-leaves"));
    await testPool().query("DELETE FROM ledger_vkey");
    await seal(anotherProcess({ ...ledger, keys: await openKeyFolder(options()) }));
    expect(await signatures()).toEqual([idOf(old), idOf(fresh)]);
  });

  test("whose old key is gone stops signing, in words", async () => {
    await seal();
    const { old } = await rotateKey({ ...ledger, log: "calls" });
    await rename(file(`calls.${idOf(old)}.pem`), file("elsewhere"));
    const next = anotherProcess({ ...ledger, keys: await openKeyFolder(options()) });
    await seal(next);
    expect(await checkpointSizes(ledger, "calls")).toEqual([2]);
    const { rows } = await testPool().query(
      "SELECT message FROM ledger_finding WHERE kind = 'signing'",
    );
    expect(rows).toMatchObject([{ message: expect.stringContaining(old) }]);
    await rename(file("elsewhere"), file(`calls.${idOf(old)}.pem`));
    await seal(next);
    expect((await checkpointSizes(ledger, "calls")).length).toBe(2);
  });
});

describe("a revocation", () => {
  test("of the old key leaves the new one to sign alone", async () => {
    await seal();
    const { old, new: fresh } = await rotateKey({ ...ledger, log: "calls" });
    await revokeKey({ ...ledger, log: "calls" }, { vkey: old, size: 2n, reason: "It was copied." });
    await seal();
    expect(await signatures()).toEqual([idOf(fresh)]);
    expect(await standingOf("calls")).toMatchObject({ halted_at: null });
    const { rows } = await testPool().query(
      "SELECT revoked_from::int FROM ledger_vkey WHERE log = 'calls' ORDER BY since",
    );
    expect(rows).toEqual([{ revoked_from: 2 }, { revoked_from: null }]);
  });

  test("below what the key has signed is followed by the new key all the same", async () => {
    await seal();
    await seal();
    const { old, new: fresh } = await rotateKey({ ...ledger, log: "calls" });
    await revokeKey({ ...ledger, log: "calls" }, { vkey: old, size: 2n, reason: "It was copied." });
    await seal();
    expect(await standingOf("calls")).toMatchObject({ halted_at: null });
    expect(await signatures()).toEqual([idOf(fresh)]);
    await expectIntact(old, fresh);
  });

  test("of a key that never was one of this log is refused", async () => {
    const vkey = await keys.vkey("governance");
    const asked = revokeKey({ ...ledger, log: "calls" }, { vkey, size: 0n, reason: "x" });
    await expect(asked).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("of the only key leaves nobody to sign, in words", async () => {
    await seal();
    const vkey = await keys.vkey("calls");
    await revokeKey({ ...ledger, log: "calls" }, { vkey, size: 2n, reason: "It was copied." });
    await seal();
    expect(await checkpointSizes(ledger, "calls")).toEqual([2]);
    const { rows } = await testPool().query(
      "SELECT message FROM ledger_finding WHERE kind = 'signing'",
    );
    expect(rows).toMatchObject([{ message: expect.stringContaining("rotate") }]);
    const { new: fresh } = await rotateKey({ ...ledger, log: "calls" });
    await seal();
    expect(await signatures()).toEqual([idOf(fresh)]);
    await emptyOffice();
  });
});
