// ledger.md §11 and §12: what was proved, in plain words, and what nobody can prove, in the same place.
import type { Anchor, Gap, Outcome, Report } from "./report";

/** What nobody can prove, said in every report (§11). */
export const NOT_PROVABLE = [
  "That the gateway saw each call.",
  "That a recorded statement is true.",
  "That nothing was rewritten before the first checkpoint that somebody else holds.",
] as const;

const MEANS = {
  "VERIFIED, ANCHORED":
    "All holds, and something the operator cannot rewrite says the same of the whole range.",
  VERIFIED: "All holds. Only the operator's key speaks for it.",
  INCOMPLETE: "All that is here holds, but the bundle does not say everything.",
  DIVERGED:
    "Genuinely signed, but not the history that was shown before. Keep both checkpoints: together they are the proof.",
  INVALID: "Something does not hold.",
} as const satisfies Record<Outcome, string>;

/** A report in sentences: the verdict, what was proved, what is missing. */
export type Explanation = {
  readonly verdict: string;
  readonly proved: readonly string[];
  readonly missing: readonly string[];
  readonly notProvable: readonly string[];
};

export function explain(report: Report): Explanation {
  const holds = report.counts.size === 0;
  return {
    verdict: `${report.outcome}. ${MEANS[report.outcome]}`,
    proved: holds ? provedBy(report) : [],
    missing: [
      ...failuresOf(report),
      ...report.gaps.map(sentenceForGap),
      ...(holds ? [...unnumberedIn(report), ...report.later.map(sentenceForLater)] : []),
    ],
    notProvable: NOT_PROVABLE,
  };
}

function provedBy({ manifest, checkpoint, anchors, continued, proofs }: Report): string[] {
  if (manifest === null || checkpoint === null) return [];
  const { range, time, claims, disclosed, withheld, sources } = manifest;
  const keys = checkpoint.keys.map(({ id }) => id).join(", ");
  const entries = `[${range.start}, ${range.end})`;
  return [
    `The log ${checkpoint.origin} had ${entriesOf(checkpoint.size)} under one root, signed by key ${keys}.`,
    `Of ${entries} ${entriesOf(disclosed)} ${disclosed === 1n ? "is here, unchanged and in its place" : "are here, unchanged and in their places"}; ${withheld} withheld.`,
    ...(claims.range
      ? [`No entry is missing between the first and the last index of ${entries}.`]
      : []),
    ...(claims.time && time !== null
      ? [`${entries} is everything that was accepted from ${time.from} to before ${time.to}.`]
      : []),
    ...(claims.source && sources.length > 0
      ? [`Series of numbers of sources that were counted for holes: ${sources.length}.`]
      : []),
    ...(proofs > 0 ? [`Proofs of single entries that hold: ${proofs}.`] : []),
    ...anchors.map(sentenceForAnchor),
    ...continued.map(
      (held) =>
        `${sentenceForAnchor(held)} Nothing before index ${held.size} has changed since; of what follows it, only the operator's key speaks.`,
    ),
  ];
}

const MOST_NAMED = 10;

/** "sources without `seq` are not attested" (§11, 3). */
function unnumberedIn({ manifest }: Report): string[] {
  const sources = manifest?.claims.source ? manifest.unattested : [];
  if (sources.length === 0) return [];
  const named = sources.slice(0, MOST_NAMED).join(", ");
  const rest = sources.length > MOST_NAMED ? ` and ${sources.length - MOST_NAMED} more` : "";
  return [
    `Whether something was lost before it reached the ledger: ${named}${rest} ${sources.length === 1 ? "does" : "do"} not number what is sent.`,
  ];
}

function sentenceForLater(size: bigint): string {
  return `Whether it agrees with the checkpoint of ${entriesOf(size)} that is remembered here: this bundle was made before that, by its own word, and ends below it.`;
}

function entriesOf(count: bigint): string {
  return count === 1n ? "1 entry" : `${count} entries`;
}

function failuresOf({ first, counts }: Report): string[] {
  if (first === null) return [];
  const place = [first.file, first.index === undefined ? undefined : `entry ${first.index}`];
  const where = place.filter((part) => part !== undefined).join(", ");
  const counted = [...counts].map(([reason, count]) => `${count} × ${reason}`).join(", ");
  return [
    `${where === "" ? "" : `${where}: `}${first.detail} (${first.reason})`,
    `In all: ${counted}.`,
  ];
}

function sentenceForAnchor({ kind, size }: Anchor): string {
  switch (kind) {
    case "remembered":
      return `It agrees with the checkpoint of ${entriesOf(size)} that was remembered here.`;
    case "given":
      return `It agrees with the checkpoint of ${entriesOf(size)} that you gave.`;
    case "token":
      return `A time-stamping authority you trust has dated its checkpoint of ${entriesOf(size)}.`;
    default:
      return kind satisfies never;
  }
}

function sentenceForGap(gap: Gap): string {
  switch (gap.kind) {
    case "withheld":
      return `${gap.entries} entries are present as hashes only. That they were chosen honestly is not proved.`;
    case "holes":
      return `Source ${gap.id}, epoch ${gap.epoch ?? "none"}, lacks numbers in ${gap.holes} places: events were lost before the ledger, or came later.`;
    case "not-made":
      return `The statement "${gap.statement}" is not made.`;
    case "unproven":
      return `Nothing here proves that the log continues ${gap.name}. Ask for a bundle with consistency from size ${gap.size}.`;
    default:
      return gap satisfies never;
  }
}
