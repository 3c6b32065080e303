// The report for machines: `verify.mjs --json`, and what the worker of verify.html hands to its page.
import { toBase64 } from "@/lib/ledger/base64";
import { explain } from "@/lib/ledger/verify/explain";
import type { Gap, Report } from "@/lib/ledger/verify/report";
import { formatVkey } from "@/lib/ledger/vkey";
import { notesOf } from "./words";

/** A report as plain JSON. Sizes and indices are numbers: they lie below 2^53. */
export function reportJson(report: Report) {
  const { outcome, exit, first, counts, manifest, checkpoint } = report;
  const { proved, missing, notProvable } = explain(report);
  return {
    verdict: outcome,
    exit,
    first: first === null ? null : firstJson(first),
    failures: Object.fromEntries(counts),
    checkpoint: checkpoint === null ? null : checkpointJson(checkpoint),
    bundle: manifest === null ? null : bundleJson(manifest),
    anchors: report.anchors.map(({ kind, size }) => ({ kind, size: Number(size) })),
    gaps: report.gaps.map(gapJson),
    proofs: report.proofs,
    of_other_logs: report.ofOtherLogs,
    diverging_notes: notesOf(report),
    proved,
    missing,
    not_provable: notProvable,
  };
}

/** The first failure as plain JSON. */
export function firstJson({ reason, detail, file, index }: NonNullable<Report["first"]>) {
  return { reason, file: file ?? null, index: index === undefined ? null : Number(index), detail };
}

function checkpointJson({ origin, size, root, keys }: NonNullable<Report["checkpoint"]>) {
  return { origin, size: Number(size), root: toBase64(root), signed_by: keys.map(formatVkey) };
}

function bundleJson(manifest: NonNullable<Report["manifest"]>) {
  const { created, range, time, disclosed, withheld, claims, sources, unattested } = manifest;
  return {
    created,
    range: { start: Number(range.start), end: Number(range.end) },
    time,
    disclosed: Number(disclosed),
    withheld: Number(withheld),
    claims,
    sources,
    unattested,
    storage: manifest.storage,
    key_separation: manifest.keySeparation,
  };
}

function gapJson(gap: Gap) {
  switch (gap.kind) {
    case "withheld":
      return { ...gap, entries: Number(gap.entries) };
    case "unproven":
      return { ...gap, size: Number(gap.size) };
    default:
      return gap;
  }
}
