// The tables of a pack, each with where it comes from.
import { utf8 } from "@/lib/ledger/bytes";
import { COMPARISON_COLUMNS } from "../compare/export";
import { SNAPSHOT_COLUMNS, SNAPSHOT_KEY } from "../overview/line-columns";
import { TIMELINE_COLUMNS, timelineRows } from "../timeline/export";
import { DECISION_COLUMNS, DELTA_COLUMNS } from "./columns";
import { DELEGATION_COLUMNS, REMOVAL_COLUMNS } from "./columns-after";
import type { PackMaterial } from "./material";
import type { PackFileBytes } from "./proofs";
import { csvTable, type PackTable } from "./tables";

/** Every CSV of a pack. The timeline is read from the change log, up to the moment the pack is made. */
export async function packTables(material: PackMaterial): Promise<PackTable[]> {
  const timeline = await Array.fromAsync(timelineRows(material.dossier.review.id, "all"));
  const { created, demo } = material;
  return [
    ...signedTables(material),
    ...laterTables(material),
    csvTable(timeline.flat(), {
      ...{ name: "timeline.csv", columns: TIMELINE_COLUMNS, demo, asOf: created.toISOString() },
      ...{
        query: "access-reviews.timeline@1",
        from: "the change log, everything about the review",
      },
      ...{ sort: "position in the change log, oldest first", key: "change_id" },
    }),
  ];
}

/** Those whose rows are lines of files that were signed. */
function signedTables(material: PackMaterial): PackTable[] {
  const { dossier, decisions, deltas, names, demo } = material;
  const asOf = dossier.review.asOf?.toISOString() ?? "";
  const signedAt = dossier.review.signedAt?.toISOString() ?? "";
  const lines = new Map(dossier.lines.map(({ line }) => [line.line, line]));
  return [
    csvTable(
      dossier.lines.map(({ line }) => line),
      {
        ...{ name: "snapshot.csv", columns: SNAPSHOT_COLUMNS, demo, asOf },
        ...{ query: dossier.header?.query ?? "", from: "snapshot.ndjson, every line of it" },
        ...{ sort: "position in the snapshot", key: SNAPSHOT_KEY },
      },
    ),
    csvTable(
      decisions.map((decided) => ({ decided, names, line: lines.get(decided.line) ?? null })),
      {
        ...{ name: "decisions.csv", columns: DECISION_COLUMNS, demo, asOf: signedAt },
        ...{ query: "access-reviews.decisions@1", from: "decisions.ndjson of the sign-off" },
        ...{ sort: "position in the snapshot", key: "line" },
      },
    ),
    csvTable(
      deltas.map((each) => ({ ...each, names })),
      {
        ...{ name: "delta.csv", columns: DELTA_COLUMNS, demo, asOf: signedAt },
        ...{
          query: "access-reviews.delta@1",
          from: "delta.ndjson of the sign-off and of each addendum",
        },
        ...{ sort: "version, then position", key: "line" },
      },
    ),
  ];
}

/** Those about what came after, and beside it. */
function laterTables(material: PackMaterial): PackTable[] {
  const { removals, delegations, comparison, names, demo, created } = material;
  const asOf = created.toISOString();
  return [
    csvTable(
      removals.map((removal) => ({ removal, names })),
      {
        ...{ name: "remediation.csv", columns: REMOVAL_COLUMNS, demo, asOf },
        ...{
          query: "access-reviews.removals@1",
          from: "the removals of the review, as they stood",
        },
        ...{ sort: "opened, then key", key: "id" },
      },
    ),
    csvTable(
      delegations.map((delegation) => ({ delegation, names })),
      {
        ...{ name: "delegations.csv", columns: DELEGATION_COLUMNS, demo, asOf },
        ...{
          query: "access-reviews.delegations@1",
          from: "delegations of the review, and those used in it",
        },
        ...{ sort: "recorded", key: "id" },
      },
    ),
    csvTable(
      comparison.map((compared) => ({ compared, names })),
      {
        ...{ name: "comparison.csv", columns: COMPARISON_COLUMNS, demo, asOf },
        ...{
          query: "access-reviews.comparison@1",
          from: "both snapshots and what they ended with",
        },
        ...{ sort: "position in this review, then what is gone", key: "line" },
      },
    ),
  ];
}

/** What is handed out as JSON: removals with all their proofs, and how it was decided. */
export function jsonFiles({ removals, statistics, demo }: PackMaterial): PackFileBytes[] {
  const mark = demo ? { demo: "DEMO DATA" } : {};
  return [
    { name: "remediation.json", bytes: jsonBytes({ ...mark, removals }) },
    { name: "statistics.json", bytes: jsonBytes({ ...mark, ...statistics }) },
  ];
}

function jsonBytes(value: unknown): Uint8Array {
  return utf8(`${JSON.stringify(value, null, 2)}\n`);
}
