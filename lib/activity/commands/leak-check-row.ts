import type { Snapshot } from "@/lib/change-log/transact";

/** A leak check as it stands in a change. */
export function shownLeakCheck<Row extends { size: bigint }>(row: Row): Snapshot {
  return JSON.parse(JSON.stringify({ ...row, size: row.size.toString() }));
}
