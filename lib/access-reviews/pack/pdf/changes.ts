import { utcText } from "@/lib/core/clock";
import type { Section } from "@/lib/exports/pdf/document";
import { countCompared } from "../../compare/compare";
import { COMPARED_LABEL, COMPARED_STATES } from "../../compare/compare-labels";
import { DELTA_CHANGE_LABEL, DISPOSITION_LABEL } from "../../labels";
import { lineTitle } from "../../overview/lines-view";
import {
  REMEDIATION_CAUSE_LABEL,
  REMEDIATION_KIND_LABEL,
  REMEDIATION_STATE_LABEL,
} from "../../remediation/removal-labels";
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
          [
            DISPOSITION_LABEL[delta.disposition],
            names.get(delta.by)?.name ?? delta.by,
            delta.comment,
          ]
            .filter(Boolean)
            .join(": "),
        ]),
        empty: "Nothing changed between the snapshot and the signature.",
      },
    ],
  };
}

function removalSection({ removals, created, dossier, names }: PackMaterial): Section {
  const titles = new Map(dossier.lines.map(({ line }) => [line.line, lineTitle(line, names)]));
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
          { header: "What", width: 255, align: "left", style: "cell" },
          { header: "Cause", width: 100, align: "left", style: "cell" },
          { header: "Due", width: 110, align: "left", style: "cellFixed" },
          { header: "State", width: 80, align: "left", style: "cell" },
          { header: "Gone as of", width: 140, align: "left", style: "cellFixed" },
        ],
        rows: removals.map((removal) => [
          known(REMEDIATION_KIND_LABEL, removal.kind),
          titles.get(removal.lineKey) ?? removal.lineKey,
          known(REMEDIATION_CAUSE_LABEL, removal.cause),
          utcText(removal.dueAt),
          stateWords(removal, created),
          removal.goneAt === null ? "not shown yet" : utcText(removal.goneAt),
        ]),
        empty: "Nothing was to be taken away.",
      },
    ],
  };
}

function stateWords({ state, dueAt }: PackMaterial["removals"][number], created: Date): string {
  const words = known(REMEDIATION_STATE_LABEL, state);
  return state === "open" && dueAt < created ? `${words}, overdue` : words;
}

function known(labels: Readonly<Record<string, string>>, word: string): string {
  return labels[word] ?? word;
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
