import type { Section } from "@/lib/exports/pdf/document";
import type { PackMaterial } from "../material";

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** REV-14: how it was decided, disclosed. */
export function statisticsSection({ statistics, names }: PackMaterial): Section {
  return {
    title: "How it was decided",
    blocks: [
      {
        kind: "table",
        columns: [
          { header: "Indicator", width: 600, align: "left", style: "cell" },
          { header: "", width: 145, align: "left", style: "cell" },
        ],
        rows: statistics.indicators.map(({ words, raised }) => [
          words,
          raised ? "disclosed" : "not seen",
        ]),
        empty: "Nothing was counted.",
      },
      {
        kind: "table",
        columns: [
          { header: "Person", width: 185, align: "left", style: "cell" },
          ...HEADS.map((header) => ({
            header,
            width: 70,
            align: "right" as const,
            style: "cell" as const,
          })),
        ],
        rows: statistics.reviewers.map((person) => [
          names.get(person.personId)?.name ?? person.personId,
          person.decisions.toLocaleString("en"),
          person.medianSeconds === null ? "none" : `${person.medianSeconds} s`,
          String(person.fastestMinute),
          percent(person.keepShare),
          percent(person.openedShare),
          percent(person.bulkShare),
          percent(person.sameCommentShare),
          percent(person.nightShare),
        ]),
        empty: "Nobody decided anything.",
      },
    ],
  };
}

const HEADS = [
  "Decisions",
  "Median",
  "Fullest minute",
  "Kept",
  "Facts opened",
  "Together",
  "Same comment",
  "At night",
];
