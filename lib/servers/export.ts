import "server-only";
import { namesOf } from "@/lib/auth/people";
import type { CommandContext } from "@/lib/change-log/transact";
import { addDays, utcDay } from "@/lib/core/clock";
import { DATA_CLASS_LABEL } from "@/lib/core/data-classes";
import { nameKey } from "@/lib/core/server-places";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { firstCalls } from "./call-sums";
import type { Column, ExportRow } from "./export-cells";
import { SERVER_COLUMNS } from "./export-columns";
import { environmentWord } from "./field-words";
import { GAPS } from "./gap-labels";
import {
  HOSTING_LABEL,
  PERIOD_LABEL,
  SCOPE_LABEL,
  SERVER_FILTER_LABEL,
  SERVER_STATUS_LABEL,
} from "./labels";
import { listEntries, readRegister } from "./queries";
import type { ExportServersInput } from "./schema";
import { lifeOf } from "./view";

// What fits a page a person reads; the PDF names the columns it leaves out, CSV and Excel hold all.
const IN_PRINT = [
  "name",
  "status",
  "purpose",
  "scope",
  "scope_reason",
  "owner",
  "deputy",
  "environments",
  "data_classes",
  "operations",
  "calls_let_through",
  "gaps",
];

/**
 * The register as the filters show it, as a file; taking it out is recorded. Errors: too_large, unavailable (not all rows could be
 * read: then there is no file), not_found (an earlier instant that is not theirs to read).
 */
export async function exportServers(
  ctx: CommandContext,
  { format, ...input }: ExportServersInput,
): Promise<Download> {
  const when = { at: input.at, days: Number(input.days) };
  const register = await readRegister(ctx.actor, when, ctx.now);
  const entries = await listEntries(register.entries, input);
  const rows = await exportRows(entries.map((entry) => ({ entry, operation: null })));
  const asOf = register.asOf ?? ctx.now;
  const owner = input.owner && ((await namesOf([input.owner])).get(input.owner)?.name ?? "");
  return exportTable<ExportRow>(ctx, {
    title: "Register of servers",
    artifactId: "ART-01",
    queryId: "servers.list@1",
    format,
    fileStem: "servers",
    columns: printed(SERVER_COLUMNS, IN_PRINT),
    rows,
    total: rows.length,
    parameters: { ...input, at: input.at?.toISOString() ?? "" },
    filters: filtersInWords(input, owner),
    sort: `${input.sort}, ${input.dir === "asc" ? "ascending" : "descending"}, then name and id`,
    primaryKey: "id",
    asOf,
    period: periodOf(asOf, when.days),
    timeOf: ({ entry }) => entry.server.registeredAt,
    controlTotals: {
      status: countBy(entries, ({ server }) => lifeOf(server).statusWord),
      scope: countBy(entries, ({ server }) => lifeOf(server).scopeWord),
    },
  });
}

/** The UTC days over which calls are counted, as far as they lie before the instant. */
export function periodOf(asOf: Date, days: number): { start: Date; end: Date } {
  return { start: new Date(utcDay(addDays(asOf, 1 - days))), end: asOf };
}

/** Lines of a file with what all of them need to know. */
export async function exportRows(
  lines: readonly Pick<ExportRow, "entry" | "operation">[],
): Promise<ExportRow[]> {
  const people = lines.flatMap(({ entry: { server } }) => [server.ownerId, server.deputyId]);
  const [names, seen] = await Promise.all([namesOf(people), firstCalls()]);
  const first = new Map<string, Date>();
  for (const { server, firstAt } of seen) {
    const known = first.get(nameKey(server));
    if (!known || firstAt < known) first.set(nameKey(server), firstAt);
  }
  return lines.map((line) => ({ ...line, names, firstCalls: first }));
}

export function printed(columns: readonly Column[], inPrint: readonly string[]): Column[] {
  return columns.map((column) =>
    inPrint.includes(column.key) ? column : { ...column, notIn: ["pdf"] as const },
  );
}

export function countBy<Thing>(
  things: readonly Thing[],
  wordOf: (thing: Thing) => string,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const thing of things) counts[wordOf(thing)] = (counts[wordOf(thing)] ?? 0) + 1;
  return counts;
}

/** What the filters left out, one sentence each (IPE-05). */
export function filtersInWords(
  input: Omit<ExportServersInput, "format">,
  ownerName: string,
): string[] {
  const { status, scope, environment, hosting, owner, dataClass, gap, days } = input;
  const said: [keyof typeof SERVER_FILTER_LABEL, string][] = [
    ["status", status && SERVER_STATUS_LABEL[status]],
    ["scope", scope && SCOPE_LABEL[scope]],
    ["environment", environment && environmentWord(environment)],
    ["hosting", hosting && HOSTING_LABEL[hosting]],
    ["owner", owner && (ownerName || owner)],
    ["dataClass", dataClass && DATA_CLASS_LABEL[dataClass]],
    ["gap", gap && gapWord(gap)],
    ["days", PERIOD_LABEL[days]],
  ];
  const search = input.q.trim() === "" ? [] : [`Search: ${input.q.trim()}`];
  return [
    ...search,
    ...said
      .filter(([, word]) => word !== "")
      .map(([name, word]) => `${SERVER_FILTER_LABEL[name]}: ${word}`),
  ];
}

function gapWord(gap: Exclude<ExportServersInput["gap"], "">): string {
  if (gap === "any") return "anything";
  return gap === "fails" ? "anything an auditor would not accept" : GAPS[gap].label;
}
