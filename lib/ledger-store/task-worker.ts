// Does what people asked of the ledger that takes longer than a page. It runs in the process of the sealer, which has the
// time, and is no duty of the sealer: it reads no key.
import "server-only";
import { setTimeout } from "node:timers/promises";
import { AppError } from "@/lib/core/app-error";
import { LOGS } from "@/lib/ledger/origin";
import { waitingForSealer } from "./bundles/newest-checkpoint";
import { bundleParts } from "./bundles/parts";
import { LedgerDamage } from "./damage";
import { isDiskFull } from "./fs-errors";
import { TASK_KINDS, type TaskKind } from "./labels";
import type { Ledger } from "./open-ledger";
import { scrubLog } from "./sealer/scrub";
import { type Claim, claimTask, failTask, release, stayAlive } from "./tasks/claim";
import { finishTask, workContext } from "./tasks/finish";
import { makeBundle } from "./tasks/make-bundle";
import type { Outcome } from "./tasks/outcome";
import { tellFailure } from "./tasks/tell-asker";
import { verifyLog } from "./tasks/verify-log";

export type TaskWorkerParts = {
  readonly ledger: Pick<Ledger, "logs" | "probe">;
  /** The folder of the configuration; bundles lie below it. */
  readonly dataDirectory: string;
  /** Whether this is a demo installation, which the names of its files say. */
  readonly demo: boolean;
  /** For tests: what bundles are made from, and who reads a log again. */
  readonly partsFor?: typeof bundleParts;
  readonly scrub?: typeof scrubLog;
};

const LOOK_EVERY_MS = 1_000;
const SPEAK_EVERY_MS = 2_000;

/** Why work ends before its time: the process stops, or another one has the task. */
class Ended extends Error {}

/** Does due tasks until it is told to stop: bundles one after the other, and beside them verifications. */
export function startTaskWorker(parts: TaskWorkerParts): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const { runtime } = parts.ledger.logs.governance;
  const work = async (kind: TaskKind) => {
    while (!stopping.signal.aborted) {
      const worked = await runNextTask(parts, kind, stopping.signal).catch((error: unknown) => {
        runtime.note("ledger.task-failed", error); // the database is away; the task is taken up again
        return false;
      });
      if (!worked) await setTimeout(LOOK_EVERY_MS, null, stopping).catch(() => null); // a stop ends the rest
    }
  };
  const running = Promise.all(TASK_KINDS.map(work));
  return {
    stop: async () => {
      stopping.abort(new Ended("the process stops"));
      await running;
    },
  };
}

/** Does the oldest due task of a kind, or that of an id. False where none is due. Errors: PostgreSQL's. */
export async function runNextTask(
  parts: TaskWorkerParts,
  kind: TaskKind,
  stopping: AbortSignal,
  id: string | null = null,
): Promise<boolean> {
  const { pool } = parts.ledger.logs.governance;
  const claim = await claimTask(pool, kind, id);
  if (claim === null) return false;
  const life = new Life(parts, claim, stopping);
  try {
    const outcome = await outcomeOf(parts, claim, life);
    await life.speak(); // how far it came stays with it
    await finishTask(claim, outcome, parts.ledger.logs.governance.runtime.now());
  } catch (error) {
    if (life.ended.aborted) await release(pool, claim);
    else await fail(parts, claim, error);
  } finally {
    life.end();
  }
  return true;
}

function outcomeOf(parts: TaskWorkerParts, claim: Claim, life: Life): Promise<Outcome> {
  return claim.row.kind === "bundle"
    ? bundle(parts, claim, life)
    : verification(parts, claim, life);
}

async function bundle(parts: TaskWorkerParts, claim: Claim, life: Life): Promise<Outcome> {
  const { ledger, dataDirectory, demo, partsFor = bundleParts } = parts;
  return await makeBundle(claim, {
    ...{ dataDirectory, demo, progress: life.progress, signal: life.ended },
    parts: await partsFor(ledger, logOf(claim)),
    isOurs: life.speak,
  });
}

async function verification(parts: TaskWorkerParts, claim: Claim, life: Life): Promise<Outcome> {
  const { logs } = parts.ledger;
  const log = logs[logOf(claim)];
  return await verifyLog({
    ...{ log, scrub: parts.scrub ?? scrubLog, waitFor: waitingForSealer(log) },
    ...{ progress: life.progress, signal: life.ended },
    tell: (events) => logs.governance.appender.append(events, "inside"),
  });
}

function logOf({ row }: Claim) {
  const log = LOGS.find((name) => name === row.log);
  if (log === undefined) throw new Error(`there is no log ${row.log}`);
  return log;
}

/** Says every few seconds that a task is in hand, and ends the work once it no longer is. */
class Life {
  readonly #parts: TaskWorkerParts;
  readonly #claim: Claim;
  readonly #lost = new AbortController();
  /** Ends the work: the process stops, or the task is no longer ours. */
  readonly ended: AbortSignal;
  readonly #timer: ReturnType<typeof setInterval>;
  #at: { done: bigint; total: bigint | null } = { done: 0n, total: null };

  constructor(parts: TaskWorkerParts, claim: Claim, stopping: AbortSignal) {
    this.#parts = parts;
    this.#claim = claim;
    this.#timer = setInterval(() => void this.#keepUp(), SPEAK_EVERY_MS);
    this.ended = AbortSignal.any([stopping, this.#lost.signal]);
  }

  readonly progress = (done: bigint, total: bigint): void => {
    this.#at = { done, total };
  };

  /** Says so now. False where the task is no longer ours. */
  readonly speak = async (): Promise<boolean> =>
    await stayAlive(this.#parts.ledger.logs.governance.pool, this.#claim, this.#at);

  end(): void {
    clearInterval(this.#timer);
  }

  async #keepUp(): Promise<void> {
    try {
      if (!(await this.speak())) this.#lost.abort(new Ended("another process has the task"));
    } catch (error) {
      // Silence is heard: after a minute of it another process takes over, and this one learns of it here.
      this.#parts.ledger.logs.governance.runtime.note("ledger.task-silent", error);
    }
  }
}

async function fail(parts: TaskWorkerParts, claim: Claim, error: unknown): Promise<void> {
  const { pool, runtime } = parts.ledger.logs.governance;
  const message = told(error, parts, claim);
  if (!(await failTask(pool, claim, message))) return; // whoever took it over will say what came of it
  await tellFailure(workContext(claim, runtime.now()), claim.row, message);
}

/** What whoever asked is told. Damage is also a finding: somebody else must look at it. */
function told(error: unknown, { ledger }: TaskWorkerParts, claim: Claim): string {
  const { log, runtime } = ledger.logs[logOf(claim)];
  if (error instanceof AppError) return error.message;
  if (error instanceof LedgerDamage) {
    runtime.report({ kind: "damage", severity: "critical", log, message: error.message });
    return `What is stored contradicts itself, so nothing was handed out: ${error.message} Verify the log, and restore the store from a copy.`;
  }
  runtime.note("ledger.task-failed", error);
  if (isDiskFull(error)) {
    return "The disk of the server is full, so nothing was made. Tell whoever runs it, and ask again once there is room.";
  }
  return "This could not be done because of a fault of the program or the disk; the log of the server says which. Ask again.";
}
