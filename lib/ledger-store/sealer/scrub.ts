// ledger.md §6, Scrub: a pass over a log, what it found, and who is told: a row, findings, and leaves in `governance`.
import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Event } from "@/lib/ledger/event";
import { scrubFindingEvent } from "@/lib/ledger/reserved";
import type { Range } from "@/lib/ledger/tree";
import type { Failure, Reason } from "@/lib/ledger/verdict";
import { parseVkey, type VerifierKey } from "@/lib/ledger/vkey";
import { closeFindings, reportFinding } from "../findings";
import type { LedgerLog } from "../ledger-log";
import { append } from "../open-ledger";
import { pause } from "../runtime";
import { scrubIndex } from "./scrub-index";
import { type Progress, scrubStored } from "./scrub-stored";

/** `stored`: everything in the store, read again. `index`: the rows of the index against the entries. */
export type ScrubMode = "stored" | "index";

/** One thing that does not hold; where, as far as a place is known. */
export type ScrubFinding = {
  readonly reason: Reason;
  readonly detail: string;
  readonly file?: string;
  readonly index?: bigint;
};

/** What a pass over entries [start, end) found: `count` in all, the first 100 of them by name. */
export type ScrubReport = Range & {
  readonly log: string;
  readonly mode: ScrubMode;
  readonly count: number;
  readonly findings: readonly ScrubFinding[];
};

export type ScrubOptions = {
  readonly mode: ScrubMode;
  /** Stored mode: the entries to look at, to the ends of the objects that hold them; all of them unless said. */
  readonly range?: Range;
  readonly progress?: Progress;
  /** Ends the pass between two objects; it throws the signal's reason then. */
  readonly signal?: AbortSignal;
  /** Milliseconds of rest between two objects, for a pass that nobody waits for. */
  readonly restMs?: number;
  /** Appends to `governance`, inside; that of this process unless said. */
  readonly tell?: (events: readonly Event[]) => Promise<unknown>;
};

/** So many findings are named, and become leaves: beyond it the log as a whole is in question. */
const NAMED_MAX = 100;

/**
 * Makes one pass over a log and writes down what came of it: a row of ledger_scrub, a finding and a leaf
 * `ledger.scrub-finding` per difference. What an earlier pass of the same kind found and a whole one no longer finds is
 * closed. Errors: those of PostgreSQL and the store, and the signal's reason; the row of the pass stays without an end then.
 */
export async function scrubLog(log: LedgerLog, options: ScrubOptions): Promise<ScrubReport> {
  const id = randomUUID();
  await beginRow(log, id, options);
  const findings: ScrubFinding[] = [];
  let count = 0;
  const { end, start } = await pass(log, options, ({ reason, detail, file, index }) => {
    count += 1;
    if (count > NAMED_MAX) return;
    findings.push({
      reason,
      detail,
      ...(file === undefined ? {} : { file }),
      ...(index === undefined ? {} : { index }),
    });
  });
  const report = { log: log.log, mode: options.mode, start, end, count, findings };
  await tell(log, report, options);
  await endRow(log, id, report);
  return report;
}

/** A finding as a sentence with its place, `governance/wal/…: …`. */
export function findingText({ file, detail }: ScrubFinding): string {
  return file === undefined ? detail : `${file}: ${detail}`;
}

async function pass(
  log: LedgerLog,
  { mode, range, progress = () => {}, signal, restMs = 0 }: ScrubOptions,
  found: (finding: Failure) => void,
): Promise<Range> {
  log.reader.forget();
  const breathe = async () => {
    signal?.throwIfAborted();
    await pause(log.runtime, restMs);
  };
  if (mode === "index") return await scrubIndex(log, { found, progress, breathe });
  const trusted = await knownKeys(log);
  return await scrubStored(log, { range: range ?? null, trusted, found, progress, breathe });
}

const KIND = { stored: "scrub", index: "index" } as const satisfies Record<ScrubMode, string>;

async function tell(
  log: LedgerLog,
  { mode, start, count, findings }: ScrubReport,
  { range, tell: toGovernance = toOwnGovernance }: ScrubOptions,
): Promise<void> {
  const at = log.runtime.now();
  const kind = KIND[mode];
  if (count === 0 && range === undefined && start === 0n) {
    await closeFindings(log.pool, { log: log.log, kind }, at);
  }
  for (const finding of findings) {
    const message = findingText(finding);
    await reportFinding(log.pool, { kind, severity: "critical", log: log.log, message }, at);
  }
  if (findings.length === 0) return;
  const events = findings.map((finding) =>
    scrubFindingEvent({ log: log.origin, mode, ...finding }),
  );
  // A ledger that is damaged may take nothing more: the finding stands as a row then, and the next pass says it again.
  await toGovernance(events).catch((error: unknown) => {
    log.runtime.note("ledger.scrub-leaf-failed", error);
  });
}

async function toOwnGovernance(events: readonly Event[]): Promise<unknown> {
  return await append("governance", events, "inside");
}

async function beginRow({ pool, log, runtime }: LedgerLog, id: string, options: ScrubOptions) {
  const start = (options.range?.start ?? 0n).toString();
  await pool.query(
    `INSERT INTO ledger_scrub (id, log, kind, started_at, start, "end") VALUES ($1, $2, $3, $4, $5, $5)`,
    [id, log, options.mode, runtime.now(), start],
  );
}

async function endRow({ pool, runtime }: LedgerLog, id: string, report: ScrubReport) {
  const { start, end, count, findings } = report;
  const detail = findings[0] === undefined ? null : findingText(findings[0]);
  await pool.query(
    `UPDATE ledger_scrub SET finished_at = $2, start = $3, "end" = $4, findings = $5, detail = $6 WHERE id = $1`,
    [id, runtime.now(), start.toString(), end.toString(), count, detail],
  );
}

const keyRow = z.object({ vkey: z.string() });

/** The keys that the database knows of a log: no trust anchor, but a checkpoint that none of them signed is a finding. */
async function knownKeys({ pool, log }: LedgerLog): Promise<VerifierKey[]> {
  const { rows } = await pool.query("SELECT vkey FROM ledger_vkey WHERE log = $1", [log]);
  return keyRow
    .array()
    .parse(rows)
    .flatMap(({ vkey }) => {
      const key = parseVkey(vkey);
      return key.ok ? [key.value] : [];
    });
}
