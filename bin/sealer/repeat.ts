import { setTimeout as sleep } from "node:timers/promises";
import { logError } from "@/lib/core/log";

/** A fault that lasts is noted again after so long, not in every round. */
const AGAIN_MS = 30_000;

/**
 * Does `work` until the signal, with a pause between two rounds. An error is noted as `failed` and ends nothing: what it
 * was kept from, the next round does.
 */
export async function repeat(
  { everyMs, signal, failed }: { everyMs: number; signal: AbortSignal; failed: string },
  work: () => Promise<void>,
): Promise<void> {
  let noted = { message: "", at: Number.NEGATIVE_INFINITY };
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const isNews = message !== noted.message || performance.now() - noted.at > AGAIN_MS;
      if (!signal.aborted && isNews) {
        logError(failed, error);
        noted = { message, at: performance.now() };
      }
    }
    await sleep(everyMs, undefined, { signal }).catch(() => {}); // woken by the signal
  }
}
