import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { changeEvent } from "@/lib/change-log/change-event";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { db } from "@/lib/db/client";
import type { Log } from "@/lib/ledger/origin";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import { summary } from "@/lib/ledger/testing/verify";
import { formatVkey } from "@/lib/ledger/vkey";
import { bundlePath } from "./bundle-file";
import { downloadBundle } from "./commands/download-bundle";
import { requestBundle, requestBundleAgain } from "./commands/request-bundle";
import { requestVerification } from "./commands/request-verification";
import { openFsStore } from "./fs-open";
import { getBundle, getVerification, listBundles } from "./queries-tasks";
import { requestBundleInput } from "./schema";
import type { ScrubReport } from "./sealer/scrub";
import { runNextTask, startTaskWorker, type TaskWorkerParts } from "./task-worker";
import { claimTask } from "./tasks/claim";
import { finishTask } from "./tasks/finish";
import { makeBundle } from "./tasks/make-bundle";
import {
  openTestLog,
  type SealedLog,
  sealTestLog,
  testParts,
  verifyZip,
} from "./testing/sealed-logs";
import { sampleEvents, testPool } from "./testing/test-log";

const AUDITOR: Actor = { kind: "person", id: randomUUID(), roles: ["auditor"] };
const NEVER = new AbortController().signal;
const OPEN_FILES = "/proc/self/fd";

let calls: SealedLog;
let governance: SealedLog;
let parts: TaskWorkerParts;

beforeEach(async () => {
  await db().ledgerTask.deleteMany();
  calls = await openTestLog("calls");
  governance = await openTestLog("governance");
  const logs = { calls, governance };
  parts = {
    ledger: { logs, probe: await calls.store.probe() },
    ...{ dataDirectory: env().DATA_DIR, demo: false },
    partsFor: async (_ledger, log) => testParts(logs[log], governance),
    scrub: clean,
  };
  await calls.appender.append(sampleEvents(20));
  await sealTestLog(calls);
});

const clean = async ({ log }: { log: Log }): Promise<ScrubReport> => ({
  ...{ log, mode: "stored", start: 0n, end: 20n, count: 0, findings: [] },
});

test("a bundle that was asked for is made, kept, recorded and handed out", async () => {
  const { id } = await askForAll();
  expect(await runNextTask(parts, "bundle", NEVER)).toBe(true);
  expect(await runNextTask(parts, "bundle", NEVER)).toBe(false);
  const { bundle } = await getBundle(AUDITOR, id);
  expect(bundle).toMatchObject({ state: "done", log: "calls", askedById: AUDITOR.id });
  expect(bundle.result).toMatchObject({
    ...{ start: 0, end: 20, size: 20, entries: 20, attested: 0, holes: 0 },
    fileName: "calls_0-20_of-20.zip",
  });
  expect(summary(await verifyZip(bundlePath(env().DATA_DIR, id), calls))).toBe("VERIFIED");
  const [asked, made] = await changesOf(id);
  expect(asked).toMatchObject({ action: "bundle.requested", actorId: AUDITOR.id });
  expect(made).toMatchObject({ action: "bundle.exported", actorKind: "job", requestId: id });
  const { root, size } = bundle.result ?? {};
  expect(made?.after).toMatchObject({ log: "calls", range: { start: 0, end: 20 }, size, root });
});

test("a later bundle proves that it continues the earlier one, as its leaf tells", async () => {
  await askForAll();
  await runNextTask(parts, "bundle", NEVER);
  const made = await db().changeLogEntry.findFirstOrThrow({
    where: { action: "bundle.exported" },
    orderBy: { recordedAt: "desc" },
  });
  await governance.appender.append([changeEvent(made)], "inside");
  await calls.appender.append(sampleEvents(5, "later"));
  const { id } = await askForAll();
  await runNextTask(parts, "bundle", NEVER);
  const { bundle } = await getBundle(AUDITOR, id);
  expect(bundle.result).toMatchObject({ size: 25, consistency: [20] });
  expect(summary(await verifyZip(bundlePath(env().DATA_DIR, id), calls))).toBe("VERIFIED");
});

test("several workers do each task once", async () => {
  for (let at = 0; at < 5; at += 1) await askForAll();
  const work = async () => {
    let count = 0;
    while (await runNextTask(parts, "bundle", NEVER)) count += 1;
    return count;
  };
  const counts = await Promise.all([work(), work(), work()]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
  const { bundles } = await listBundles(AUDITOR);
  expect(bundles.map(({ state }) => state)).toEqual(Array(5).fill("done"));
  expect(
    await changesAbout(
      bundles.map(({ id }) => id),
      "bundle.exported",
    ),
  ).toBe(5);
});

test("what a killed process had in hand is taken over after a minute of silence, and its leftovers go", async () => {
  const { id } = await askForAll();
  const killed = await claimTask(testPool(), "bundle");
  expect(killed?.row.id).toBe(id);
  const folder = join(env().DATA_DIR, "bundles");
  mkdirSync(folder, { recursive: true });
  for (const end of ["1.part", "1.part.spool"]) writeFileSync(join(folder, `${id}.zip.${end}`), "");
  expect(await runNextTask(parts, "bundle", NEVER)).toBe(false);
  await fallSilent(id, 59);
  expect(await runNextTask(parts, "bundle", NEVER)).toBe(false);
  await fallSilent(id, 61);
  expect(await runNextTask(parts, "bundle", NEVER)).toBe(true);
  expect((await getBundle(AUDITOR, id)).bundle.state).toBe("done");
  expect(readdirSync(folder).filter((name) => name.startsWith(id))).toEqual([`${id}.zip`]);
});

test("a process killed in the middle of a bundle leaves no bundle, and the next one makes it", async () => {
  const directory = mkdtempSync(join(tmpdir(), "killed-"));
  const endProcess = (error: unknown): never => {
    throw error;
  };
  const store = await openFsStore({ directory, token: randomUUID, endProcess, now: new Date() });
  const onDisk = await openTestLog("calls", store);
  await onDisk.appender.append(sampleEvents(3_000));
  await sealTestLog(onDisk);
  const { id } = await askForAll();
  await killedWhileHanging(directory);
  const folder = join(env().DATA_DIR, "bundles");
  const left = () => readdirSync(folder).filter((name) => name.startsWith(id));
  expect(left().filter((name) => name.endsWith(".part"))).toHaveLength(1);
  expect((await getBundle(AUDITOR, id)).bundle.state).toBe("running");
  await fallSilent(id, 61);
  await runNextTask(
    { ...parts, partsFor: async () => testParts(onDisk, governance) },
    "bundle",
    NEVER,
  );
  expect(left()).toEqual([`${id}.zip`]);
  expect(summary(await verifyZip(bundlePath(env().DATA_DIR, id), onDisk))).toBe("VERIFIED");
  expect(await changesAbout([id], "bundle.exported")).toBe(1);
});

test("who was taken over can no longer finish, and nothing is recorded twice", async () => {
  const { id } = await askForAll();
  const frozen = await claimTask(testPool(), "bundle");
  await fallSilent(id, 61);
  await runNextTask(parts, "bundle", NEVER);
  const { bundle } = await getBundle(AUDITOR, id);
  if (!frozen || !bundle.result) throw new Error("nothing was made");
  const outcome = {
    action: "bundle.exported",
    result: bundle.result,
    range: { start: 0n, end: 1n },
  } as const;
  await expect(finishTask(frozen, outcome, new Date())).rejects.toMatchObject({ code: "conflict" });
  expect(await changesAbout([id], "bundle.exported")).toBe(1);
});

test("who slept between the last question and the move replaces no bundle that was recorded meanwhile", async () => {
  const { id } = await askForAll();
  const frozen = await claimTask(testPool(), "bundle");
  if (!frozen) throw new Error("nothing was claimed");
  const making = makeBundle(frozen, {
    ...{ dataDirectory: env().DATA_DIR, demo: false, progress: () => {}, signal: NEVER },
    parts: testParts(calls, governance),
    isOurs: async () => {
      await fallSilent(id, 61);
      await runNextTask(parts, "bundle", NEVER);
      return true; // it was, when PostgreSQL said so
    },
  });
  await expect(making).rejects.toThrow();
  const { result } = (await getBundle(AUDITOR, id)).bundle;
  const kept = await readFile(bundlePath(env().DATA_DIR, id));
  expect(createHash("sha256").update(kept).digest("hex")).toBe(result?.sha256);
});

test("a process that stops puts its task back, and the next one does it", async () => {
  const { id } = await askForAll();
  const stopping = new AbortController();
  const hanging: TaskWorkerParts = {
    ...parts,
    partsFor: async () => ({
      ...testParts(calls, governance),
      waitFor: async (_size, signal) => {
        stopping.abort(new Error("the process stops"));
        signal?.throwIfAborted();
        throw new Error("not reached");
      },
    }),
  };
  await runNextTask(hanging, "bundle", stopping.signal);
  expect((await getBundle(AUDITOR, id)).bundle.state).toBe("waiting");
  await runNextTask(parts, "bundle", NEVER);
  expect((await getBundle(AUDITOR, id)).bundle.state).toBe("done");
});

test("a worker takes up what is asked for while it runs, and stops", async () => {
  const worker = startTaskWorker(parts);
  const [bundle, verification] = [
    await askForAll(),
    await requestVerification(context(), { log: "calls" }),
  ];
  const deadline = Date.now() + 15_000;
  const states = async () => [
    (await getBundle(AUDITOR, bundle.id)).bundle.state,
    (await getVerification(AUDITOR, verification.id)).verification.state,
  ];
  while ((await states()).join() !== "done,done" && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await states()).toEqual(["done", "done"]);
  await worker.stop();
});

test("what cannot be made says why, and can be asked for again", async () => {
  const { id } = await askForAll();
  const says = "The sealer does not sign.";
  const unsealed: TaskWorkerParts = {
    ...parts,
    partsFor: async () => ({
      ...testParts(calls, governance),
      waitFor: async () => {
        throw new AppError("unavailable", says);
      },
    }),
  };
  await runNextTask(unsealed, "bundle", NEVER);
  expect((await getBundle(AUDITOR, id)).bundle).toMatchObject({ state: "failed", message: says });
  const again = await requestBundleAgain(context(), { id });
  await runNextTask(parts, "bundle", NEVER);
  expect((await getBundle(AUDITOR, again.id)).bundle).toMatchObject({
    state: "done",
    message: null,
  });
});

test("whoever asked is told when it is ready, and when nothing came of it", async () => {
  const person = await db().person.create({
    data: {
      ...{ roles: ["auditor"], joinedAt: new Date() },
      identity: { create: { name: "Ada", title: "Auditor", email: `${randomUUID()}@x.test` } },
    },
  });
  const actor: Actor = { kind: "person", id: person.id, roles: ["auditor"] };
  const input = requestBundleInput.parse({ log: "calls", covers: "all" });
  const asked = await requestBundle({ ...context(), actor }, input);
  await runNextTask(parts, "bundle", NEVER);
  const failing = await requestBundle({ ...context(), actor }, input);
  const partsFor = async () => ({ ...testParts(calls, governance), vkeys: [] });
  await runNextTask({ ...parts, partsFor }, "bundle", NEVER);
  const notes = await db().notification.findMany({
    where: { personId: person.id },
    orderBy: { createdAt: "asc" },
  });
  expect(notes).toMatchObject([
    { kind: "bundle.exported", link: `/ledger/bundles/${asked.id}` },
    { kind: "bundle.failed", link: `/ledger/bundles/${failing.id}` },
  ]);
});

test("damage is told to whoever asked, and is a finding", async () => {
  const { id } = await askForAll();
  const broken = testParts(calls, governance);
  await runNextTask(
    { ...parts, partsFor: async () => ({ ...broken, vkeys: [] }) },
    "bundle",
    NEVER,
  );
  const { bundle } = await getBundle(AUDITOR, id);
  expect(bundle.message).toContain("nothing was handed out");
  expect(calls.runtime.findings).toMatchObject([{ kind: "damage", severity: "critical" }]);
});

test("a fault of ours is not shown to whoever asked", async () => {
  const { id } = await askForAll();
  const partsFor = async () => {
    throw new Error("secret detail");
  };
  await runNextTask({ ...parts, partsFor }, "bundle", NEVER);
  const { bundle } = await getBundle(AUDITOR, id);
  expect(bundle).toMatchObject({ state: "failed" });
  expect(bundle.message).not.toContain("secret");
});

test("a full disk is told as such", async () => {
  const { id } = await askForAll();
  const partsFor = async () => {
    throw Object.assign(new Error("no space"), { code: "ENOSPC" });
  };
  await runNextTask({ ...parts, partsFor }, "bundle", NEVER);
  expect((await getBundle(AUDITOR, id)).bundle.message).toContain("The disk of the server is full");
});

test("a verification says what it found, and its end is a change", async () => {
  const { id } = await requestVerification(context(), { log: "calls" });
  await expect(requestVerification(context(), { log: "calls" })).rejects.toMatchObject({
    code: "conflict",
  });
  await runNextTask(parts, "verification", NEVER);
  const { verification } = await getVerification(AUDITOR, id);
  expect(verification.result).toMatchObject({ size: 20, holds: true, findings: 0, first: null });
  const [, finished] = await changesOf(id);
  expect(finished).toMatchObject({ action: "verification.finished", actorKind: "job" });
  expect(finished?.after).toMatchObject({ log: "calls", range: { start: 0, end: 20 }, size: 20 });
});

test("a verification that meets a difference names the first one", async () => {
  const { id } = await requestVerification(context(), { log: "calls" });
  const findings = [
    { reason: "leaf", detail: "It is another entry.", file: "calls/wal/0" },
  ] as const;
  const scrub = async () => ({ ...(await clean(calls)), count: 3, findings });
  await runNextTask({ ...parts, scrub }, "verification", NEVER);
  const { verification } = await getVerification(AUDITOR, id);
  expect(verification.result).toMatchObject({
    ...{ holds: false, findings: 3 },
    first: "calls/wal/0: It is another entry.",
  });
});

test("a verification reads the stored log itself", async () => {
  const vkey = formatVkey(sampleSigner(calls.origin).key);
  await testPool().query("DELETE FROM ledger_vkey");
  await testPool().query("INSERT INTO ledger_vkey VALUES ('calls', $1, 0)", [vkey]);
  const { scrub: _, ...real } = parts;
  const { id } = await requestVerification(context(), { log: "calls" });
  await runNextTask(real, "verification", NEVER);
  const { verification } = await getVerification(AUDITOR, id);
  expect(verification).toMatchObject({ state: "done", done: 20n, total: 20n });
  expect(verification.result).toMatchObject({ holds: true, size: 20 });
});

test("the file is handed out as it was made, and that is recorded", async () => {
  const { id } = await askForAll();
  await expect(downloadBundle(context(), { id })).rejects.toMatchObject({ code: "conflict" });
  await runNextTask(parts, "bundle", NEVER);
  const file = await downloadBundle(context(), { id });
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.bytes) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const { result } = (await getBundle(AUDITOR, id)).bundle;
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(result?.sha256);
  expect(file).toMatchObject({ size: bytes.length, mediaType: "application/zip" });
  expect(await changesAbout([id], "bundle.downloaded")).toBe(1);
});

test.skipIf(!existsSync(OPEN_FILES))(
  "a file that nobody begins to take does not stay open",
  async () => {
    const { id } = await askForAll();
    await runNextTask(parts, "bundle", NEVER);
    const isOpen = () =>
      readdirSync(OPEN_FILES).some((fd) => linkOf(fd) === bundlePath(env().DATA_DIR, id));
    const { bytes } = await downloadBundle(context(), { id });
    expect(isOpen()).toBe(true);
    await bytes[Symbol.asyncIterator]().return?.();
    expect(isOpen()).toBe(false);
  },
);

test("a file that was edited on the disk, or is gone, does not leave, and no download is recorded", async () => {
  const { id } = await askForAll();
  await runNextTask(parts, "bundle", NEVER);
  const path = bundlePath(env().DATA_DIR, id);
  const bytes = await readFile(path);
  bytes[bytes.length - 30] = (bytes[bytes.length - 30] ?? 0) ^ 1;
  writeFileSync(path, bytes, { mode: 0o640 });
  await expect(downloadBundle(context(), { id })).rejects.toThrow("its hash differs");
  const { id: other } = await askForAll();
  await db().ledgerTask.update({
    where: { id: other },
    data: { state: "done", result: (await getBundle(AUDITOR, id)).bundle.result ?? {} },
  });
  await expect(downloadBundle(context(), { id: other })).rejects.toThrow("no longer on the server");
  expect(await changesAbout([id, other], "bundle.downloaded")).toBe(0);
  await expect(downloadBundle(context(), { id: randomUUID() })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("what the log does not reach is refused in words, at the field it concerns", async () => {
  const cases = [
    [{ covers: "range", start: "0", end: "21" }, "end", "so a bundle can end at 20 at most"],
    [{ covers: "period", from: "2999-01-01", to: "2999-02-01" }, "from", "has not begun"],
    [{ covers: "all", consistency: "21" }, "consistency", "no proof from 21"],
  ] as const;
  for (const [typed, field, says] of cases) {
    const input = requestBundleInput.parse({ log: "calls", ...typed });
    await expect(requestBundle(context(), input)).rejects.toMatchObject({
      code: "invalid_input",
      fieldErrors: { [field]: [expect.stringContaining(says)] },
    });
  }
  const empty = requestBundleInput.parse({ log: "governance", covers: "all" });
  await expect(requestBundle(context(), empty)).rejects.toMatchObject({ code: "invalid_input" });
});

test("what is not there, and what is no id, are both not found; whoever lacks the right sees none", async () => {
  for (const id of [randomUUID(), "all", "../etc"]) {
    await expect(getBundle(AUDITOR, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(getVerification(AUDITOR, id)).rejects.toMatchObject({ code: "not_found" });
  }
  const { id } = await askForAll();
  await expect(getVerification(AUDITOR, id)).rejects.toMatchObject({ code: "not_found" });
  const admin: Actor = { kind: "person", id: randomUUID(), roles: ["admin"] };
  await expect(listBundles(admin)).rejects.toMatchObject({ code: "forbidden" });
});

test("no more than ten bundles wait at once, also where twenty are asked for at the same moment", async () => {
  const asked = await Promise.allSettled(Array.from({ length: 20 }, askForAll));
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
  await expect(askForAll()).rejects.toMatchObject({ code: "conflict" });
});

test("a log is verified once at a time, whoever asks", async () => {
  const ask = () => requestVerification(context(), { log: "calls" });
  const asked = await Promise.allSettled([ask(), ask(), ask(), ask()]);
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

/** Where a descriptor leads; "" where it was closed meanwhile. */
function linkOf(fd: string): string {
  try {
    return readlinkSync(join(OPEN_FILES, fd));
  } catch {
    return "";
  }
}

function context(): CommandContext {
  return { actor: AUDITOR, now: new Date(), requestId: randomUUID() };
}

function askForAll(): Promise<{ id: string }> {
  return requestBundle(context(), requestBundleInput.parse({ log: "calls", covers: "all" }));
}

async function fallSilent(id: string, seconds: number): Promise<void> {
  const aliveAt = new Date(Date.now() - seconds * 1_000);
  await db().ledgerTask.update({ where: { id }, data: { aliveAt } });
}

function changesOf(subjectId: string) {
  return db().changeLogEntry.findMany({ where: { subjectId }, orderBy: { recordedAt: "asc" } });
}

function changesAbout(ids: readonly string[], action: string): Promise<number> {
  return db().changeLogEntry.count({ where: { subjectId: { in: [...ids] }, action } });
}

/** Runs a worker in a process of its own until it hangs in the middle of its bundle, and kills it there. */
async function killedWhileHanging(directory: string): Promise<void> {
  const program = fileURLToPath(new URL("./testing/hanging-worker.ts", import.meta.url));
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", program, directory],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const exited = once(child, "exit");
  await Promise.race([once(child.stdout, "data"), exited]);
  child.kill("SIGKILL");
  expect(await exited).toEqual([null, "SIGKILL"]);
}
