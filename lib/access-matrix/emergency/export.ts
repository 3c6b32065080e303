import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/actor";
import type { PersonName } from "@/lib/auth/people";
import type { CommandContext } from "@/lib/change-log/transact";
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf, personColumnsOf } from "@/lib/exports/columns";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { EMERGENCY_SHOW_LABEL, JUDGEMENT_LABEL } from "./labels";
import { endOf, judgementOf, minutesToAcknowledge } from "./life";
import { type ListedEmergency, listEmergenciesForExport } from "./queries";
import type { ExportEmergenciesInput } from "./schema";

type Row = {
  emergency: ListedEmergency;
  names: ReadonlyMap<string, PersonName>;
  keys: ReadonlyMap<string, string>;
  asOf: Date;
};

const { text, instant, number } = columnsOf<Row>();
const person = personColumnsOf<Row>(({ names }) => names);

/** Names and meanings are stable, new columns come at the end (IPE-13). */
const COLUMNS: readonly ExportColumn<Row>[] = [
  text("id", "Id", "Opaque id. Never empty.", ({ emergency }) => emergency.id, 36),
  ...person("taken_by", "Taken by", "took it", ({ emergency }) => emergency.personId),
  text(
    "key",
    "Key",
    "Public id of the emergency key.",
    ({ emergency, keys }) => keys.get(emergency.keyId) ?? emergency.keyId,
    22,
  ),
  text("environment", "Environment", "Of the key.", ({ emergency }) => emergency.environment, 12),
  number(
    "operations",
    "Operations",
    "How many were taken.",
    ({ emergency }) => emergency.operationIds.length,
  ),
  text("reason", "Reason", "What the emergency was.", ({ emergency }) => emergency.reason, 34),
  instant("started_at", "Taken", "When it began.", ({ emergency }) => emergency.startedAt),
  instant(
    "ended_at",
    "Ended",
    "When it ended or will end, by a person or by itself.",
    ({ emergency }) => endOf(emergency),
  ),
  ...person("on_call", "On call", "was alerted", ({ emergency }) => emergency.onCallId),
  instant(
    "acknowledged_at",
    "Acknowledged",
    "When that person acknowledged it; empty if not.",
    ({ emergency }) => emergency.acknowledgedAt,
  ),
  number(
    "minutes_to_acknowledge",
    "Minutes to acknowledge",
    "Whole minutes, rounded up; empty if nobody has.",
    ({ emergency }) => minutesToAcknowledge(emergency),
  ),
  instant(
    "approval_due_at",
    "Approval due",
    "Last instant of the business day by which it had to be judged.",
    ({ emergency }) => emergency.approvalDueAt,
  ),
  text(
    "judgement",
    "Approval afterwards",
    "Where it stood as of the file; late or missing is a failure.",
    ({ emergency, asOf }) => JUDGEMENT_LABEL[judgementOf(emergency, asOf)],
    18,
  ),
  instant(
    "judged_at",
    "Judged",
    "When that was; empty if not.",
    ({ emergency }) => emergency.decidedAt,
  ),
  ...person("judged_by", "Judged by", "judged it", ({ emergency }) => emergency.decidedById),
  text("note", "Note", "What they wrote; empty if nothing.", ({ emergency }) => emergency.note, 30),
];

const NOT_IN_PRINT = /_id$|^id$|^operations$|^minutes_to_acknowledge$|^note$/;

/** Emergencies as the filter shows them, as a file; taking it out is recorded. Errors: too_large, unavailable. */
export async function exportEmergencies(
  ctx: CommandContext,
  { format, show }: ExportEmergenciesInput,
): Promise<Download> {
  const { emergencies, names, keys } = await listEmergenciesForExport(ctx.actor, show, ctx.now);
  return exportTable<Row>(ctx, {
    title: "Emergency access",
    queryId: "access-matrix.emergencies@1",
    format,
    fileStem: "emergency-access",
    columns: COLUMNS.map((column) =>
      NOT_IN_PRINT.test(column.key) ? { ...column, notIn: ["pdf"] as const } : column,
    ),
    rows: emergencies.map((emergency) => ({ emergency, names, keys, asOf: ctx.now })),
    total: emergencies.length,
    parameters: { show },
    filters: show === "all" ? [] : [`Show: ${EMERGENCY_SHOW_LABEL[show]}`],
    scope: scopeOf(ctx.actor),
    sort: "taken, descending, then id",
    primaryKey: "id",
    asOf: ctx.now,
    timeOf: ({ emergency }) => emergency.startedAt,
  });
}

/** The limit in words, for the provenance block of a file (IPE-05, IPE-06). */
function scopeOf(actor: Actor): string {
  return can(actor, "emergency:read-all")
    ? "every emergency access of this installation"
    : "emergency access that the generator took or was alerted of";
}
