import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { ExportColumn } from "@/lib/exports/cells";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { MATCH_LABEL, SIDE_LABEL } from "./enforced-labels";
import type { ExportDifferencesInput } from "./enforced-schema";
import { type DifferenceRow, toDifferenceRow } from "./enforced-view";
import { filterDifferences } from "./filter-differences";
import { DIFFERENCES_MAX, differencesOf, getPolicy } from "./queries-differences";

const text = (
  key: keyof DifferenceRow & string,
  header: string,
  definition: string,
  width = 18,
): ExportColumn<DifferenceRow> => ({
  ...{ key, header, definition, type: "text", width },
  value: (row) => String(row[key]) || null,
});

const COLUMNS: readonly ExportColumn<DifferenceRow>[] = [
  text("id", "Id", "Opaque id of the enforced line. Never empty.", 36),
  text("sideWord", "Came or went", "Whether the line came in with this policy or went.", 10),
  text("principal", "Principal", "Key or agent, as the gateway wrote it.", 22),
  text("server", "Server", "As the gateway wrote it."),
  text("operation", "Operation", "As the gateway wrote it; * at its end stands for any text.", 22),
  text("environment", "Environment", "As the gateway wrote it; empty if it said none.", 12),
  text("conditions", "Conditions", "Canonical JSON of what else it said; empty if nothing.", 20),
  text("verdictWord", "Explained by", "What explains the line as of the policy's instant.", 20),
  text("grantId", "Grant", "Id of the grant that explains it; empty if none does.", 36),
  text("requestId", "Request", "Id of the approval behind that; empty if there is none.", 36),
];

/** What a policy changed as a file, each line with the approval behind it (CHG-02). Errors: forbidden, not_found, too_large. */
export async function exportDifferences(
  ctx: CommandContext,
  input: ExportDifferencesInput,
): Promise<Download> {
  const { policy, sourceName } = await getPolicy(ctx.actor, input.policy);
  if (policy.added + policy.removed > DIFFERENCES_MAX) {
    const most = DIFFERENCES_MAX.toLocaleString("en");
    throw new AppError(
      "too_large",
      `A file holds at most ${most} differences; this policy has more.`,
    );
  }
  const all = (await differencesOf(ctx.actor, policy)).map(toDifferenceRow);
  const rows = filterDifferences(all, input);
  const { format, ...parameters } = input;
  return exportTable<DifferenceRow>(ctx, {
    title: `What policy ${policy.version} of ${sourceName} changed`,
    queryId: "enforced.differences@1",
    format,
    fileStem: `enforced-${policy.sourceId}-${policy.version}`,
    columns: COLUMNS.map((column) =>
      ["id", "conditions", "requestId"].includes(column.key)
        ? { ...column, notIn: ["pdf"] as const }
        : column,
    ),
    rows,
    total: rows.length,
    parameters,
    filters: [
      input.q && `Search: ${input.q}`,
      input.side && `Side: ${SIDE_LABEL[input.side]}`,
      input.match && `Match: ${MATCH_LABEL[input.match]}`,
    ].filter((one) => one !== ""),
    sort: "came in before went; principal, server, operation, environment",
    primaryKey: "id",
    asOf: policy.statedAt,
    controlTotals: { verdict: countBy(rows) },
  });
}

function countBy(rows: readonly DifferenceRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdictWord } of rows) counts[verdictWord] = (counts[verdictWord] ?? 0) + 1;
  return counts;
}
