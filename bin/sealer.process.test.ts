import { chmodSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import {
  freshDatabase,
  freshFolder,
  query,
  run,
  startTypescript,
  stopAll,
} from "./test/processes.mjs";

afterAll(stopAll);

const SOON = { timeout: 60_000, interval: 100 };

let environment: { DATABASE_URL: string; DATA_DIR: string; LEDGER_SEAL_SECONDS: string };

beforeEach(async () => {
  environment = {
    DATABASE_URL: await freshDatabase(),
    DATA_DIR: freshFolder(),
    LEDGER_SEAL_SECONDS: "1",
  };
  await program("bin/establish.ts", "Kestrel Bank");
  await program("bin/ledger.ts", "init");
});

async function program(...args: string[]): Promise<void> {
  expect(await run("bin/run.mjs", args, environment)).toMatchObject({ code: 0 });
}

function sealer() {
  return startTypescript("bin/sealer.ts", [], environment);
}

async function says(process: { stdout: string }, text: string): Promise<void> {
  await vi.waitFor(() => expect(process.stdout).toContain(text), SOON);
}

function sizes(): Promise<Record<string, unknown>[]> {
  return query(
    environment.DATABASE_URL,
    "SELECT log, max(size)::int AS size FROM ledger_seal GROUP BY log ORDER BY log",
  );
}

async function isSealed(governance: number): Promise<void> {
  const wanted = [
    { log: "calls", size: 1 },
    { log: "governance", size: governance },
  ];
  await vi.waitFor(async () => expect(await sizes()).toEqual(wanted), SOON);
}

test("both logs are sealed, in the store and in the database, and SIGTERM ends it cleanly", async () => {
  const running = sealer();
  await isSealed(1);
  const folder = join(environment.DATA_DIR, "ledger", "governance", "checkpoint");
  expect(readdirSync(folder)).toEqual(["00000000000000000001"]);
  const since = Date.now();
  running.kill("SIGTERM");
  expect(await running.ended).toBe(0);
  expect(Date.now() - since).toBeLessThan(25_000);
  expect(running.stderr).toBe("");
  expect(await query(environment.DATABASE_URL, "SELECT FROM ledger_lease")).toEqual([]);
});

test("a second sealer waits for the lease, takes over from one that was killed, and seals on", async () => {
  const first = sealer();
  await says(first, "sealing");
  await isSealed(1);
  const second = sealer();
  await says(second, "another sealer holds the lease; waiting for it");
  first.kill("SIGKILL");
  await first.ended;
  expect(second.stdout).not.toContain("sealing");
  await program("bin/ledger.ts", "rotate", "calls"); // one leaf more
  await says(second, "  sealing");
  await isSealed(2);
  second.kill("SIGTERM");
  expect(await second.ended).toBe(0);
});

test("a key that others can read, or that is gone, is refused in words", async () => {
  const key = join(environment.DATA_DIR, "keys", "calls.pem");
  chmodSync(key, 0o440);
  const readable = sealer();
  expect(await readable.ended).toBe(1);
  expect(readable.stderr).toContain(`The signing key ${key} can be read by others than its owner.`);
  expect(readable.stderr.trim().split("\n")).toHaveLength(1);
  renameSync(key, `${key}.away`);
  const missing = sealer();
  expect(await missing.ended).toBe(1);
  expect(missing.stderr).toContain(`There is no signing key ${key}.`);
});

test("what is due is scrubbed beside the sealing, and the jobs run in the same process", async () => {
  const running = sealer();
  await isSealed(1);
  const scheduled = "SELECT count(*)::int AS count FROM pgboss.schedule";
  await vi.waitFor(async () => {
    expect((await query(environment.DATABASE_URL, scheduled))[0]?.count).toBeGreaterThan(0);
  }, SOON);
  const passes =
    "SELECT DISTINCT log, kind, findings FROM ledger_scrub WHERE finished_at IS NOT NULL ORDER BY log, kind";
  await vi.waitFor(
    async () => {
      expect(await query(environment.DATABASE_URL, passes)).toEqual(
        ["calls", "governance"].flatMap((log) =>
          ["index", "stored"].map((kind) => ({ log, kind, findings: 0 })),
        ),
      );
    },
    { timeout: 120_000, interval: 500 },
  );
  running.kill("SIGTERM");
  expect(await running.ended).toBe(0);
});
