import "server-only";
import { can } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import type { ExportColumn } from "@/lib/exports/cells";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { KIND_LABEL, STATE_LABEL } from "./deviation-labels";
import type { ExportDeviationsInput } from "./deviation-schema";
import { type DeviationRow, toDeviationRow } from "./deviation-view";
import { listDeviationsForExport } from "./queries-deviations";

type Column = ExportColumn<DeviationRow>;
type Texts = {
  [Key in keyof DeviationRow]: DeviationRow[Key] extends string ? Key : never;
}[keyof DeviationRow];

const text = (key: Texts, header: string, definition: string, width = 16): Column => ({
  ...{ key, header, definition, type: "text", width },
  value: (row) => row[key] || null,
});
const instant = (key: Texts, header: string, definition: string): Column => ({
  ...{ key, header, definition, type: "instant" },
  value: (row) => (row[key] === "" ? null : new Date(row[key])),
});

const COLUMNS: readonly Column[] = [
  text("id", "Id", "Opaque id of the deviation. Never empty.", 36),
  text("kindWord", "Kind", "What differs.", 22),
  instant("since", "Since", "Since when it is so, as far as the data say."),
  text("age", "Age", "How long it has lasted, or did; the greatest unit, rounded down.", 8),
  text("principal", "Principal", "Key, agent, or what the gateway wrote.", 24),
  text("server", "Server", "Empty if it is not about one."),
  text("operation", "Operation", "* stands for several; empty if it is not about one.", 22),
  text("environment", "Environment", "Empty if it is not about one.", 12),
  text("detail", "Detail", "What the data show, in words.", 40),
  text("source", "Source", "Gateway whose policy shows it; empty if none does."),
  text("state", "State", "Open, explained, accepted or cleared.", 10),
  text("explanation", "Explanation", "What a person said of it; empty if nobody has.", 34),
  text("ticket", "Ticket", "Where it is worked on; empty if none was named."),
  text("disposedBy", "Disposed by", "Name of the person; empty if nobody has."),
  instant("disposedAt", "Disposed at", "When that was said."),
  instant("disposedUntil", "Until", "Until when that holds; empty if nobody said anything."),
  instant("foundAt", "Found", "When a comparison first showed it."),
  instant("clearedAt", "Cleared", "When a comparison no longer showed it; empty while it lasts."),
  text("keyId", "Key (id)", "Opaque id; empty if no key is known.", 36),
  text("agentId", "Agent (id)", "Opaque id; empty if no agent is known.", 36),
];

const NOT_IN_PRINT: readonly string[] = [
  "id",
  "keyId",
  "agentId",
  "foundAt",
  "disposedAt",
  "source",
];

/** The deviations as the filters show them, as a file; taking it out is recorded. Errors: forbidden, too_large. */
export async function exportDeviations(
  ctx: CommandContext,
  input: ExportDeviationsInput,
): Promise<Download> {
  const { deviations, total, names } = await listDeviationsForExport(ctx.actor, input);
  const { format, ...parameters } = input;
  const rows = deviations.map((one) => toDeviationRow(one, names, ctx.now));
  return exportTable<DeviationRow>(ctx, {
    title: "Differences between granted, enforced and used access",
    artifactId: "ART-11",
    queryId: "deviations.list@1",
    format,
    fileStem: "deviations",
    columns: COLUMNS.map((column) =>
      NOT_IN_PRINT.includes(column.key) ? { ...column, notIn: ["pdf"] as const } : column,
    ),
    rows,
    total,
    parameters,
    filters: inWords(input),
    scope: can(ctx.actor, "matrix:read-all")
      ? "every deviation of this installation"
      : "deviations of agents and keys that the generator answers for",
    sort: `${input.sort}, ${input.dir === "asc" ? "ascending" : "descending"}, then id`,
    primaryKey: "id",
    asOf: ctx.now,
    timeOf: ({ since }) => new Date(since),
    controlTotals: { kind: countBy(rows, "kindWord"), state: countBy(rows, "state") },
  });
}

function inWords({ q, state, kind, environment, agent, key }: ExportDeviationsInput): string[] {
  const said: [string, string][] = [
    ["Search", q],
    ["State", state === "all" ? "" : STATE_LABEL[state]],
    ["Kind", kind && KIND_LABEL[kind]],
    ["Environment", environment],
    ["Agent", agent],
    ["Key", key],
  ];
  return said.filter(([, value]) => value).map(([label, value]) => `${label}: ${value}`);
}

function countBy(rows: readonly DeviationRow[], field: "kindWord" | "state") {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row[field]] = (counts[row[field]] ?? 0) + 1;
  return counts;
}
