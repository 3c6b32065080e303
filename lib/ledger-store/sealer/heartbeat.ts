// ledger.md §6: "a quiet hour differs from a missing one".
import { heartbeatEvent } from "@/lib/ledger/reserved";
import type { SealedLog } from "./settings";

/**
 * Appends a heartbeat where the last entry is older than an hour. Its key is the `ts` of that entry, so that two sealers write
 * one. Answers whether it did. Errors: unavailable.
 */
export async function beat(
  { appender, runtime }: SealedLog,
  lastTs: string | null,
  everyMs: number,
): Promise<boolean> {
  if (lastTs === null || runtime.now().getTime() - Date.parse(lastTs) < everyMs) return false;
  const [receipt] = await appender.append([heartbeatEvent(lastTs)], "inside");
  return receipt?.status === "stored" || receipt?.status === "duplicate";
}
