import type { MatrixAnswer } from "@/lib/access-matrix/matrix/matrix-view";

/** What the matrix proves or lacks, in one breath. */
export function matrixSentence({ totals, sources, ownOnly, trackedFrom }: MatrixAnswer): string {
  const whose = ownOnly ? " of the agents that you answer for" : "";
  const granted = `${upper(counted(totals.granted, "cell is granted", "cells are granted"))}${whose}`;
  const rest = `${number(totals.enforced)} enforced, ${number(totals.used)} used`;
  return `${granted}, ${rest}. ${deviating(totals.flagged)} ${unknown(totals.unknown, sources)}${
    trackedFrom === null ? " No call is in the ledger, so nothing is known of use." : ""
  }`;
}

function deviating(flagged: number): string {
  if (flagged === 0) return "No deviation is known.";
  return `${counted(flagged, "deviates", "deviate")} from what was approved.`;
}

function unknown(cells: number, sources: MatrixAnswer["sources"]): string {
  if (sources.length === 0) return "No source has said what it enforces.";
  const stale = sources.filter(({ fresh }) => !fresh).length;
  if (stale === 0 && cells === 0) return "Every source has said lately what it enforces.";
  const unsure = `of ${counted(cells, "cell", "cells")} nobody can say whether they are enforced`;
  if (stale === 0) return `${upper(unsure)}.`;
  const silent = upper(counted(stale, "source is stale", "sources are stale"));
  return cells === 0 ? `${silent}.` : `${silent}: ${unsure}.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count === 0 ? "no" : number(count)} ${count < 2 ? one : many}`;
}

function upper(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function number(count: number): string {
  return count.toLocaleString("en");
}
