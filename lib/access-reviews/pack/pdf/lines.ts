import type { Section, TableColumn } from "@/lib/exports/pdf/document";
import { LINE_FLAG_LABEL, RISK_LABEL } from "../../labels";
import type { DossierLine } from "../../overview/dossier";
import { lineTitle, outcomeWords } from "../../overview/lines-view";
import type { PackMaterial } from "../material";

const COLUMNS: readonly TableColumn[] = [
  { header: "Line", width: 34, align: "right", style: "cellFixed" },
  { header: "Who may do what", width: 200, align: "left", style: "cell" },
  { header: "Where", width: 62, align: "left", style: "cell" },
  { header: "Risk", width: 42, align: "left", style: "cell" },
  { header: "Calls", width: 44, align: "right", style: "cell" },
  { header: "Last used", width: 62, align: "left", style: "cellFixed" },
  { header: "Marked", width: 92, align: "left", style: "cell" },
  { header: "Ended with", width: 74, align: "left", style: "cell" },
  { header: "Decided by, and why", width: 135, align: "left", style: "cell" },
];

const INTRO =
  "The number of a line is its n in snapshot.ndjson and in both tables, where its key, its meaning and all its facts stand.";

/** What was decided, the privileged lines first and apart (REV-09). */
export function lineSections(material: PackMaterial): Section[] {
  const { lines } = material.dossier;
  const of = (section: string) => lines.filter(({ line }) => line.section === section);
  return [
    section("Privileged lines", of("privileged"), material),
    section("Standard lines", of("standard"), material),
  ];
}

function section(title: string, lines: readonly DossierLine[], material: PackMaterial): Section {
  return {
    title: `${title} (${lines.length.toLocaleString("en")})`,
    blocks: [
      { kind: "paragraph", text: INTRO },
      {
        kind: "table",
        columns: COLUMNS,
        rows: lines.map((held) => rowOf(held, material)),
        empty: "None.",
      },
    ],
  };
}

function rowOf(held: DossierLine, { names }: PackMaterial): string[] {
  const { line, first, second } = held;
  const said = [first, second].flatMap((row) => {
    if (row === null) return [];
    const who = names.get(row.personId)?.name ?? row.personId;
    return row.comment ? `${who}: ${row.comment}` : who;
  });
  return [
    String(line.n),
    lineTitle(line, names),
    line.environment ?? "",
    RISK_LABEL[line.risk],
    line.calls.toLocaleString("en"),
    line.lastUsedAt?.slice(0, 10) ?? "never",
    line.flags.map((flag) => LINE_FLAG_LABEL[flag]).join(", "),
    outcomeWords(held, names),
    said.join("\n"),
  ];
}
