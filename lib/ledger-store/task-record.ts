// The register of tasks: what people asked of the ledger that takes longer than a page.
import type { Snapshot } from "@/lib/change-log/transact";
import { LOGS, type Log } from "@/lib/ledger/origin";
import {
  type BundleResult,
  type BundleWish,
  bundleResult,
  bundleWish,
  type VerificationResult,
  verificationResult,
} from "./bundle-wish";
import { TASK_STATES, type TaskState } from "./labels";

/** A row of the register. */
export type TaskRow = {
  id: string;
  log: string;
  kind: string;
  wish: unknown;
  state: string;
  done: bigint;
  total: bigint | null;
  result: unknown;
  message: string | null;
  askedById: string;
  askedAt: Date;
  startedAt: Date | null;
  aliveAt: Date | null;
  finishedAt: Date | null;
};

/** `done` of `total` is how far it has come; `message` is why it failed. */
type Common = Omit<TaskRow, "log" | "kind" | "wish" | "state" | "result"> & {
  log: Log;
  state: TaskState;
};
export type BundleTask = Common & { wish: BundleWish; result: BundleResult | null };
export type VerificationTask = Common & { result: VerificationResult | null };

/** The row as a bundle that was asked for. */
export function bundleTaskOf(row: TaskRow): BundleTask {
  const result = bundleResult.safeParse(row.result).data ?? null;
  return { ...commonOf(row), wish: bundleWish.parse(row.wish), result };
}

/** The row as a verification that was asked for. */
export function verificationTaskOf(row: TaskRow): VerificationTask {
  return { ...commonOf(row), result: verificationResult.safeParse(row.result).data ?? null };
}

function commonOf({ kind: _kind, wish: _wish, result: _result, ...row }: TaskRow): Common {
  const log = LOGS.find((name) => name === row.log);
  const state = TASK_STATES.find((name) => name === row.state);
  if (log === undefined || state === undefined) throw new Error(`no such task: ${row.id}`);
  return { ...row, log, state };
}

/** The whole row as a change records it. How far it had come is no fact about it. */
export function taskSnapshot({
  done: _done,
  total: _total,
  aliveAt: _alive,
  ...row
}: TaskRow): Snapshot {
  const plain: Snapshot = JSON.parse(JSON.stringify(row));
  return plain;
}
