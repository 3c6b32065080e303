import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { env } from "@/lib/core/env";
import { read } from "@/lib/db/read";
import { advanceImport } from "../commands/advance-import";
import { startImport } from "../commands/start-import";
import { agentgatewayLine } from "../testing/gateway-lines";
import {
  contextOf,
  entriesOf,
  openForPushing,
  pushingSource,
  quarantineOf,
} from "../testing/pushing";
import { HEAD_BYTES, WINDOW_BYTES_MAX } from "./import-limits";
import { listImports } from "./queries-imports";

const importer: Actor = { kind: "job", id: "test.import", grants: ["call:import"] };

beforeAll(openForPushing);

const bytesOf = (text: string) => new TextEncoder().encode(text);

function begun(sourceId: string, file: Uint8Array, fileName = "calls.jsonl", actor = importer) {
  const sha256 = createHash("sha256").update(file).digest("hex");
  return startImport(contextOf(actor), { sourceId, fileName, sha256, bytes: file.length });
}

/** Sends a file as the page does, in parts of a size. */
async function imported(
  sourceId: string,
  file: Uint8Array,
  size = WINDOW_BYTES_MAX,
  name?: string,
) {
  let { id, progress } = await begun(sourceId, file, name);
  for (let turn = 0; !progress.isFinished && turn < 100; turn += 1) {
    const bytes = file.subarray(progress.done, progress.done + size);
    const head = file.subarray(0, HEAD_BYTES);
    progress = await advanceImport(contextOf(importer), {
      ...{ runId: id, start: progress.done, head, bytes },
    });
  }
  return { id, progress };
}

/** Lines that each hold a list, so that each is a chunk of its own. */
function listLines(lines: number, each: number): Uint8Array {
  const text = Array.from({ length: lines }, (_, line) =>
    JSON.stringify(Array.from({ length: each }, (__, at) => agentgatewayLine(line * each + at))),
  );
  return bytesOf(`${text.join("\n")}\n`);
}

test("a file is imported once: what cannot be read is set aside, and a second time nothing is sent", async () => {
  const source = await pushingSource("agentgateway");
  const good = Array.from({ length: 30 }, (_, at) => JSON.stringify(agentgatewayLine(at)));
  const file = bytesOf([...good.slice(0, 10), '{"broken":', ...good.slice(10)].join("\n"));
  const { id, progress } = await imported(source.id, file);
  expect(progress).toMatchObject({
    done: file.length,
    accepted: 30,
    duplicates: 0,
    quarantined: 1,
  });
  expect(await entriesOf(source.id)).toHaveLength(30);
  expect(await quarantineOf(source.id)).toHaveLength(1);
  const again = await begun(source.id, file, "renamed.jsonl");
  expect(again).toMatchObject({ id, progress: { isFinished: true, accepted: 30 } });
  const changes = await read().changeLogEntry.findMany({
    where: { subjectId: id },
    orderBy: { recordedAt: "asc" },
    select: { action: true, after: true },
  });
  expect(changes.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["import.started", "import.finished"]),
  );
  const { runs } = await listImports(importer, { page: 1, pageSize: 50 });
  expect(runs.find((run) => run.id === id)?.fileName).toBe("calls.jsonl");
});

test("a chunk that was stored before the import could move on is recognised when it comes again", async () => {
  const source = await pushingSource("agentgateway");
  const file = listLines(3, 20);
  const { id } = await begun(source.id, file);
  const part = { runId: id, start: 0, head: file.subarray(0, HEAD_BYTES), bytes: file };
  const breaking = { ...contextOf(importer), requestId: "no uuid" }; // its change cannot be recorded
  await expect(advanceImport(breaking, part)).rejects.toThrow();
  expect(await entriesOf(source.id)).toHaveLength(20);
  const { progress } = await imported(source.id, file);
  expect(progress).toMatchObject({ isFinished: true, accepted: 40, duplicates: 20 });
  expect(await entriesOf(source.id)).toHaveLength(60);
});

test("of two who import the same file one goes on, and the other hears where it is", async () => {
  const source = await pushingSource("agentgateway");
  const file = listLines(2, 5);
  const { id } = await begun(source.id, file);
  const part = { runId: id, start: 0, head: file, bytes: file.subarray(0, file.indexOf(10) + 1) };
  const both = await Promise.allSettled([
    advanceImport(contextOf(importer), part),
    advanceImport(contextOf(importer), part),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const run = await read().importRun.findUnique({ where: { id } });
  expect(run).toMatchObject({ doneBytes: BigInt(part.bytes.length), finishedAt: null });
  expect(await entriesOf(source.id)).toHaveLength(5);
  const late = advanceImport(contextOf(importer), part);
  await expect(late).rejects.toMatchObject({ code: "conflict" });
  const foreign = { ...part, start: part.bytes.length, bytes: file };
  await expect(advanceImport(contextOf(importer), foreign)).rejects.toMatchObject({
    code: "invalid_input",
  });
});

test("rows of CSV are objects of texts; those that no adapter knows are set aside, redacted", async () => {
  const source = await pushingSource("auto");
  const file = bytesOf("tool,who,time\nquery,anna,2026-11-21T11:00:00Z\n");
  const { progress } = await imported(source.id, file, WINDOW_BYTES_MAX, "calls.csv");
  expect(progress).toMatchObject({ isFinished: true, accepted: 0, quarantined: 1 });
  const [aside] = await quarantineOf(source.id);
  expect(aside?.payload).toEqual({ tool: "query", who: "anna", time: "2026-11-21T11:00:00Z" });
});

test("only who may import does, for a source that is there, and a name of a file is redacted", async () => {
  const source = await pushingSource();
  const file = bytesOf("{}");
  const anybody: Actor = { kind: "job", id: "j", grants: ["call:read", "call:push"] };
  await expect(begun(source.id, file, "x.jsonl", anybody)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(begun("nobody", file)).rejects.toMatchObject({ code: "not_found" });
  const { id } = await begun(source.id, file, "anna@example.com.jsonl");
  const run = await read().importRun.findUnique({ where: { id } });
  expect(run?.fileName).not.toContain("anna");
  const refused = advanceImport(contextOf(anybody), {
    runId: id,
    start: 0,
    head: file,
    bytes: file,
  });
  await expect(refused).rejects.toMatchObject({ code: "forbidden" });
});

test("the command is killed in the middle and goes on: nothing is lost, nothing is there twice", async () => {
  const source = await pushingSource("agentgateway");
  const path = join(mkdtempSync(join(tmpdir(), "import-")), "calls.jsonl");
  writeFileSync(path, listLines(60, 10));
  const first = command(path, source.id);
  await untilMoved(source.id, first.ended);
  first.kill();
  expect(await first.ended).not.toBe(0);
  const stopped = await read().importRun.findFirst({ where: { sourceId: source.id } });
  expect(stopped).toMatchObject({ finishedAt: null });
  const second = command(path, source.id);
  expect(await second.ended).toBe(0);
  const last = second.lines().at(-1) ?? "";
  expect(JSON.parse(last)).toMatchObject({ finished: true, quarantined: 0 });
  const entries = await entriesOf(source.id);
  const calls = entries.filter(({ data }) => data.kind !== "heartbeat");
  expect(calls).toHaveLength(600);
  expect(new Set(calls.map(({ key }) => key)).size).toBe(600);
  expect(entries.length, "the last minute is told at the end").toBeGreaterThan(calls.length);
});

function command(file: string, source: string) {
  const args = ["--conditions=react-server", "--import", "tsx", "bin/import.ts", file];
  const { DATABASE_URL, DATA_DIR } = env();
  const child = spawn(process.execPath, [...args, "--source", source, "--json"], {
    env: { NODE_ENV: "test", DATABASE_URL, DATA_DIR },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (data: Buffer) => {
    said += data.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { ended, kill: () => child.kill("SIGKILL"), lines: () => said.trim().split("\n") };
}

async function untilMoved(sourceId: string, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  for (;;) {
    const run = await read().importRun.findFirst({ where: { sourceId } });
    if ((run?.doneBytes ?? 0n) > 0n || isOver) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("RED-01 whose calls a file holds is taken out of its name, and it is read by what is left", async () => {
  const { id } = await pushingSource("cloudflare");
  const file = bytesOf("a,b\n1,2\n");
  const { id: run } = await imported(id, file, undefined, "alice@example.com.csv");
  const found = await read().importRun.findUnique({ where: { id: run } });
  expect(found?.fileName).toMatch(/^\[email:[a-z0-9]+:[a-z2-7]{26}\]\.csv$/);
  expect(await quarantineOf(id)).toMatchObject([{ payload: { a: "1", b: "2" } }]);
});
