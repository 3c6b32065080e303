import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { addDays, startOfDay } from "@/lib/core/clock";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { type ExportedKey, KEY_COLUMNS, KEY_DAY_COLUMNS, type KeyDayRow } from "./export-columns";
import { ROTATION_COLUMNS, type RotationRow } from "./export-rotation-columns";
import { KEY_FILTER_LABEL, KEY_STATE_LABEL, ROTATION_STATE_LABEL } from "./labels";
import type {
  ExportAgeingInput,
  ExportKeysInput,
  ExportRotationsInput,
  KeyFilters,
} from "./list-schema";
import { KEY_MARK_WORDS } from "./mark-labels";
import { listKeyDays, listRotations } from "./population";
import { listKeysForExport } from "./queries";
import { environmentWord, kindWord, toKeyRow } from "./view";

/** The register as the filters show it, as a file (ART-07); taking it out is recorded. Errors: too_large, unavailable. */
export async function exportKeys(ctx: CommandContext, input: ExportKeysInput): Promise<Download> {
  const { format, ...filters } = input;
  const { entries, rules, names, totals } = await listKeysForExport(ctx.actor, filters, ctx.now);
  const rows = entries.map((entry) => ({
    ...toKeyRow(entry, names, rules, ctx.now),
    calls: totals.get(entry.key.id)?.calls ?? 0,
  }));
  return exportTable<ExportedKey>(ctx, {
    title: "Key register",
    artifactId: "ART-07",
    queryId: "keys.list@1",
    format,
    fileStem: "keys",
    columns: KEY_COLUMNS,
    rows,
    total: rows.length,
    parameters: filters,
    filters: filtersInWords(filters),
    sort: `${input.sort}, ${input.dir === "asc" ? "ascending" : "descending"}, then label and id`,
    primaryKey: "id",
    asOf: ctx.now,
    timeOf: ({ issuedAt }) => new Date(issuedAt),
    controlTotals: {
      state: countBy(rows, ({ stateWord }) => stateWord),
      kind: countBy(rows, ({ kindWord: word }) => word),
    },
  });
}

/** KEY-01: every key of a period with its key-days, as a file. Errors: too_large, unavailable. */
export async function exportKeyDays(
  ctx: CommandContext,
  input: ExportAgeingInput,
): Promise<Download> {
  const { format, ...filters } = input;
  const { keys, period, sum, names, versions, population } = await listKeyDays(
    ctx.actor,
    filters,
    ctx.now,
  );
  return exportTable<KeyDayRow>(ctx, {
    title: "Key-days by age",
    artifactId: "ART-07",
    queryId: "keys.key-days@1",
    format,
    fileStem: "key-days",
    columns: KEY_DAY_COLUMNS,
    rows: keys.map((each) => ({ ...each, names })),
    total: keys.length,
    parameters: { ...filters, ...period },
    filters: [
      `Population: ${population} keys that could be used in the period; each day by the rule in force when it began (${versions.map(({ version }) => `version ${version}`).join(", ")})`,
      ...(filters.verdict === "over" ? ["Only keys with a day over their rule"] : []),
    ],
    sort: "key-days over, descending, then label",
    primaryKey: "id",
    asOf: ctx.now,
    period: asPeriod(period),
    timeOf: () => null,
    controlTotals: { "key-days": sum },
  });
}

/** The rotation log of a period, as a file (readiness item 5). Errors: too_large, unavailable. */
export async function exportRotations(
  ctx: CommandContext,
  input: ExportRotationsInput,
): Promise<Download> {
  const { format, ...filters } = input;
  const { rotations, period, names } = await listRotations(ctx.actor, filters, ctx.now);
  return exportTable<RotationRow>(ctx, {
    title: "Key rotation log",
    artifactId: "ART-07",
    queryId: "keys.rotations@1",
    format,
    fileStem: "key-rotations",
    columns: ROTATION_COLUMNS,
    rows: rotations.map((each) => ({ ...each, names })),
    total: rotations.length,
    parameters: { ...filters, ...period },
    filters: [
      "Rotations that were open in the period; keys that were never rotated stand in the file of key-days",
      ...(filters.state === "" ? [] : [`State: ${ROTATION_STATE_LABEL[filters.state]}`]),
    ],
    sort: "start, the newest first, then id",
    primaryKey: "id",
    asOf: ctx.now,
    period: asPeriod(period),
    timeOf: ({ rotation }) => rotation.startedAt,
    controlTotals: { state: countBy(rotations, ({ state }) => ROTATION_STATE_LABEL[state]) },
  });
}

function filtersInWords(input: KeyFilters): string[] {
  const said: [string, string][] = [
    ["Search", input.q.trim()],
    [KEY_FILTER_LABEL.state, stateWord(input.state)],
    [KEY_FILTER_LABEL.kind, input.kind && kindWord(input.kind)],
    [KEY_FILTER_LABEL.environment, input.environment && environmentWord(input.environment)],
    [KEY_FILTER_LABEL.mark, markWord(input.mark)],
    [KEY_FILTER_LABEL.agent, input.agent],
    [KEY_FILTER_LABEL.owner, input.owner],
  ];
  return said.filter(([, value]) => value !== "").map(([label, value]) => `${label}: ${value}`);
}

function stateWord(state: KeyFilters["state"]): string {
  if (state === "") return "";
  return state === "living" ? "not revoked" : KEY_STATE_LABEL[state];
}

function markWord(mark: KeyFilters["mark"]): string {
  if (mark === "") return "";
  return mark === "any" ? "anything" : KEY_MARK_WORDS[mark].word;
}

function asPeriod({ from, to }: { from: string; to: string }) {
  return { start: startOfDay(from), end: addDays(startOfDay(to), 1) };
}

function countBy<Row>(rows: readonly Row[], wordOf: (row: Row) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[wordOf(row)] = (counts[wordOf(row)] ?? 0) + 1;
  return counts;
}
