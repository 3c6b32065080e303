// The program of a redaction thread (gateway-logs §7.5). It is bundled into one file, as what loads a thread knows neither
// TypeScript nor the bundle of the web part.
import { parentPort, workerData } from "node:worker_threads";
import type { Json } from "@/lib/ledger/canonical-json";
import { redact } from "./redact";
import type { Answer, Order, WorkerData } from "./worker-messages";

const { key, country }: WorkerData = workerData;

function answer(said: Answer): void {
  parentPort?.postMessage(said);
}

parentPort?.on("message", ({ payloads, budgetMs }: Order) => {
  const end = performance.now() + budgetMs;
  const isOver = () => performance.now() > end;
  const values: readonly Json[] = JSON.parse(payloads);
  const redacted = values.map((value) => redact(value, { key, country, isOver }));
  answer({ kind: "done", redacted: JSON.stringify(redacted) });
});

answer({ kind: "ready" });
