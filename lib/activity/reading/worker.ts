// The program of a reading thread (gateway-logs §5.2 and §7.5). It is bundled into one file, as what loads a thread knows neither
// TypeScript nor the bundle of the web part.
import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "@/lib/core/app-error";
import type { Watch } from "../pipeline";
import type { Answer, Order, WorkerData } from "./messages";
import { type ReadingSource, readBody } from "./read-body";

const { key, country }: WorkerData = workerData;
const NOBODY = -1;

function answer(said: Answer): void {
  parentPort?.postMessage(said);
}

parentPort?.on("message", (order: Order) => answer(answerTo(order)));

answer({ kind: "ready" });

function answerTo({ body, facts, source, budgetMs, ...order }: Order): Answer {
  const redaction = { key, country, isOver: deadlineIn(budgetMs) };
  try {
    const read = readBody(body, facts, {
      source: sourceIn(source),
      redaction,
      watch: watchOf(order),
    });
    const texts = read.records.map(({ text }) => text);
    const records = read.records.map(({ text: _, ...record }) => record);
    return { kind: "done", read: JSON.stringify({ ...read, records }), texts };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const code = error.code === "too_large" ? "too_large" : "invalid_input";
    return { kind: "refused", code, message: error.message };
  }
}

/**
 * Whether so many milliseconds of this thread's own work have passed: on a machine that has other things to do, nothing is left out
 * that was only waiting. The clock is asked first, which costs less.
 */
function deadlineIn(budgetMs: number): () => boolean {
  const before = workedMs();
  let end = performance.now() + budgetMs;
  return () => {
    const now = performance.now();
    if (now <= end) return false;
    const left = budgetMs - (workedMs() - before);
    if (left <= 0) return true;
    end = now + left;
    return false;
  };
}

function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function watchOf({ setAside, all, progress }: Pick<Order, "setAside" | "all" | "progress">): Watch {
  const looked = new Int32Array(progress);
  const reasons = new Map(setAside);
  Atomics.store(looked, 0, NOBODY);
  return {
    looksAt: (position) => {
      Atomics.store(looked, 0, position);
    },
    setAside: (position) => reasons.get(position) ?? all,
  };
}

const KNOWN_MAX = 64;
const known = new Map<string, ReadingSource>();

/** The same object for the same text: what an adapter makes of a mapping is remembered by it. */
function sourceIn(text: string): ReadingSource {
  const remembered = known.get(text);
  if (remembered) return remembered;
  if (known.size >= KNOWN_MAX) known.clear();
  const source: ReadingSource = JSON.parse(text);
  known.set(text, source);
  return source;
}
