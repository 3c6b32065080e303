// What an append is made of, each piece alone: hashes, the tree's edge, the packing, the disk.
import { randomBytes, randomUUID } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { encodeLines } from "@/lib/ledger/batch";
import { entryTemplate, stampEntry } from "@/lib/ledger/entry-encode";
import { Frontier } from "@/lib/ledger/frontier";
import { leafHash } from "@/lib/ledger/hash";
import { walKey } from "@/lib/ledger/object-key";
import { openFsStore } from "@/lib/ledger-store/fs-open";
import { syncDirectory } from "@/lib/ledger-store/fs-sync";
import { zlibDeflate } from "@/lib/ledger-store/gzip";
import { callEvent } from "./call-event";
import { answerOnce } from "./worker";

const ORIGIN = "ledger.example.com/bench/calls";
const EVENTS = 1_000;
const OBJECT_BYTES = 64 * 1024;
const CREATES = 300;

await answerOnce(async ({ directory }: { readonly directory: string }) => {
  const lines = Array.from({ length: EVENTS }, (_, at) => lineAt(at));
  const leaves = lines.map(leafHash);
  const packed = encodeLines(lines, zlibDeflate);
  return {
    lineBytes: lines.reduce((sum, line) => sum + line.length, 0) / EVENTS,
    leafHashes: EVENTS / secondsOf(() => lines.forEach((line) => void leafHash(line))),
    frontierAppends: EVENTS / secondsOf(() => grow(leaves)),
    gzipMs: secondsOf(() => encodeLines(lines, zlibDeflate)) * 1_000,
    gzipBytes: packed.length / EVENTS,
    createMs: await createTimes(directory),
    bareWriteMs: await bareWriteTimes(directory),
  };
});

function lineAt(at: number): Uint8Array {
  const { type, key, source: src, data } = callEvent("gw-1", at);
  const template = entryTemplate(ORIGIN, { type, key, src, data });
  const ts = "2026-01-01T00:00:00.000Z";
  return stampEntry(template, { idx: BigInt(at), ts, salt: new Uint8Array(randomBytes(16)) });
}

function grow(leaves: readonly Uint8Array[]): void {
  const frontier = Frontier.empty();
  for (const leaf of leaves) frontier.append(leaf);
}

/** What a run takes: the median of 200 after a warm-up. */
function secondsOf(run: () => void): number {
  const seconds: number[] = [];
  for (let round = 0; round < 250; round += 1) {
    const before = performance.now();
    run();
    if (round >= 50) seconds.push((performance.now() - before) / 1_000);
  }
  return median(seconds);
}

async function createTimes(directory: string): Promise<number> {
  const store = await openFsStore({
    directory: join(directory, "pieces"),
    token: randomUUID,
    now: new Date(),
    endProcess: (error) => {
      throw error;
    },
  });
  return await timed((at) => store.create(walKey("calls", BigInt(at)), randomBytes(OBJECT_BYTES)));
}

/** The least that a durable file costs: its bytes and its name on the disk. */
async function bareWriteTimes(directory: string): Promise<number> {
  return await timed(async (at) => {
    const file = await open(join(directory, `bare-${at}`), "wx");
    await file.writeFile(randomBytes(OBJECT_BYTES));
    await file.sync();
    await file.close();
    await syncDirectory(directory);
  });
}

/** Median milliseconds. */
async function timed(run: (at: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < CREATES; at += 1) {
    const before = performance.now();
    await run(at);
    times.push(performance.now() - before);
  }
  return median(times);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
