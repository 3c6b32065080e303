import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { type ExportedGrant, GRANT_COLUMNS } from "./export-columns";
import { GRANT_KIND_LABEL, GRANT_SHOW_LABEL, grantKindWord } from "./labels";
import type { ExportGrantsInput } from "./list-schema";
import { listGrantsForExport } from "./queries";
import { grantScope } from "./visible";

const IN_PRINT: readonly string[] = [
  "agent",
  "key",
  "server",
  "operation",
  "environment",
  "access",
  "state",
  "kind",
  "from_at",
  "until",
  "approved_by",
];

/**
 * Grants as the filters show them, as a file; taking it out is recorded. Errors: too_large, unavailable (not all rows could be
 * read: then there is no file).
 */
export async function exportGrants(
  ctx: CommandContext,
  input: ExportGrantsInput,
): Promise<Download> {
  const { grants, total, around } = await listGrantsForExport(ctx.actor, input, ctx.now);
  const { format, ...filters } = input;
  return exportTable<ExportedGrant>(ctx, {
    title: "Grants",
    artifactId: "ART-03",
    queryId: "access-matrix.grants@1",
    format,
    fileStem: "grants",
    columns: GRANT_COLUMNS.map((column) =>
      IN_PRINT.includes(column.key) ? column : { ...column, notIn: ["pdf"] as const },
    ),
    rows: grants.map((grant) => ({ grant, around, asOf: ctx.now })),
    total,
    parameters: filters,
    filters: filtersInWords(input),
    scope: grantScope(ctx.actor),
    sort: `${input.sort}, ${input.dir === "asc" ? "ascending" : "descending"}, then id`,
    primaryKey: "id",
    asOf: ctx.now,
    timeOf: ({ grant }) => grant.fromAt,
    controlTotals: {
      environment: countBy(grants.map(({ environment }) => environment)),
      "came by": countBy(grants.map(({ kind }) => grantKindWord(kind))),
    },
  });
}

/** What the filters left out, one sentence each (IPE-05). */
function filtersInWords(input: ExportGrantsInput): string[] {
  const { q, show, kind, environment, agent, key, server, operation } = input;
  const said: [string, string][] = [
    ["Search", q.trim()],
    ["Show", show === "all" ? "" : GRANT_SHOW_LABEL[show]],
    ["Came by", kind && GRANT_KIND_LABEL[kind]],
    ["Environment", environment && ENVIRONMENT_LABEL[environment]],
    ["Agent", agent],
    ["Key", key],
    ["Server", server],
    ["Operation", operation],
  ];
  return said.filter(([, value]) => value).map(([label, value]) => `${label}: ${value}`);
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
