import type { StorageShown } from "@/components/ledger/storage-facts";
import { type Actor, can } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { LOGS, type Log } from "@/lib/ledger/origin";
import { STORAGE_LABEL } from "@/lib/ledger-store/labels";
import { growthOf, isFed } from "@/lib/ledger-store/queries-growth";
import { getStorage } from "@/lib/ledger-store/queries-proofs";
import { getLogStatus, listFindings, listScrubs } from "@/lib/ledger-store/queries-status";
import { listVerifications } from "@/lib/ledger-store/queries-tasks";
import { toVerificationView } from "@/lib/ledger-store/task-view";
import { gapsOf, type LogView, toFindingRow, toLogView, toScrubRow } from "@/lib/ledger-store/view";

/** How both logs stand, governance first. */
export async function bothLogs(actor: Actor, now: Date): Promise<LogView[]> {
  const statuses = await Promise.all(LOGS.toReversed().map((log) => getLogStatus(actor, log)));
  return statuses.map((status) => toLogView(status, now));
}

/** What only those see who may read the ledger; null for others. */
export async function forReaders(actor: Actor, log: Log, days: number, now: Date) {
  if (!can(actor, "ledger:read")) return null;
  const [growth, fed, scrubs, findings, storage, asked] = await Promise.all([
    growthOf(actor, log, { days, now }),
    isFed(actor, log),
    listScrubs(actor, log),
    listFindings(actor),
    storageShown(),
    listVerifications(actor),
  ]);
  const newest = asked.verifications.find((task) => task.log === log);
  return {
    growth: { days: growth, gaps: gapsOf(growth), fed },
    scrubs: scrubs.map(toScrubRow),
    findings: findings.map(toFindingRow),
    verification: newest ? toVerificationView(newest, asked.names) : null,
    storage,
  };
}

// Where the store cannot be opened the alarms above say why; the rest of the page still stands.
async function storageShown(): Promise<StorageShown> {
  try {
    const { mode, place, checks } = await getStorage();
    return { mode: STORAGE_LABEL[mode], place, checks };
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return null;
    throw error;
  }
}
