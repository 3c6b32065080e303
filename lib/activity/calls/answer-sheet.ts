// The answer as one sheet: the sentence, who it was line by line, what is missing, and how to check it. Pure.
import { utcText } from "@/lib/core/clock";
import type { Compose } from "@/lib/exports/pdf/compose";
import type { Block, FactGroup } from "@/lib/exports/pdf/document";
import type { Provenance } from "@/lib/exports/schema";

export type SheetWords = {
  readonly sentence: string;
  /** The time asked for, on the clocks of its zone, and in UTC. */
  readonly times: string;
  readonly utc: string;
  readonly place: readonly string[];
  readonly sealed: string;
  readonly gaps: readonly string[];
};

// Widths in points; together they are the width of the text.
const WIDTHS = [46, 56, 66, 48, 72, 52, 48, 26, 72, 76, 84, 100] as const;

export function answerSheet(words: SheetWords): Compose {
  return (provenance, columns, rows) => {
    const { export: about, organisation, installation, integrity } = provenance;
    const made = utcText(new Date(provenance.generatedAt));
    const demo = installation.environment === "DEMO";
    return {
      title: about.title,
      entity: organisation,
      createdAt: new Date(provenance.generatedAt),
      demo,
      sheet: true,
      head: {
        left: organisation,
        middle: about.title,
        right: `As of ${utcText(new Date(provenance.time.asOf))} · Restricted`,
      },
      foot: `Export ${about.id} · generated ${made} · version ${about.version} · data ${integrity.dataSha256.slice(0, 16)}`,
      cover: {
        kicker: about.classification,
        lead: `${demo ? "Demo data: nothing here is real. " : ""}${words.times}. ${words.sentence}`,
        facts: [],
      },
      sections: [
        {
          title: "Who, for whom, what, and what was approved then",
          blocks: [
            {
              kind: "table",
              columns: columns.map(({ header, type }, at) => ({
                header,
                width: WIDTHS[at] ?? 60,
                align: type === "number" ? ("right" as const) : ("left" as const),
                style: "cell" as const,
              })),
              rows: rows.map((row) => row.map((cell) => (cell === null ? "" : String(cell)))),
              empty: `None in period. Query ${provenance.query.id}.`,
            },
          ],
        },
        { title: "What is not known", blocks: gapBlocks(words) },
        {
          title: "How to check it",
          blocks: [{ kind: "facts", groups: factsOf(provenance, words) }],
        },
      ],
    };
  };
}

function gapBlocks({ gaps, sealed }: SheetWords): Block[] {
  const text =
    gaps.length === 0
      ? "No gap is known in this time. What sources neither number nor announce cannot be missed."
      : `Gaps in this time, where more calls may have been made than are recorded: ${gaps.join("; ")}.`;
  return [{ kind: "paragraph", text: `${text} ${sealed}` }];
}

function factsOf({ integrity, ...p }: Provenance, { utc, place }: SheetWords): FactGroup[] {
  const { anchor, anchorReason, storage = "" } = integrity;
  return [
    {
      title: "What was asked",
      lines: [
        { label: "Time", value: utc, mono: true },
        { label: "Place", value: place.join("; ") || "everywhere" },
        { label: "Query", value: p.query.id, mono: true },
        {
          label: "Parameters",
          value: Object.entries(p.query.parameters)
            .map(([name, value]) => `${name}=${value}`)
            .join("; "),
          mono: true,
        },
        { label: "Left out", value: (p.exclusions ?? []).join("; ") },
        {
          label: "Asked by",
          value: `${p.generatedBy.name}, ${p.generatedBy.roles.join(", ")} (${p.generatedBy.id})`,
        },
        { label: "Signed in by", value: p.generatedBy.signIn },
      ],
    },
    {
      title: "What it rests on",
      lines: [
        {
          label: "System",
          value: `${p.systemOfRecord.name} at ${p.systemOfRecord.address}, ${p.installation.environment}`,
        },
        {
          label: "Software",
          value: `${p.software.name} ${p.software.version}, ${p.software.commit}`,
        },
        { label: "Rows", value: `${p.rows.count} lines, truncated=${p.truncated}` },
        { label: "SHA-256", value: integrity.dataSha256, mono: true },
        ...(anchor
          ? [
              {
                label: "Checkpoint",
                value: `${anchor.origin}, size ${anchor.size}, root ${anchor.root}`,
                mono: true as const,
              },
              {
                label: "Signed",
                value: `${anchor.signedAt}, keys ${anchor.keyIds.join(", ")}`,
                mono: true as const,
              },
            ]
          : [{ label: "Checkpoint", value: anchorReason }]),
        { label: "Storage", value: storage },
        { label: "Redaction", value: p.redaction.statement },
      ],
    },
  ];
}
