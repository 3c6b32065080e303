import { env } from "@/lib/core/env";
import type { Log } from "@/lib/ledger/origin";
import { openStore, processRuntime } from "@/lib/ledger-store/open-ledger";
import {
  findingText,
  type ScrubMode,
  type ScrubReport,
  scrubLog,
} from "@/lib/ledger-store/sealer/scrub";
import type { ProbeReport } from "@/lib/ledger-store/store";
import { type Answer, DIFFERENCES_FOUND } from "./answer";
import { counted, label, withLedger } from "./open";

/** Tries what the store promises, without touching a log: also where the ledger itself cannot be opened. */
export async function probe(): Promise<Answer> {
  const store = await openStore(env(), processRuntime());
  const report = await store.probe();
  return {
    text: probeText(report),
    data: { probe: report },
    ...(report.ok ? {} : { exitCode: DIFFERENCES_FOUND }),
  };
}

/** The probe in lines, one per check. */
export function probeText({ mode, place, ok, checks }: ProbeReport): string {
  const lines = checks.map(
    (check) => `  ${check.ok ? "holds" : "FAILS"}  ${check.name}: ${check.detail}`,
  );
  const verdict = ok ? "is fit to keep a ledger" : "is unfit to keep a ledger";
  return [`The store ${place} (${mode}) ${verdict}.`, ...lines].join("\n");
}

/** Makes passes of the scrub now: what differs becomes findings and leaves of `governance`, as at night. */
export async function scrub(logs: readonly Log[], modes: readonly ScrubMode[]): Promise<Answer> {
  return await withLedger(async (ledger) => {
    const { appender } = ledger.logs.governance;
    const reports: ScrubReport[] = [];
    for (const log of logs) {
      for (const mode of modes) {
        const tell = (events: Parameters<typeof appender.append>[0]) =>
          appender.append(events, "inside");
        reports.push(
          await scrubLog(ledger.logs[log], { mode, tell, progress: progressOf(log, mode) }),
        );
      }
    }
    const differs = reports.some(({ count }) => count > 0);
    return {
      text: reports.map(inWords).join("\n"),
      data: { scrubs: reports.map(inData) },
      ...(differs ? { exitCode: DIFFERENCES_FOUND } : {}),
    };
  });
}

const WHAT = {
  stored: "everything stored",
  index: "the index",
} as const satisfies Record<ScrubMode, string>;

const PROGRESS_MS = 2_000;

/** A line on standard error now and then: standard output belongs to the answer. */
function progressOf(log: Log, mode: ScrubMode): (done: bigint, total: bigint) => void {
  let next = performance.now() + PROGRESS_MS;
  return (done, total) => {
    if (performance.now() < next || total === 0n) return;
    next = performance.now() + PROGRESS_MS;
    console.error(`${label(log)}  ${WHAT[mode]}: ${(100n * done) / total} %`);
  };
}

function inWords({ log, mode, start, end, count, findings }: ScrubReport): string {
  const seen = `${log}, ${WHAT[mode]}: ${counted(end - start, "entry", "entries")}`;
  if (count === 0) return `${seen}, and nothing differs`;
  const lines = findings.map((finding) => `  ${finding.reason}  ${findingText(finding)}`);
  const more = count > findings.length ? [`  … and ${count - findings.length} more`] : [];
  return [`${seen}, ${counted(count, "difference")}:`, ...lines, ...more].join("\n");
}

function inData({ start, end, findings, ...report }: ScrubReport) {
  const named = findings.map(({ index, ...finding }) => ({
    ...finding,
    ...(index === undefined ? {} : { index: index.toString() }),
  }));
  return { ...report, start: start.toString(), end: end.toString(), findings: named };
}
