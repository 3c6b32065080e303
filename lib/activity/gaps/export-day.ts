import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import type { DayEvidence, FieldShare } from "./day-view";
import { dayWindow } from "./day-window";
import { DAY_VERDICT_LABEL } from "./gap-labels";
import type { ExportDayInput } from "./gap-schema";
import { dayCompleteness } from "./queries-days";
import { fieldTable } from "./queries-fields";

type Column = {
  readonly key: Exclude<keyof FieldShare, "id">;
  readonly header: string;
  readonly definition: string;
};

const COLUMNS: readonly Column[] = [
  { key: "field", header: "Field", definition: "Field of the canonical record. Never empty." },
  {
    key: "filled",
    header: "Filled",
    definition: "Records that hold a value, as sent, derived, joined or redacted.",
  },
  {
    key: "share",
    header: "Filled share",
    definition: "Filled records of those read, in percent, rounded down.",
  },
  { key: "provided", header: "As sent", definition: "Records that hold the sender's own value." },
  {
    key: "derived",
    header: "Derived",
    definition: "Records whose value follows from others or from what is configured.",
  },
  {
    key: "joined",
    header: "Joined",
    definition: "Records whose value came with another record of the same call.",
  },
  {
    key: "redacted",
    header: "Redacted",
    definition: "Records whose value holds a token in place of a secret.",
  },
  {
    key: "notProvided",
    header: "Not provided",
    definition: "Reason code: the sender did not send it.",
  },
  {
    key: "redactionFailed",
    header: "Redaction failed",
    definition: "Reason code: it was sent and could not be redacted, so it was not stored.",
  },
];

/**
 * The fields of a day as a file, of a source or of all together (LOG-08); taking it out is recorded. Errors: forbidden,
 * not_found, unavailable.
 */
export async function exportDay(ctx: CommandContext, input: ExportDayInput): Promise<Download> {
  const { day, zone, format } = input;
  const source = input.source || null;
  const { from, to, hours } = dayWindow(day, zone);
  const evidence = await dayCompleteness(ctx.actor, { day, zone, source, now: ctx.now });
  const table = await fieldTable(ctx.actor, { source, from, to });
  const ofWhom = source === null ? "all sources" : (evidence[0]?.sourceName ?? source);
  return exportTable<FieldShare>(ctx, {
    title: `Fields of ${ofWhom} on ${day}`,
    queryId: "activity.day-fields@1",
    format,
    fileStem: `fields-${source ?? "all"}-${day}`,
    columns: COLUMNS.map(({ key, ...column }) => ({
      key,
      ...column,
      type: key === "field" || key === "share" ? "text" : "number",
      value: (row) => row[key],
    })),
    rows: table.fields,
    total: table.fields.length,
    parameters: { day, zone, source: source ?? "", hours: String(hours) },
    filters: [
      `Source: ${ofWhom}`,
      `Day: ${day}, 00:00 to 24:00 ${zone}, ${hours} hours`,
      `Records read: ${table.read} of ${table.calls}`,
      ...evidence.map(verdictInWords),
    ],
    sort: "as in the canonical record",
    primaryKey: "field",
    asOf: ctx.now,
    period: { start: from, end: to },
    controlTotals: {
      calls: { stored: summed(evidence, (one) => one.calls), read: table.read },
      late: { calls: summed(evidence, (one) => one.late) },
      gaps: { open: summed(evidence, (one) => one.gaps.length) },
      quarantine: { open: summed(evidence, (one) => one.quarantined) },
    },
  });
}

function verdictInWords({ sourceName, verdict, reasons }: DayEvidence): string {
  return `${sourceName}: ${DAY_VERDICT_LABEL[verdict]}. ${reasons.join(" ")}`;
}

function summed(days: readonly DayEvidence[], of: (day: DayEvidence) => number): number {
  return days.reduce((sum, day) => sum + of(day), 0);
}
