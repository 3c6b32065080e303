// What stands in decisions.csv and delta.csv.
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf } from "@/lib/exports/columns";
import type { DecisionLine, DeltaLine, StageDecision } from "../decisions-view";
import type { SnapshotLine } from "../snapshot-view";
import type { Names } from "./tables";

const list = (items: readonly string[]) => items.join("; ");
const at = (iso: string | null | undefined) => (iso ? new Date(iso) : null);
const named = (names: Names, id: string | null | undefined) =>
  id ? (names.get(id)?.name ?? id) : null;

export type DecisionFileRow = {
  readonly decided: DecisionLine;
  readonly line: SnapshotLine | null;
  readonly names: Names;
};

const decision = columnsOf<DecisionFileRow>();

/** One row for each line of the signed decisions.ndjson. */
export const DECISION_COLUMNS: readonly ExportColumn<DecisionFileRow>[] = [
  decision.number("n", "Line", "Position in the snapshot.", ({ decided }) => decided.n),
  decision.text("line", "Key", "What the line is about.", ({ decided }) => decided.line),
  decision.text(
    "meaning",
    "Meaning",
    "What the permission lets it do, as the snapshot says.",
    ({ line }) => line?.meaning ?? null,
  ),
  decision.text(
    "section",
    "Section",
    "privileged or standard.",
    ({ line }) => line?.section ?? null,
  ),
  decision.text("risk", "Risk", "high, medium or low.", ({ line }) => line?.risk ?? null),
  decision.text(
    "outcome",
    "Ended with",
    "keep, keep-until, reduce, revoke, transfer or no-response: of two stages the stricter one.",
    ({ decided }) => decided.outcome,
  ),
  decision.instant("until", "Until", "Of keep-until: when it ends.", ({ decided }) =>
    at(decided.until),
  ),
  decision.text("remaining", "Remaining", "Of reduce: ids of what may stay.", ({ decided }) =>
    list(decided.remaining),
  ),
  decision.text(
    "new_owner",
    "New owner",
    "Of transfer: the name of whoever owns it from then on.",
    ({ decided, names }) => named(names, decided.newOwner),
  ),
  decision.text(
    "new_owner_id",
    "New owner (id)",
    "Their opaque id.",
    ({ decided }) => decided.newOwner,
  ),
  ...stageColumns(1),
  ...stageColumns(2),
];

function stageColumns(stage: 1 | 2): ExportColumn<DecisionFileRow>[] {
  const of = ({ decided }: DecisionFileRow): StageDecision | undefined =>
    decided.decisions.find((one) => one.stage === stage);
  const [key, word] = [`stage${stage}`, stage === 1 ? "First stage" : "Second stage"];
  return [
    decision.text(
      `${key}_decision`,
      `${word}: decision`,
      "Empty: nobody decided it in this stage.",
      (row) => of(row)?.decision ?? null,
    ),
    decision.text(`${key}_by`, `${word}: by`, "Name when this pack was made.", (row) =>
      named(row.names, of(row)?.by),
    ),
    decision.text(`${key}_by_id`, `${word}: by (id)`, "Opaque id.", (row) => of(row)?.by ?? null),
    decision.instant(`${key}_at`, `${word}: at`, "By the clock of the server.", (row) =>
      at(of(row)?.at),
    ),
    decision.text(
      `${key}_comment`,
      `${word}: comment`,
      "In their words.",
      (row) => of(row)?.comment ?? null,
    ),
    decision.text(
      `${key}_together`,
      `${word}: together`,
      "Id that lines have in common which were decided together; empty: alone.",
      (row) => of(row)?.bulk ?? null,
    ),
  ];
}

export type DeltaFileRow = {
  readonly version: number;
  readonly delta: DeltaLine;
  readonly names: Names;
};

const delta = columnsOf<DeltaFileRow>();

/** One row for each line of every signed delta.ndjson. */
export const DELTA_COLUMNS: readonly ExportColumn<DeltaFileRow>[] = [
  delta.number(
    "version",
    "Version",
    "1: of the sign-off; 2 and more: of an addendum.",
    ({ version }) => version,
  ),
  delta.number("n", "Line", "Position in this delta.", (row) => row.delta.n),
  delta.text("line", "Key", "What the line is about.", (row) => row.delta.line),
  delta.text(
    "change",
    "Change",
    "added, expanded, reduced, removed, owner-changed or altered.",
    (row) => row.delta.change,
  ),
  delta.text("fields", "Fields", "Field: before → after, one per line.", (row) =>
    row.delta.fields.map(({ field, before, after }) => `${field}: ${before} → ${after}`).join("\n"),
  ),
  delta.text(
    "meaning",
    "Meaning",
    "What it is now; empty: it is gone.",
    (row) => row.delta.now?.meaning ?? null,
  ),
  delta.text(
    "disposition",
    "Disposition",
    "carried-over, revoke or noted.",
    (row) => row.delta.disposition,
  ),
  delta.text(
    "comment",
    "Comment",
    "Why, in the words of whoever disposed of it.",
    (row) => row.delta.comment,
  ),
  delta.text("by", "By", "Name when this pack was made.", ({ delta: { by }, names }) =>
    named(names, by),
  ),
  delta.text("by_id", "By (id)", "Opaque id.", (row) => row.delta.by || null),
  delta.instant("at", "At", "By the clock of the server.", (row) => at(row.delta.at)),
];
