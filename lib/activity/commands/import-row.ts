import type { Snapshot } from "@/lib/change-log/transact";
import type { ImportProgress } from "../imports/import-limits";

type ImportRow = {
  readonly bytes: bigint;
  readonly doneBytes: bigint;
  readonly accepted: bigint;
  readonly duplicates: bigint;
  readonly quarantined: bigint;
  readonly skipped: bigint;
  readonly finishedAt: Date | null;
};

/** An import as it stands in a change. */
export function shownImport(row: ImportRow): Snapshot {
  return JSON.parse(
    JSON.stringify(row, (_, value) => (typeof value === "bigint" ? Number(value) : value)),
  );
}

export function importProgress(row: ImportRow): ImportProgress {
  return {
    done: Number(row.doneBytes),
    bytes: Number(row.bytes),
    accepted: Number(row.accepted),
    duplicates: Number(row.duplicates),
    quarantined: Number(row.quarantined),
    skipped: Number(row.skipped),
    isFinished: row.finishedAt !== null,
  };
}
