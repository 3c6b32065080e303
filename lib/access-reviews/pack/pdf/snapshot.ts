import { utcText } from "@/lib/core/clock";
import type { Section } from "@/lib/exports/pdf/document";
import { LINE_KIND_LABEL, SILENCE_RULE_LABEL } from "../../labels";
import type { PackMaterial } from "../material";

/** What was frozen: scope and what it leaves out, sources, completeness, rules (REV-01 to REV-04). */
export function snapshotSection({ dossier }: PackMaterial): Section {
  const { header, review } = dossier;
  if (header === null) return { title: "Snapshot", blocks: [] };
  const { scope, exclusions, policy } = header;
  const all = (list: readonly string[]) => (list.length === 0 ? "all" : list.join(", "));
  return {
    title: "Snapshot",
    blocks: [
      {
        kind: "facts",
        groups: [
          {
            title: "Scope",
            lines: [
              { label: "Environments", value: all(scope.environments) },
              { label: "Servers", value: all(scope.serverIds) },
              { label: "Agents", value: all(scope.agentIds) },
              { label: "Kinds", value: all(scope.kinds.map((kind) => LINE_KIND_LABEL[kind])) },
              {
                label: "Left out",
                value:
                  exclusions.length === 0
                    ? "none"
                    : exclusions.map(({ name, reason }) => `${name}: ${reason}`).join("\n"),
              },
            ],
          },
          {
            title: "Frozen",
            lines: [
              { label: "As of", value: utcText(new Date(header.asOf)) },
              { label: "Query", value: header.query, mono: true },
              { label: "Lines", value: header.lines.toLocaleString("en") },
              { label: "SHA-256", value: review.snapshotHash ?? "none", mono: true },
              { label: "Rules", value: `version ${policy.version}` },
              { label: "Silence", value: SILENCE_RULE_LABEL[header.silenceRule] },
            ],
          },
        ],
      },
      {
        kind: "table",
        columns: [
          { header: "Source", width: 300, align: "left", style: "cell" },
          { header: "Last stated", width: 160, align: "left", style: "cellFixed" },
          { header: "Policy version", width: 95, align: "right", style: "cell" },
          { header: "Lines", width: 80, align: "right", style: "cell" },
          { header: "Then", width: 110, align: "left", style: "cell" },
        ],
        rows: header.sources.map((source) => [
          source.name,
          source.statedAt ?? "never",
          String(source.policyVersion ?? "none"),
          source.lines.toLocaleString("en"),
          source.stale ? "stale" : "fresh",
        ]),
        empty: "No source states what it enforces.",
      },
      {
        kind: "table",
        columns: [
          { header: "Compared", width: 330, align: "left", style: "cell" },
          { header: "Of", width: 60, align: "right", style: "cell" },
          { header: "Missing", width: 60, align: "right", style: "cell" },
          { header: "Which", width: 295, align: "left", style: "cell" },
        ],
        rows: header.tieOut.map(({ words, compared, missing, examples }) => [
          words,
          compared.toLocaleString("en"),
          missing.toLocaleString("en"),
          examples.slice(0, 20).join(", "),
        ]),
        empty: "Nothing was compared.",
      },
      {
        kind: "paragraph",
        text: `What the officer said of the differences: ${header.tieOutNote || "nothing, as there were none"}`,
      },
    ],
  };
}
