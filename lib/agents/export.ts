import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { utcDay } from "@/lib/core/clock";
import { DATA_CLASS_LABEL } from "@/lib/core/data-classes";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { contentOf } from "./content";
import type { ExportRow } from "./export-cells";
import { AGENT_COLUMNS } from "./export-columns";
import {
  AGENT_FILTER_LABEL,
  AGENT_STATUS_LABEL,
  GAP_FILTER_LABEL,
  REVIEW_DUE_LABEL,
} from "./labels";
import { type ExportedAgent, listAgentsForExport } from "./queries";
import type { ExportAgentsInput } from "./schema";
import { riskWord } from "./words";

// What fits a page a person reads; the PDF names the columns it leaves out, CSV and Excel hold all.
const IN_PRINT: readonly string[] = [
  "slug",
  "name",
  "status",
  "purpose",
  "owner",
  "sponsor",
  "successor",
  "data_classes",
  "environments",
  "risk_class",
  "review_due_on",
];
const COLUMNS = AGENT_COLUMNS.map((column) =>
  IN_PRINT.includes(column.key) ? column : { ...column, notIn: ["pdf"] as const },
);

/**
 * The registry as the filters show it, as a file; taking it out is recorded. Errors: too_large,
 * unavailable (not all rows could be read: then there is no file).
 */
export async function exportAgents(
  ctx: CommandContext,
  input: ExportAgentsInput,
): Promise<Download> {
  const { agents, total, names, gone } = await listAgentsForExport(ctx.actor, input, ctx.now);
  const today = utcDay(ctx.now);
  const { format, ...filters } = input;
  return exportTable<ExportRow>(ctx, {
    title: "Agent registry",
    artifactId: "ART-02",
    queryId: "agents.list@1",
    format,
    fileStem: "agents",
    columns: COLUMNS,
    rows: agents.map((agent) => ({
      agent,
      content: contentOf(agent),
      around: { names, gone },
      today,
    })),
    total,
    parameters: filters,
    filters: filtersInWords(input, names.get(input.owner)?.name),
    sort: `${input.sort}, ${input.dir === "asc" ? "ascending" : "descending"}, then id`,
    primaryKey: "id",
    asOf: ctx.now,
    timeOf: ({ agent }) => agent.requestedAt,
    controlTotals: {
      status: countBy(agents, ({ status }) => AGENT_STATUS_LABEL[status]),
      "risk class": countBy(agents, ({ riskClass }) => riskWord(riskClass)),
    },
  });
}

/** What the filters left out, one sentence each (IPE-05). */
export function filtersInWords(input: ExportAgentsInput, ownerName: string | undefined): string[] {
  const { status, risk, environment, owner, dataClass, gap, reviewDue } = input;
  const said: [string, string | null][] = [
    ["Search", input.q.trim() || null],
    [AGENT_FILTER_LABEL.status, status && statusWord(status)],
    [AGENT_FILTER_LABEL.risk, risk && riskWord(risk === "NONE" ? null : risk)],
    [AGENT_FILTER_LABEL.environment, environment && ENVIRONMENT_LABEL[environment]],
    [AGENT_FILTER_LABEL.owner, owner && (ownerName ?? owner)],
    [AGENT_FILTER_LABEL.dataClass, dataClass && DATA_CLASS_LABEL[dataClass]],
    [AGENT_FILTER_LABEL.gap, gap && GAP_FILTER_LABEL[gap]],
    [AGENT_FILTER_LABEL.reviewDue, reviewDue && REVIEW_DUE_LABEL[reviewDue]],
  ];
  return said.filter(([, value]) => value).map(([label, value]) => `${label}: ${value}`);
}

function statusWord(status: Exclude<ExportAgentsInput["status"], "">): string {
  return status === "living"
    ? "proposed, approved, active or suspended"
    : AGENT_STATUS_LABEL[status];
}

function countBy(
  agents: readonly ExportedAgent[],
  wordOf: (agent: ExportedAgent) => string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const agent of agents) counts[wordOf(agent)] = (counts[wordOf(agent)] ?? 0) + 1;
  return counts;
}
