import type { Failure, Reason } from "@/lib/ledger/verdict";
import { EXIT_CODES } from "@/lib/ledger/verify/report";
import type { PackFindings, PackGap, PackSignature } from "./pack-findings";
import type { PackManifest } from "./pack-manifest";

/** What the verification of a review pack came to. A pack is never "anchored": it holds single proofs and no history. */
export type PackVerdict = "VERIFIED" | "INCOMPLETE" | "DIVERGED" | "INVALID";

/** A checkpoint of the governance log that the verifier's user holds, and how it stands to those of the pack. */
export type HeldRelation = {
  readonly name: string;
  readonly size: bigint;
  readonly relation: "agrees" | "other-size" | "contradicts";
};

export type PackReport = {
  readonly outcome: PackVerdict;
  readonly exit: (typeof EXIT_CODES)[PackVerdict];
  readonly first: Failure | null;
  /** The first twenty. */
  readonly failures: readonly Failure[];
  readonly counts: ReadonlyMap<Reason, number>;
  readonly manifest: PackManifest | null;
  readonly signatures: readonly PackSignature[];
  readonly gaps: readonly PackGap[];
  /** Sizes of the governance log that the proofs end in, ascending. */
  readonly sizes: readonly bigint[];
  readonly held: readonly HeldRelation[];
  readonly lines: number | null;
};

export function packReport(
  findings: PackFindings,
  {
    manifest,
    held = [],
    lines = null,
  }: Partial<Pick<PackReport, "held" | "lines">> & Pick<PackReport, "manifest">,
): PackReport {
  const { first, failures, counts, signatures, gaps } = findings;
  const outcome = outcomeOf(findings);
  const sizes = [...new Set(findings.checkpoints.map(({ size }) => size))];
  return {
    ...{ outcome, exit: EXIT_CODES[outcome], first, failures, counts, signatures, gaps },
    ...{ manifest, held, lines },
    sizes: sizes.sort((one, other) => (one < other ? -1 : 1)),
  };
}

/** The worst wins. */
function outcomeOf({ counts, gaps }: PackFindings): PackVerdict {
  if ([...counts.keys()].some((reason) => reason !== "fork")) return "INVALID";
  if (counts.size > 0) return "DIVERGED";
  return gaps.length > 0 ? "INCOMPLETE" : "VERIFIED";
}
