import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { LOGS } from "@/lib/ledger/origin";
import { openLedger, processRuntime } from "@/lib/ledger-store/open-ledger";
import { sampleEvents } from "@/lib/ledger-store/testing/test-log";
import {
  freshDatabase,
  freshFolder,
  pathUnderAFile,
  query,
  run,
  startTypescript,
  stopAll,
} from "./test/processes.mjs";

type Environment = { DATABASE_URL: string; DATA_DIR: string; LEDGER_ORIGIN?: string };

afterAll(stopAll);

let installation: Environment;

/** An installation whose two logs have begun and hold some entries. */
beforeAll(async () => {
  installation = { DATABASE_URL: await freshDatabase(), DATA_DIR: freshFolder() };
});

function ledger(args: readonly string[], environment: Record<string, string> = installation) {
  return run("bin/run.mjs", ["bin/ledger.ts", ...args], environment);
}

async function json(args: readonly string[], environment: Record<string, string> = installation) {
  const { code, stdout, stderr } = await ledger([...args, "--json"], environment);
  expect({ stderr, lines: stdout.length }).toEqual({ stderr: [], lines: 1 });
  return { code, data: JSON.parse(stdout[0] ?? "") };
}

async function originBase(): Promise<string> {
  const [row] = await query(installation.DATABASE_URL, 'SELECT id FROM "Installation"');
  return `localhost/${row?.id}`;
}

/** Stores entries as the web process would. */
async function fill(count: number): Promise<void> {
  const configured = parseEnv({ ...installation, LEDGER_ORIGIN: await originBase() });
  const opened = await openLedger(configured, processRuntime("nowhere"));
  for (const log of LOGS) await opened.logs[log].appender.append(sampleEvents(count));
  await opened.close();
}

const INDEX = [
  "SELECT * FROM ledger_head ORDER BY log",
  "SELECT * FROM ledger_key ORDER BY log, key_hash",
  "SELECT * FROM ledger_calls ORDER BY idx",
  "SELECT * FROM ledger_governance ORDER BY idx",
];

async function indexOf(url: string) {
  const tables: Record<string, unknown>[][] = [];
  for (const statement of INDEX) tables.push(await query(url, statement));
  return tables;
}

test("without an installation there is no ledger; with one it begins once, with keys for its owner alone", async () => {
  expect(await ledger(["init"])).toEqual({
    code: 1,
    stdout: [],
    stderr: ["This installation has no name yet. Start it with npm run up."],
  });
  expect(
    await run("bin/run.mjs", ["bin/establish.ts", "Kestrel Bank"], installation),
  ).toMatchObject({ code: 0 });
  const first = await json(["init"]);
  expect(first).toMatchObject({ code: 0, data: { begun: ["calls", "governance"] } });
  const base = await originBase();
  for (const [at, log] of LOGS.entries()) {
    expect(first.data.keys[at].vkey.startsWith(`${base}/${log}+`)).toBe(true);
    const { mode } = statSync(join(installation.DATA_DIR, "keys", `${log}.pem`));
    expect(mode & 0o777).toBe(0o400);
  }
  expect(await json(["init"])).toMatchObject({ data: { begun: [], keys: first.data.keys } });
  expect((await json(["vkey"])).data.keys).toMatchObject(first.data.keys);
  const { stdout } = await ledger(["vkey"]);
  expect(stdout.slice(1).map((line: string) => line.trim().split(/\s+/))).toEqual(
    first.data.keys.map(({ log, vkey }: { log: string; vkey: string }) => [log, vkey]),
  );
});

test("rows that somebody changed are named by compare and by scrub, which also leaves a leaf; rebuild brings them back", async () => {
  await fill(1_500);
  const before = await indexOf(installation.DATABASE_URL);
  expect(await json(["compare"])).toMatchObject({ code: 0 });
  for (const statement of [
    "ALTER TABLE ledger_calls DISABLE TRIGGER USER",
    "UPDATE ledger_calls SET source = 'gw-2' WHERE idx = 7",
    "ALTER TABLE ledger_calls ENABLE TRIGGER USER",
  ])
    await query(installation.DATABASE_URL, statement);
  expect(await json(["compare", "calls"])).toEqual({
    code: 3,
    data: {
      compared: [
        {
          log: "calls",
          entries: 1_501,
          total: 1,
          differences: [
            { table: "ledger_calls", index: "7", kind: "different", columns: ["source"] },
          ],
        },
      ],
    },
  });
  const scrubbed = await ledger(["scrub", "calls", "--mode", "index"]);
  expect(scrubbed).toMatchObject({ code: 3 });
  expect(scrubbed.stdout[1]).toContain(
    "The rows of entry 7 differ from what the entries say: source.",
  );
  const leaf = "SELECT type FROM ledger_governance ORDER BY idx DESC LIMIT 1";
  expect(await query(installation.DATABASE_URL, leaf)).toEqual([{ type: "ledger.scrub-finding" }]);

  expect(await json(["rebuild", "calls"])).toMatchObject({
    data: { rebuilt: [{ log: "calls", entries: 1_501 }] },
  });
  expect((await indexOf(installation.DATABASE_URL))[2]).toEqual(before[2]);
  expect(await ledger(["scrub"])).toMatchObject({ code: 0 });
  const open = "SELECT FROM ledger_finding WHERE closed_at IS NULL";
  expect(await query(installation.DATABASE_URL, open)).toEqual([]);
});

test("the months of the index can be dropped: a rebuild makes them again, row for row", async () => {
  const before = await indexOf(installation.DATABASE_URL);
  const partitions = await query(
    installation.DATABASE_URL,
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent IN ('ledger_calls'::regclass, 'ledger_governance'::regclass)",
  );
  expect(partitions.length).toBeGreaterThanOrEqual(4);
  for (const { name } of partitions) await query(installation.DATABASE_URL, `DROP TABLE ${name}`);
  await query(installation.DATABASE_URL, "DELETE FROM ledger_head; DELETE FROM ledger_key");
  expect(await ledger(["rebuild"])).toMatchObject({ code: 0, stderr: [] });
  expect(await indexOf(installation.DATABASE_URL)).toEqual(before);
});

test("with the whole database gone a rebuild brings the index back, and says what the ledger is called", async () => {
  const before = await indexOf(installation.DATABASE_URL);
  const base = await originBase();
  const lost = { ...installation, DATABASE_URL: await freshDatabase() };
  const rebuilt = await ledger(["rebuild"], lost);
  expect(rebuilt).toMatchObject({ code: 0 });
  expect(rebuilt.stderr).toEqual([expect.stringContaining(`set LEDGER_ORIGIN=${base} for every`)]);
  expect(await indexOf(lost.DATABASE_URL)).toEqual(before);

  await run("bin/run.mjs", ["bin/establish.ts", "Kestrel Bank"], lost);
  const refused = await ledger(["vkey"], lost);
  expect(refused).toMatchObject({ code: 1, stdout: [] });
  expect(refused.stderr).toEqual([
    expect.stringContaining("Set LEDGER_ORIGIN to that of the first"),
  ]);
  expect(await ledger(["compare"], { ...lost, LEDGER_ORIGIN: base })).toMatchObject({ code: 0 });
});

test("another origin than that of the first entry is refused", async () => {
  const elsewhere = { ...installation, LEDGER_ORIGIN: "ledger.example.com/other" };
  expect(await ledger(["compare"], elsewhere)).toEqual({
    code: 1,
    stdout: [],
    stderr: [expect.stringContaining("began under another origin than ledger.example.com/other")],
  });
});

test("a folder that cannot hold a ledger is refused in words, and the probe says what a store promises", async () => {
  expect(await ledger(["probe"], { ...installation, LEDGER_STORE: "fs:/proc/ledger" })).toEqual({
    code: 1,
    stdout: [],
    stderr: [expect.stringContaining("The ledger cannot be kept in /proc/ledger")],
  });
  const nowhere = { ...installation, LEDGER_STORE: `fs:${pathUnderAFile()}` };
  expect(await ledger(["probe"], nowhere)).toEqual({
    code: 1,
    stdout: [],
    stderr: [expect.stringContaining("(it or a part of its path is a file). Set LEDGER_STORE")],
  });
  const noKeys = { ...installation, LEDGER_KEY_DIR: pathUnderAFile() };
  expect(await ledger(["vkey"], noKeys)).toMatchObject({
    code: 1,
    stderr: [expect.stringContaining("The signing keys cannot be kept in")],
  });
  const { code, data } = await json(["probe"]);
  expect({ code, ok: data.probe.ok, mode: data.probe.mode }).toEqual({
    code: 0,
    ok: true,
    mode: "fs",
  });
});

test("a bundle is written to a new file, and its request, making and taking are recorded", async () => {
  const out = join(installation.DATA_DIR, "calls.zip");
  const range = ["--start", "0", "--end", "9"];
  const early = await ledger(["export", "calls", "--out", out, "--start", "0", "--end", "99999"]);
  expect(early.stderr).toEqual([
    "The calls ledger has 1501 entries so far, so a bundle can end at 1501 at most.",
  ]);
  const sealer = startTypescript("bin/sealer.ts", [], {
    ...installation,
    LEDGER_SEAL_SECONDS: "1",
  });
  const { code, data } = await json(["export", "calls", "--out", out, ...range]);
  sealer.kill("SIGTERM");
  await sealer.ended;
  expect({ code, bytes: data.bytes }).toEqual({ code: 0, bytes: statSync(out).size });
  const acts = `SELECT action FROM "ChangeLogEntry" WHERE "subjectId" = $1 ORDER BY seq`;
  expect(await query(installation.DATABASE_URL, acts, [data.id])).toEqual([
    { action: "bundle.requested" },
    { action: "bundle.exported" },
    { action: "bundle.downloaded" },
  ]);
  expect(await ledger(["export", "calls", "--out", out, ...range])).toEqual({
    code: 1,
    stdout: [],
    stderr: [`--out: ${out} exists already.`],
  });
});

test("a key is rotated and the old one withdrawn, and both are leaves of the governance log", async () => {
  const { data: changed } = await json(["rotate", "calls"]);
  expect(changed.new).not.toBe(changed.old);
  const withdrawal = ["--key", changed.old, "--size", "1", "--reason", "a copy was lost"];
  expect(await ledger(["revoke", "calls", ...withdrawal])).toMatchObject({ code: 0, stderr: [] });
  const { data } = await json(["vkey"]);
  expect(data.keys.filter(({ log }: { log: string }) => log === "calls")).toMatchObject([
    { vkey: changed.old, rotatedAt: expect.any(String), revokedFrom: "1" },
    { vkey: changed.new, rotatedAt: null, revokedFrom: null },
  ]);
  const leaves = "SELECT type FROM ledger_governance ORDER BY idx DESC LIMIT 2";
  expect(await query(installation.DATABASE_URL, leaves)).toEqual([
    { type: "ledger.key-revoked" },
    { type: "ledger.key-rotated" },
  ]);
});

test("a halted log is resumed with a reason, which is recorded as a change", async () => {
  const { DATABASE_URL } = installation;
  expect(await ledger(["resume", "calls", "--reason", "nothing"])).toMatchObject({
    code: 1,
    stderr: [expect.stringContaining("nothing to resume")],
  });
  await query(
    DATABASE_URL,
    `INSERT INTO ledger_sealer VALUES ('calls', now(), 3, now(), 'process', now(), 'fork', 'It forked.')
     ON CONFLICT (log) DO UPDATE SET halted_at = now(), halt_reason = 'fork', halt_message = 'It forked.'`,
  );
  expect(await ledger(["resume", "calls"])).toMatchObject({ code: 64 });
  expect(await ledger(["resume", "calls", "--reason", "the disk was put back"])).toMatchObject({
    code: 0,
  });
  expect(
    await query(
      DATABASE_URL,
      "SELECT halted_at, halt_reason FROM ledger_sealer WHERE log = 'calls'",
    ),
  ).toEqual([{ halted_at: null, halt_reason: null }]);
  const change = `SELECT "actorId", "subjectId", reason, before->>'haltReason' AS was FROM "ChangeLogEntry" WHERE action = 'sealing.resumed'`;
  expect(await query(DATABASE_URL, change)).toEqual([
    { actorId: "ledger-cli", subjectId: "calls", reason: "the disk was put back", was: "fork" },
  ]);
});

test("what cannot be understood is answered with what there is", async () => {
  for (const args of [["seal"], ["probe", "--colour", "red"]]) {
    const { code, stdout, stderr } = await ledger(args);
    expect({ args, code, stdout }).toEqual({ args, code: 64, stdout: [] });
    expect(stderr.join("\n")).toContain("Usage: npm run ledger -- <command>");
  }
});
