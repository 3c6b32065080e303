// The report on a review pack for machines, with the members that the report on a bundle has, and its own beside them.
import { explainPack, sentenceForFailure } from "@/lib/signatures/pure/verify-pack-explain";
import type { PackReport } from "@/lib/signatures/pure/verify-pack-report";
import { firstJson } from "./report-json";
import type { Fact } from "./words";

/** A report as plain JSON. Sizes and indices are numbers: they lie below 2^53. */
export function packJson(report: PackReport) {
  const { outcome, exit, first, failures, counts, manifest, signatures, gaps, held } = report;
  const { proved, missing, remarks, notProvable } = explainPack(report);
  return {
    kind: "access-review-pack",
    verdict: outcome,
    exit,
    first: first === null ? null : firstJson(first),
    failures: Object.fromEntries(counts),
    failing: failures.map(sentenceForFailure),
    review: manifest === null ? null : manifest.review,
    pack:
      manifest === null
        ? null
        : { created: manifest.created, origin: manifest.origin, demo: manifest.demo },
    signatures,
    gaps,
    held: held.map(({ name, size, relation }) => ({ name, size: Number(size), relation })),
    sizes: report.sizes.map(Number),
    proved,
    missing,
    remarks,
    not_provable: notProvable,
  };
}

/** What is known of a pack whose manifest could be read. */
export function packFacts({ manifest, lines, signatures, sizes }: PackReport): Fact[] {
  if (manifest === null) return [];
  const { review, origin, created, demo } = manifest;
  return [
    ["Review", `${review.reference}, version ${review.version}, ${review.status}`],
    ["Log", origin],
    ["Snapshot", lines === null ? "not readable" : `${lines} lines`],
    ["Signatures", String(signatures.length)],
    ["Proofs end at", sizes.map((size) => `${size} entries`).join(", ")],
    ["Pack made", created],
    ...(demo ? [["Data", "DEMO DATA, made up for a demonstration"] as const] : []),
  ];
}
