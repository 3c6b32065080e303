// What a verified review pack proves, in plain words, and what it cannot, in the same place.
import type { Failure } from "@/lib/ledger/verdict";
import { PACK_REMARKS, type PackGap, type PackRemark, type PackSignature } from "./pack-findings";
import type { HeldRelation, PackReport, PackVerdict } from "./verify-pack-report";

/** What no pack can prove, said in every report. */
export const PACK_NOT_PROVABLE = [
  "What a signer saw: a passkey shows no text. It proves the digest of what was signed, not what the screen showed (SIG-05).",
  "That a decision was a good one, or that a reviewer looked: see the statistics, which the server computed and the signer signed.",
  "That the snapshot holds everything that could call: it holds what the named sources stated at that instant.",
  "That no later addendum exists: ask for a newer pack.",
  "Instants other than those of a time stamp authority: they are the server's clock.",
  "What the tables and the PDF say beyond the signed files: they are renderings under the server's seal, not under a reviewer's signature. Of decisions.csv outcomes, decisions, people and comments are held against what was signed; of the others nothing is.",
  "That nothing was rewritten before the first checkpoint of the governance log that somebody else holds.",
] as const;

const MEANS = {
  VERIFIED: "All holds: who decided what, and that it is what they signed.",
  INCOMPLETE: "All that is here holds, but something is not here.",
  DIVERGED:
    "Genuinely signed, but not under the history that was shown before. Keep both checkpoints: together they are the proof.",
  INVALID: "Something does not hold.",
} as const satisfies Record<PackVerdict, string>;

export type PackExplanation = {
  readonly verdict: string;
  readonly proved: readonly string[];
  readonly missing: readonly string[];
  /** What holds, and is to be known all the same. */
  readonly remarks: readonly string[];
  readonly notProvable: readonly string[];
};

export function explainPack(report: PackReport): PackExplanation {
  const holds = report.counts.size === 0;
  return {
    verdict: `${report.outcome}. ${MEANS[report.outcome]}`,
    proved: holds ? provedBy(report) : [],
    missing: [...failuresOf(report), ...report.gaps.map(sentenceForGap)],
    remarks: [...remarksOf(report.signatures), ...report.held.map(sentenceForHeld)],
    notProvable: PACK_NOT_PROVABLE,
  };
}

const ROLES: Readonly<Record<string, string>> = {
  "stage-1": "first stage",
  "stage-2": "second stage",
  "sign-off": "sign-off",
  addendum: "addendum",
};

/** `Ada Moreau, Head of data (first stage, 001)` */
export function signatureTitle({ name, title, role, folder }: PackSignature): string {
  return `${name}, ${title} (${ROLES[role] ?? role}, ${folder})`;
}

function provedBy({ manifest, lines, signatures, gaps, sizes }: PackReport): string[] {
  if (manifest === null) return [];
  const isLaunchProved = gaps.every((gap) => gap.kind !== "not-in-ledger" || gap.what !== "launch");
  return [
    ...(isLaunchProved
      ? [
          `The snapshot of ${lines ?? 0} lines is the one whose hash the log ${manifest.origin} took at the start of ${manifest.review.reference}.`,
        ]
      : []),
    ...signatures.map(
      (signature) =>
        `${signatureTitle(signature)} signed the manifest with SHA-256 ${signature.digest} at ${signature.signedAt}${recorded(signature)}.`,
    ),
    ...(signatures.some(({ role }) => role === "sign-off")
      ? [
          "Every line of the snapshot has an outcome, and it is the stricter of what the people assigned to it decided and signed; what nobody signed is no response.",
        ]
      : []),
    `Every file is the one that was sealed. Proofs end in the governance log at ${sizes.map((size) => `${size} entries`).join(", ")}.`,
  ];
}

function recorded({ recordedAt }: PackSignature): string {
  return recordedAt === null ? "" : `; the governance log took it at ${recordedAt}`;
}

const REMARKS = {
  password:
    "signed by password, which the server sealed: weaker than a passkey, as whoever runs the server could have made it.",
  synced: "the passkey can be synced between devices, so it proves less of who held it.",
  "recently-enrolled": "the passkey was enrolled less than 24 hours before it signed.",
  "revoked-later": "the passkey was revoked later; what it signed before stays signed.",
  "not-time-stamped": "no time stamp authority dated it: the time is the server's and the log's.",
  "time-stamp-not-checked": "its time stamp was not checked: verify.mjs does it with --tsa-ca.",
  "taken-later": "the governance log took it more than an hour from the time it states.",
  "signer-not-listed":
    "the assignments that were signed do not say that this person was to sign it.",
} as const satisfies Record<PackRemark, string>;

/** One sentence for each thing to be known, and of which signatures. */
function remarksOf(signatures: readonly PackSignature[]): string[] {
  return PACK_REMARKS.flatMap((remark) => {
    const folders = signatures.filter(({ remarks }) => remarks.includes(remark));
    if (folders.length === 0) return [];
    return [`${folders.map(({ folder }) => folder).join(", ")}: ${REMARKS[remark]}`];
  });
}

const MOST_NAMED = 10;

function failuresOf({ failures, first, counts }: PackReport): string[] {
  if (first === null) return [];
  const counted = [...counts].map(([reason, count]) => `${count} × ${reason}`).join(", ");
  return [...failures.slice(0, MOST_NAMED).map(sentenceForFailure), `In all: ${counted}.`];
}

/** Where it is, what it is, and the reason: `signatures/001/decisions.ndjson, line 4: … (decisions)` */
export function sentenceForFailure({ file, index, detail, reason }: Failure): string {
  const number = file?.endsWith(".tlog-proof") ? `entry ${index}` : `line ${index}`;
  const place = [file, index === undefined ? undefined : number];
  const where = place.filter((part) => part !== undefined).join(", ");
  return `${where === "" ? "" : `${where}: `}${detail} (${reason})`;
}

function sentenceForGap(gap: PackGap): string {
  switch (gap.kind) {
    case "no-signature":
      return "Nobody has signed anything yet.";
    case "not-signed-off":
      return "The review is not signed off.";
    case "not-in-ledger":
      return gap.what === "launch"
        ? `Nothing proves that the governance log took the snapshot (${gap.file} is missing).`
        : `Nothing proves that the governance log took this signature (${gap.file} is missing).`;
    default:
      return gap satisfies never;
  }
}

function sentenceForHeld({ name, size, relation }: HeldRelation): string {
  switch (relation) {
    case "agrees":
      return `${name}: the checkpoint you hold, of ${size} entries, is that of the pack.`;
    case "other-size":
      return `${name}: the checkpoint you hold has ${size} entries, another size than the proofs here; a bundle of the governance log can compare them.`;
    case "contradicts":
      return `${name}: the checkpoint you hold, of ${size} entries, contradicts the pack.`;
    default:
      return relation satisfies never;
  }
}
