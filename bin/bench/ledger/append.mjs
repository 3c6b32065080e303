import { percentile } from "../machine.mjs";
import { runWorkers } from "./processes.mjs";

const WARM_MS = 3_000;

/** So many processes with so many callers each, every caller with one event at a time. */
export async function measureAppend({ processes, callers, seconds, env }) {
  const wishes = Array.from({ length: processes }, (_, at) => ({
    sender: `gw-${at}`,
    callers,
    warmMs: WARM_MS,
    measureMs: seconds * 1_000,
  }));
  const results = await runWorkers({ program: "append.ts", wishes, env });
  const latencies = Float64Array.from(results.flatMap((result) => [...result.latencies]));
  const perSecond = results.reduce((sum, { latencies: own, ms }) => sum + own.length / ms, 0);
  const cpuMs = results.reduce((sum, result) => sum + result.cpuMs, 0);
  return {
    processes,
    callers,
    perSecond: perSecond * 1_000,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    cpuMicroseconds: (cpuMs * 1_000) / latencies.length,
    refused: results.reduce((sum, result) => sum + result.refused, 0),
  };
}
