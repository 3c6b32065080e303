import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { countBy, exportRows, periodOf, printed } from "../export";
import type { ExportRow } from "../export-cells";
import { SCOPE_COLUMNS } from "../export-columns";
import { accessWord } from "../field-words";
import { DEFAULT_PERIOD } from "../labels";
import { type Entry, livingOperations } from "../register";
import type { ExportScopeInput } from "../schema";
import { lifeOf } from "../view";
import { getScope } from "./queries-scope";
import { standingOf } from "./scope-view";

const IN_PRINT = [
  "server_name",
  "purpose",
  "scope",
  "scope_reason",
  "owner",
  "deputy",
  "environments",
  "regions",
  "data_classes",
  "operation",
  "access",
  "operation_calls",
  "gaps",
];

/**
 * The scope document as a file, one line for each operation of each server in use, with its hash and who approved it; taking it out
 * is recorded. Errors: too_large (a PDF of more than 5,000 lines), unavailable, not_found (an earlier instant not theirs to read).
 */
export async function exportScope(
  ctx: CommandContext,
  { format, at }: ExportScopeInput,
): Promise<Download> {
  const found = await getScope(ctx.actor, at, ctx.now);
  const entries = found.entries.filter(({ server }) => server.status === "active");
  const rows = await exportRows(entries.flatMap(linesOf));
  const [latest] = found.approvals;
  const standing = standingOf(found);
  return exportTable<ExportRow>(ctx, {
    title: "Scope document",
    artifactId: "ART-01",
    queryId: "servers.scope@1",
    format,
    fileStem: "scope-document",
    columns: printed(SCOPE_COLUMNS, IN_PRINT),
    rows,
    total: rows.length,
    parameters: {
      at: at?.toISOString() ?? "",
      documentSha256: found.hash,
      approvedSha256: latest?.hash ?? "",
      approvedAt: latest?.approvedAt.toISOString() ?? "",
      approvedById: latest?.approvedById ?? "",
      standing,
    },
    filters: [],
    exclusions: ["Servers and operations that are retired are not part of the document."],
    sort: "name of the server, then name of the operation",
    primaryKey: "row_id",
    asOf: found.until,
    period: periodOf(found.until, Number(DEFAULT_PERIOD)),
    timeOf: ({ entry }) => entry.server.registeredAt,
    controlTotals: {
      "servers by scope": countBy(entries, ({ server }) => lifeOf(server).scopeWord),
      "operations by class": countBy(entries.flatMap(livingOperations), ({ access }) =>
        accessWord(access),
      ),
    },
  });
}

function linesOf(entry: Entry): Pick<ExportRow, "entry" | "operation">[] {
  const living = livingOperations(entry);
  return living.length === 0
    ? [{ entry, operation: null }]
    : living.map((operation) => ({ entry, operation }));
}
