import { MINUTE_MS } from "@/lib/core/clock";
import type { ListedImport } from "./queries-imports";

export type ImportRow = {
  readonly id: string;
  readonly fileName: string;
  readonly source: string;
  readonly sourceHref: string;
  readonly percent: number;
  readonly size: string;
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly skipped: number;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly state: { readonly outcome: "pass" | "attention" | "na"; readonly label: string };
  /** How it goes on; "" where it need not. */
  readonly next: string;
  readonly sha256: string;
};

type Around = {
  readonly names: ReadonlyMap<string, { readonly name: string }>;
  readonly sources: ReadonlyMap<string, string>;
  readonly now: Date;
};

// A part takes seconds: whatever did not move for so long is not under way any more.
const STILL_MS = MINUTE_MS;

export function toImportRow(run: ListedImport, { names, sources, now }: Around): ImportRow {
  const isStill = now.getTime() - run.movedAt.getTime() > STILL_MS;
  return {
    id: run.id,
    fileName: run.fileName,
    source: sources.get(run.sourceId) ?? run.sourceId,
    sourceHref: `/settings/sources/${run.sourceId}`,
    percent: run.bytes === 0n ? 100 : Number((run.doneBytes * 100n) / run.bytes),
    size: sizeText(Number(run.bytes)),
    accepted: Number(run.accepted),
    duplicates: Number(run.duplicates),
    quarantined: Number(run.quarantined),
    skipped: Number(run.skipped),
    startedAt: run.startedAt.toISOString(),
    startedBy: names.get(run.startedById)?.name ?? run.startedById,
    ...stateOf(run.finishedAt !== null, isStill),
    sha256: run.sha256,
  };
}

function stateOf(isFinished: boolean, isStill: boolean): Pick<ImportRow, "state" | "next"> {
  if (isFinished) return { state: { outcome: "pass", label: "Imported" }, next: "" };
  if (!isStill) return { state: { outcome: "na", label: "Under way" }, next: "" };
  return {
    state: { outcome: "attention", label: "Stopped" },
    next: "Choose the same file for the same source: it goes on where it stopped.",
  };
}

const UNIT = 1_024;

/** `12.4 MiB`. */
export function sizeText(bytes: number): string {
  if (bytes < UNIT) return `${bytes} bytes`;
  const units = ["KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(UNIT)));
  return `${(bytes / UNIT ** power).toFixed(1)} ${units[power - 1]}`;
}
