// ledger.md §6: "a quiet hour differs from a missing one".
import { heartbeatEvent } from "@/lib/ledger/reserved";
import type { SealedLog } from "./settings";

/** Whether the last entry is so old that a heartbeat is due. A log without entries has none. */
export function isBeatDue(now: Date, lastTs: string | null, everyMs: number): boolean {
  return lastTs !== null && now.getTime() - Date.parse(lastTs) >= everyMs;
}

/** Appends a heartbeat, whose key is the `ts` of the last entry, so that two sealers write one. Errors: unavailable. */
export async function beat(
  { appender }: Pick<SealedLog, "appender">,
  lastTs: string | null,
): Promise<boolean> {
  if (lastTs === null) return false;
  const [receipt] = await appender.append([heartbeatEvent(lastTs)], "inside");
  return receipt?.status === "stored" || receipt?.status === "duplicate";
}
