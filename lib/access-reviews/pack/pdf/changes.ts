import { utcText } from "@/lib/core/clock";
import type { Section } from "@/lib/exports/pdf/document";
import { countCompared } from "../../compare/compare";
import { COMPARED_LABEL, COMPARED_STATES } from "../../compare/compare-labels";
import { DELTA_CHANGE_LABEL } from "../../labels";
import type { PackMaterial } from "../material";

/** What changed since the snapshot, what was taken away, and what differs from the review before. */
export function changeSections(material: PackMaterial): Section[] {
  return [deltaSection(material), removalSection(material), comparisonSection(material)];
}

function deltaSection({ deltas, names }: PackMaterial): Section {
  return {
    title: `Changes since the snapshot (${deltas.length.toLocaleString("en")})`,
    blocks: [
      {
        kind: "table",
        columns: [
          { header: "Version", width: 50, align: "right", style: "cell" },
          { header: "Change", width: 80, align: "left", style: "cell" },
          { header: "What", width: 235, align: "left", style: "cell" },
          { header: "Differences", width: 180, align: "left", style: "cell" },
          { header: "Disposition, by whom, why", width: 200, align: "left", style: "cell" },
        ],
        rows: deltas.map(({ version, delta }) => [
          String(version),
          DELTA_CHANGE_LABEL[delta.change],
          delta.now?.meaning ?? delta.line,
          delta.fields
            .map(({ field, before, after }) => `${field}: ${before} → ${after}`)
            .join("\n"),
          [delta.disposition, names.get(delta.by)?.name ?? delta.by, delta.comment]
            .filter(Boolean)
            .join(": "),
        ]),
        empty: "Nothing changed between the snapshot and the signature.",
      },
    ],
  };
}

function removalSection({ removals, created }: PackMaterial): Section {
  return {
    title: `Removals (${removals.length.toLocaleString("en")})`,
    blocks: [
      {
        kind: "paragraph",
        text: `As the data stood when this was made, ${utcText(created)}. The five proofs of each removal stand in remediation.csv and remediation.json.`,
      },
      {
        kind: "table",
        columns: [
          { header: "Kind", width: 60, align: "left", style: "cell" },
          { header: "What", width: 285, align: "left", style: "cellFixed" },
          { header: "Cause", width: 70, align: "left", style: "cell" },
          { header: "Due", width: 110, align: "left", style: "cellFixed" },
          { header: "State", width: 80, align: "left", style: "cell" },
          { header: "Gone as of", width: 140, align: "left", style: "cellFixed" },
        ],
        rows: removals.map((removal) => [
          removal.kind,
          removal.lineKey,
          removal.cause,
          utcText(removal.dueAt),
          removal.state === "open" && removal.dueAt < created ? "open, overdue" : removal.state,
          removal.goneAt === null ? "not shown yet" : utcText(removal.goneAt),
        ]),
        empty: "Nothing was to be taken away.",
      },
    ],
  };
}

function comparisonSection({ comparison, previous }: PackMaterial): Section {
  const counts = countCompared(comparison);
  if (previous === null) {
    return {
      title: "Compared with the review before",
      blocks: [{ kind: "paragraph", text: "There is no earlier review to compare with." }],
    };
  }
  return {
    title: `Compared with ${previous.review.reference}`,
    blocks: [
      {
        kind: "facts",
        groups: [
          {
            title: "Lines",
            lines: COMPARED_STATES.map((state) => ({
              label: COMPARED_LABEL[state],
              value: counts[state].toLocaleString("en"),
            })),
          },
        ],
      },
      { kind: "paragraph", text: "Line by line: comparison.csv." },
    ],
  };
}
