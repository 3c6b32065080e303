import { explain } from "@/lib/ledger/verify/explain";
import type { Report } from "@/lib/ledger/verify/report";
import { explainPack } from "@/lib/signatures/pure/verify-pack-explain";
import type { PackReport } from "@/lib/signatures/pure/verify-pack-report";
import { packFacts } from "../shared/pack-json";
import { type Fact, factsOf, notesOf, printable } from "../shared/words";

/** The report for people, ended by LF. `memory` says what was remembered. */
export function reportText(report: Report, memory: readonly string[]): string {
  const { verdict, proved, missing, notProvable } = explain(report);
  const holds = report.counts.size === 0;
  const others = report.ofOtherLogs.map((name) => `${name} is a checkpoint of another log.`);
  return [
    printable(verdict),
    ...facts(factsOf(report)),
    ...list("What was proved", proved),
    ...list(holds ? "What is not stated or not here" : "What does not hold", missing),
    ...list("What says nothing here", others),
    ...list("What nobody can prove", notProvable),
    ...notes(report),
    ...(memory.length === 0 ? [] : ["", ...memory.map((line) => printable(line))]),
    "",
  ].join("\n");
}

/** The same of a review pack. */
export function packText(report: PackReport, memory: readonly string[]): string {
  const { verdict, proved, missing, remarks, notProvable } = explainPack(report);
  const holds = report.counts.size === 0;
  return [
    printable(verdict),
    ...facts(packFacts(report)),
    ...list("What was proved", proved),
    ...list(holds ? "What is not here" : "What does not hold", missing),
    ...list("What is to be known of it", remarks),
    ...list("What nobody can prove", notProvable),
    "",
    ...memory,
    "",
  ].join("\n");
}

function facts(known: readonly Fact[]): string[] {
  if (known.length === 0) return [];
  const width = Math.max(...known.map(([name]) => name.length)) + 2;
  return ["", ...known.map(([name, value]) => `${name.padEnd(width)}${printable(value)}`)];
}

function list(title: string, sentences: readonly string[]): string[] {
  if (sentences.length === 0) return [];
  return ["", title, ...sentences.map((sentence) => `  - ${printable(sentence)}`)];
}

function notes(report: Report): string[] {
  const [own, ...others] = notesOf(report);
  if (own === undefined) return [];
  return [
    "",
    "The checkpoint of this bundle:",
    printable(own, "kept"),
    ...others.flatMap((other) => ["The checkpoint it contradicts:", printable(other, "kept")]),
  ];
}
