import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { detectorOf } from "./detectors";
import { type ExportedFinding, FINDING_COLUMNS } from "./export-columns";
import {
  FINDING_STATE_LABEL,
  SEVERITY_LABEL,
  SHOW_LABEL,
  severityOf,
  stateOf,
  VERDICT_LABEL,
} from "./labels";
import { type ListedFinding, listFindingsForExport } from "./queries";
import type { ExportFindingsInput } from "./schema";
import { scopeText } from "./visible";

const IN_PRINT: readonly string[] = [
  "raised_at",
  "severity",
  "title",
  "subject",
  "state",
  "verdict",
  "owner",
  "due_at",
  "minutes_to_triage",
  "rationale",
];

/**
 * The triage log as the filters show it, as a file; taking it out is recorded. Errors: too_large, unavailable (not all
 * rows could be read: then there is no file).
 */
export async function exportFindings(
  ctx: CommandContext,
  input: ExportFindingsInput,
): Promise<Download> {
  const { findings, total, names, agents } = await listFindingsForExport(ctx.actor, input, ctx.now);
  const { format, ...filters } = input;
  return exportTable<ExportedFinding>(ctx, {
    title: "Alert triage log",
    artifactId: "ART-19",
    queryId: "findings.list@1",
    format,
    fileStem: "findings",
    columns: FINDING_COLUMNS.map((column) =>
      IN_PRINT.includes(column.key) ? column : { ...column, notIn: ["pdf"] as const },
    ),
    rows: findings.map((finding) => ({ finding, names, agents })),
    total,
    parameters: filters,
    filters: filtersInWords(input),
    scope: scopeText(ctx.actor),
    sort: `${input.sort}, ${input.dir === "asc" ? "ascending" : "descending"}, then id`,
    primaryKey: "id",
    asOf: ctx.now,
    timeOf: ({ finding }) => finding.raisedAt,
    controlTotals: {
      severity: countBy(findings, ({ severity }) => SEVERITY_LABEL[severityOf(severity)]),
      state: countBy(findings, ({ state }) => FINDING_STATE_LABEL[stateOf(state)]),
    },
  });
}

/** What the filters left out, one sentence each (IPE-05). */
function filtersInWords({ q, show, severity, detector, verdict, subject }: ExportFindingsInput) {
  const said: [string, string][] = [
    ["Search", q.trim()],
    ["Show", show === "all" ? "" : SHOW_LABEL[show]],
    ["Severity", severity && SEVERITY_LABEL[severity]],
    ["Detector", detector && (detectorOf(detector)?.title ?? detector)],
    ["Verdict", verdict && VERDICT_LABEL[verdict]],
    ["Subject", subject],
  ];
  return said.filter(([, value]) => value).map(([label, value]) => `${label}: ${value}`);
}

function countBy(
  findings: readonly ListedFinding[],
  wordOf: (finding: ListedFinding) => string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of findings) counts[wordOf(one)] = (counts[wordOf(one)] ?? 0) + 1;
  return counts;
}
