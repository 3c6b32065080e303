import { randomBytes, randomUUID } from "node:crypto";
import { packParts } from "@/lib/access-reviews/pack/parts";
import { makeNextPack } from "@/lib/access-reviews/pack/worker";
import { env } from "@/lib/core/env";
import { logError } from "@/lib/core/log";
import { scheduleJobs } from "@/lib/jobs/queue";
import { JOBS } from "@/lib/jobs/registry";
import { LOGS } from "@/lib/ledger/origin";
import { catchUp } from "@/lib/ledger-store/catch-up";
import { Lease } from "@/lib/ledger-store/lease";
import type { LogEnd } from "@/lib/ledger-store/log-end";
import { type Ledger, ledger, type OpenLog } from "@/lib/ledger-store/open-ledger";
import { scrubWhatIsDue } from "@/lib/ledger-store/sealer/scrub-schedule";
import { startTaskWorker } from "@/lib/ledger-store/task-worker";
import { findInstallation } from "@/lib/settings/installation";
import type { Keeper } from "@/lib/signatures/keeper-parts";
import { answerTokenOrders } from "@/lib/signatures/orders/answer";
import { KEEPER, keeperRounds } from "@/lib/signatures/orders/start-keeper";
import { repeat } from "./repeat";

const ROUND_MS = 1_000;
const SIGN_MS = 500;
const TOKEN_MS = 15_000;
const PACK_LOOK_MS = 1_000;
const LEASE_MS = 5_000;
const SCRUB_LOOK_MS = 10_000;
/** ledger.md §5: "the 5 s catch-up tick": a batch whose appender died before it was indexed. */
const CATCH_UP_MS = 5_000;

/** Rest of a nightly scrub between two objects: others use the same disk and the same processor. */
const SCRUB_REST_MS = 20;

/** Whoever seals: a round looks after both logs. And who opens the server's own keys, null while there is no need of them. */
type Duties = {
  readonly sealer: { round: () => Promise<void> };
  readonly openKeeper: () => Promise<Keeper | null>;
};

/**
 * Seals while it holds the lease, runs the scheduled jobs and does what people asked of the ledger, until it is told to
 * stop. `open` is given the ledger and answers who seals it. Errors: AppError, in words, where the ledger or its keys cannot be used.
 */
export async function runSealer(open: (opened: Ledger) => Promise<Duties>): Promise<void> {
  const opened = await ledger();
  const duties = await open(opened);
  const signal = stopSignal();
  const jobs = await scheduleJobs(JOBS);
  const { demo } = (await findInstallation()) ?? { demo: false };
  const tasks = startTaskWorker({ ledger: opened, dataDirectory: env().DATA_DIR, demo });
  process.send?.({ ready: true });
  await Promise.all([
    sealWithLease(opened, duties, signal),
    aborted(signal).then(() => Promise.all([jobs.stop(), tasks.stop()])),
  ]);
  await opened.close();
}

/** Only the sealing needs the lease: of the jobs, each run is done by one process, whoever it is. */
async function sealWithLease(
  opened: Ledger,
  { sealer, openKeeper }: Duties,
  signal: AbortSignal,
): Promise<void> {
  const { pool, runtime } = opened.logs.governance;
  const lease = new Lease({ pool, runtime, name: "sealer", holder: randomUUID() });
  const told = teller();
  await Promise.all([
    repeat({ everyMs: LEASE_MS, signal, failed: "sealer.lease-failed" }, async () => {
      told((await lease.hold()) ? SEALING : WAITING);
    }),
    repeat({ everyMs: ROUND_MS, signal, failed: "sealer.round-failed" }, async () => {
      if (lease.isHeld()) await sealer.round();
    }),
    ...keepSigning(openKeeper, lease, signal),
    makePacks(opened, lease, signal),
    ...LOGS.map((log) => keepIndexed(opened.logs[log], lease, signal)),
    ...LOGS.map((log) =>
      repeat({ everyMs: SCRUB_LOOK_MS, signal, failed: "sealer.scrub-failed" }, async () => {
        if (!lease.isHeld()) return;
        await scrubWhatIsDue(opened.logs[log], { signal, restMs: SCRUB_REST_MS });
      }),
    ),
  ]);
  await lease.release().catch(() => {}); // without it the next one waits half a minute
}

/** What the web asks to have signed; and what an authority dates, which may take its time. */
function keepSigning(openKeeper: Duties["openKeeper"], lease: Lease, signal: AbortSignal) {
  const round = keeperRounds(openKeeper);
  const ctx = () => ({ actor: KEEPER, now: new Date(), requestId: randomUUID() });
  const tokens = {
    tsaUrl: env().LEDGER_TSA_URL ?? null,
    nonce: () => new Uint8Array(randomBytes(8)),
    note: logError,
  };
  return [
    repeat({ everyMs: SIGN_MS, signal, failed: "sealer.signing-failed" }, async () => {
      if (lease.isHeld()) await round(ctx());
    }),
    repeat({ everyMs: TOKEN_MS, signal, failed: "sealer.token-failed" }, async () => {
      if (lease.isHeld()) await answerTokenOrders(tokens, ctx());
    }),
  ];
}

/** Packs of signed reviews, one after the other. */
function makePacks(opened: Ledger, lease: Lease, signal: AbortSignal): Promise<void> {
  return repeat({ everyMs: PACK_LOOK_MS, signal, failed: "sealer.pack-failed" }, async () => {
    if (lease.isHeld())
      await makeNextPack(
        () => packParts(opened),
        () => new Date(),
        signal,
      );
  });
}

async function keepIndexed(log: OpenLog, lease: Lease, signal: AbortSignal): Promise<void> {
  let seen: LogEnd | null = null;
  await repeat({ everyMs: CATCH_UP_MS, signal, failed: "sealer.catch-up-failed" }, async () => {
    if (lease.isHeld()) seen = await catchUp(log, seen);
  });
}

const SEALING = "sealing";
const WAITING = "another sealer holds the lease; waiting for it";

/** Says a thing once, until it is another. In an installation that it seals goes without saying. */
function teller(): (text: string) => void {
  let last = process.send === undefined ? "" : SEALING;
  return (text) => {
    if (text !== last) console.log(`  ${"sealer".padEnd(12)}${text}`);
    last = text;
  };
}

function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error("the sealer was told to stop"));
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(event, stop);
  process.once("disconnect", stop); // whoever started it is gone
  return stopping.signal;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
