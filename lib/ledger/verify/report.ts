// ledger.md §12, Verifier: exit codes and verdicts. The worst wins.
import type { SignedCheckpoint } from "../checkpoint";
import { type Manifest, STATEMENTS, type Statement } from "../manifest";
import type { Failure, Reason } from "../verdict";
import type { Compared } from "./check-history";
import type { Findings } from "./findings";
import type { OpenBundle } from "./open-bundle";
import { formatRemembered } from "./remembered";

/** What a verification came to. */
export type Outcome = "VERIFIED, ANCHORED" | "VERIFIED" | "INCOMPLETE" | "DIVERGED" | "INVALID";

/** How `verify.mjs` ends. */
export const EXIT_CODES = {
  "VERIFIED, ANCHORED": 0,
  VERIFIED: 10,
  INCOMPLETE: 20,
  DIVERGED: 30,
  INVALID: 40,
} as const satisfies Record<Outcome, number>;

/** Usage, a missing trusted key included. */
export const EXIT_USAGE = 64;

/** Something the operator cannot rewrite, of size ≥ b, that agrees. */
export type Anchor = {
  readonly kind: "remembered" | "given" | "token";
  readonly size: bigint;
};

/** Why a bundle in which all holds is not complete. */
export type Gap =
  | { readonly kind: "withheld"; readonly entries: bigint }
  | {
      readonly kind: "holes";
      readonly id: string;
      readonly epoch: string | null;
      readonly holes: number;
    }
  | { readonly kind: "not-made"; readonly statement: Statement }
  | { readonly kind: "unproven"; readonly name: string; readonly size: bigint };

export type Report = {
  readonly outcome: Outcome;
  readonly exit: (typeof EXIT_CODES)[Outcome];
  readonly first: Failure | null;
  readonly counts: ReadonlyMap<Reason, number>;
  readonly manifest: Manifest | null;
  readonly checkpoint: SignedCheckpoint | null;
  readonly anchors: readonly Anchor[];
  /** Held checkpoints that agree as well, but end before the range does. */
  readonly continued: readonly Anchor[];
  /** Sizes of remembered checkpoints that a later bundle brought, which this one cannot be held against. */
  readonly later: readonly bigint[];
  readonly gaps: readonly Gap[];
  /** The checkpoints that diverge from that of the bundle. Both notes together are the proof. */
  readonly diverging: readonly SignedCheckpoint[];
  readonly proofs: number;
  /** Given checkpoints of other logs, which say nothing here. */
  readonly ofOtherLogs: readonly string[];
  /** The bytes to remember for this origin from now on; null where nothing new was learned. */
  readonly remember: Uint8Array | null;
};

/** What the steps found. Without a bundle the note did not open, and nothing else can be said. */
export type Evidence = {
  readonly findings: Findings;
  readonly bundle: OpenBundle | null;
  readonly compared: readonly Compared[];
  /** Sizes of checkpoints of this history that a trusted authority has dated. */
  readonly dated: readonly bigint[];
  readonly proofs: number;
  readonly ofOtherLogs: readonly string[];
};

/** The verdict over what was found. */
export function reportOf({ findings, bundle, compared, dated, ...rest }: Evidence): Report {
  const { first, counts } = findings;
  const gaps = bundle === null ? [] : gapsOf(bundle, compared);
  const agreeing = agreeingOf(compared, dated);
  const end = bundle?.manifest.range.end ?? null;
  // Only what reaches the end of the range speaks for all of it.
  const anchors = end === null ? [] : agreeing.filter(({ size }) => size >= end);
  const outcome = bundle === null ? "INVALID" : outcomeOf([...counts.keys()], gaps, anchors);
  return {
    ...{ outcome, exit: EXIT_CODES[outcome], first, counts, anchors, gaps, ...rest },
    continued: end === null ? [] : agreeing.filter(({ size }) => size < end),
    later: compared
      .filter(({ relation }) => relation === "later")
      .map(({ checkpoint }) => checkpoint.size),
    manifest: bundle?.manifest ?? null,
    checkpoint: bundle?.checkpoint ?? null,
    diverging: compared
      .filter(({ relation }) => relation === "diverges")
      .map(({ checkpoint }) => checkpoint),
    remember: bundle === null ? null : toRemember(bundle, compared, outcome),
  };
}

function outcomeOf(
  reasons: readonly Reason[],
  gaps: readonly Gap[],
  anchors: readonly Anchor[],
): Outcome {
  if (reasons.some((reason) => reason !== "fork" && reason !== "truncated")) return "INVALID";
  if (reasons.length > 0) return "DIVERGED";
  if (gaps.length > 0) return "INCOMPLETE";
  return anchors.length > 0 ? "VERIFIED, ANCHORED" : "VERIFIED";
}

function gapsOf({ manifest }: OpenBundle, compared: readonly Compared[]): Gap[] {
  const { withheld, sources, claims, time } = manifest;
  const asked = { range: true, time: time !== null, source: true, filter: true };
  return [
    ...(withheld > 0n ? [{ kind: "withheld" as const, entries: withheld }] : []),
    // Where entries are withheld, their numbers are missing too: that says nothing of the source.
    ...(claims.source ? sources : [])
      .filter(({ holes }) => holes.length > 0)
      .map(({ id, epoch, holes }) => ({ kind: "holes" as const, id, epoch, holes: holes.length })),
    ...STATEMENTS.filter((statement) => asked[statement] && !claims[statement]).map(
      (statement) => ({ kind: "not-made" as const, statement }),
    ),
    ...compared
      .filter(({ relation, checkpoint }) => relation === "unproven" && checkpoint.size > 0n)
      .map(({ name, checkpoint }) => ({ kind: "unproven" as const, name, size: checkpoint.size })),
  ];
}

function agreeingOf(compared: readonly Compared[], dated: readonly bigint[]): Anchor[] {
  const held = compared.flatMap(({ holder, relation, checkpoint }) =>
    holder === "bundle" || relation !== "agrees" ? [] : [{ kind: holder, size: checkpoint.size }],
  );
  return [...held, ...dated.map((size) => ({ kind: "token" as const, size }))];
}

/** "the larger of two consistent ones": without proof that it continues what is remembered, a checkpoint does not replace it. */
function toRemember(
  { checkpoint, manifest }: OpenBundle,
  compared: readonly Compared[],
  outcome: Outcome,
): Uint8Array | null {
  if (outcome === "INVALID" || outcome === "DIVERGED") return null;
  const before = compared.find(({ holder }) => holder === "remembered");
  const isNew =
    before === undefined ||
    (before.relation === "agrees" && before.checkpoint.size < checkpoint.size);
  if (!isNew) return null;
  return formatRemembered({ created: manifest.created, checkpoint: checkpoint.note });
}
