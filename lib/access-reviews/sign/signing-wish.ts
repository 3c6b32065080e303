import "server-only";
import { toHex, utf8 } from "@/lib/ledger/bytes";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import type { SigningWish } from "@/lib/signatures/commands/begin-signature";
import type { ReviewPeople } from "../assign/conflicts";
import type { DecisionLine } from "../decisions-view";
import { type Outcome, SILENCE_RULES, type SignatureRole } from "../review-view";
import { headerOf } from "../snapshot/read-line";
import { policyOf } from "../stored";
import { partConflicts, wholeConflicts } from "./conflict-list";
import { partOf, wholeOf } from "./decisions-file";
import { filesFrom, type ReviewFiles, signedFiles } from "./files";
import { lateness } from "./lateness";
import { REVIEW_SUBJECT, type ReviewMaterial } from "./material";
import { scopeWords } from "./scope-words";
import { statisticsJson } from "./signed-statistics";
import { blocksAddendum, blocksPart, blocksSignOff } from "./standing";
import { addendumStatement, type DeltaCounts, partStatement, signOffStatement } from "./statement";
import type { StoredDelta } from "./stored-delta";

/** Who signs, in which role, as of when. `version`: 1, or that of an addendum. */
export type Signing = {
  readonly role: SignatureRole;
  readonly signer: { readonly id: string; readonly name: string; readonly title: string };
  readonly at: Date;
  readonly version: number;
};

/** All that is shown to a signer and then signed. `blocked`: why it cannot be signed now, in sentences. */
export type PreparedSigning = {
  readonly wish: Omit<SigningWish, "method">;
  /** SHA-256 of all that stands in the wish: what the page showed is what is begun. */
  readonly shown: string;
  readonly decisions: readonly DecisionLine[];
  readonly files: ReviewFiles;
  readonly blocked: readonly string[];
};

/** Makes what would be signed of rows that are at hand: the same rows, the same words and hashes. */
export function preparedSigning(
  material: ReviewMaterial,
  delta: StoredDelta | null,
  people: ReviewPeople,
  signing: Signing,
): PreparedSigning {
  const { role, signer, at, version } = signing;
  const { review } = material;
  const decisions = decisionsOf(material, delta, signing);
  const files = filesFrom(material, delta, { role, personId: signer.id, at, version });
  const counts = countsOf(decisions);
  const conflicts = conflictsOfSigning(material, decisions, people, signing);
  const policy = policyOf(review.policy);
  const header = headerOf(review.snapshotHeader);
  const wish = {
    subject: { kind: REVIEW_SUBJECT, id: review.id, reference: review.reference, version },
    ...{ role, files: signedFiles(files), conflicts },
    counts: { lines: decisions.length, ...counts, changes: delta?.rows.length ?? 0 },
    statistics: role === "addendum" ? null : statisticsJson(material, decisions, signing),
    statement: statementOf(material, delta, signing, { counts, conflicts, decisions }),
    scope: header === null ? "" : scopeWords(header),
    policyVersion: policy?.version ?? 0,
  };
  return {
    ...{ wish, decisions, files },
    shown: toHex(sha256(utf8(canonicalJson(wish)))),
    blocked: blocksOf(material, delta, signing),
  };
}

function decisionsOf(
  material: ReviewMaterial,
  delta: StoredDelta | null,
  { role, signer, at }: Signing,
): readonly DecisionLine[] {
  switch (role) {
    case "stage-1":
      return partOf(material, 1, signer.id, at);
    case "stage-2":
      return partOf(material, 2, signer.id, at);
    case "sign-off":
      return wholeOf(material, at);
    case "addendum":
      return delta?.corrected ?? [];
    default:
      return role satisfies never;
  }
}

function countsOf(decisions: readonly DecisionLine[]): Record<Outcome, number> {
  const count = (outcome: Outcome) => decisions.filter((line) => line.outcome === outcome).length;
  return {
    keep: count("keep"),
    "keep-until": count("keep-until"),
    reduce: count("reduce"),
    revoke: count("revoke"),
    transfer: count("transfer"),
    "no-response": count("no-response"),
  };
}

function conflictsOfSigning(
  material: ReviewMaterial,
  decisions: readonly DecisionLine[],
  people: ReviewPeople,
  { role, signer, at }: Signing,
): string[] {
  if (role === "sign-off") return wholeConflicts(material, signer.id, people, at);
  const numbers = decisions.map(({ n }) => n);
  return partConflicts(material, numbers, signer.id, people);
}

type Said = {
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly conflicts: readonly string[];
  readonly decisions: readonly DecisionLine[];
};

function statementOf(
  { review, lines }: ReviewMaterial,
  delta: StoredDelta | null,
  { role, signer, at, version }: Signing,
  { counts, conflicts, decisions }: Said,
): string {
  const facts = {
    ...{ signer, reference: review.reference, counts, conflicts },
    snapshot: { lines: lines.length, asOf: review.asOf, hash: review.snapshotHash },
  };
  const changes = deltaCounts(delta);
  switch (role) {
    case "stage-1":
    case "stage-2":
      return partStatement({
        ...{ ...facts, lines: decisions.length },
        stage: role === "stage-1" ? 1 : 2,
      });
    case "sign-off":
      return signOffStatement({
        ...{ ...facts, delta: changes },
        silenceRule: SILENCE_RULES.find((known) => known === review.silenceRule) ?? "leave",
        late: lateness(review, at).isLate && review.lateReason !== "" ? review.lateReason : null,
      });
    case "addendum":
      return addendumStatement({
        ...{ ...facts, version, delta: changes, reason: delta?.reason ?? "" },
        corrected: decisions.length,
      });
    default:
      return role satisfies never;
  }
}

function deltaCounts(delta: StoredDelta | null): DeltaCounts {
  const rows = delta?.rows ?? [];
  const byDisposition: Record<string, number> = {};
  for (const { disposition } of rows) {
    if (disposition) byDisposition[disposition] = (byDisposition[disposition] ?? 0) + 1;
  }
  return { lines: rows.length, until: delta?.frozenAt ?? null, byDisposition };
}

function blocksOf(
  material: ReviewMaterial,
  delta: StoredDelta | null,
  { role, signer, at }: Signing,
): string[] {
  switch (role) {
    case "stage-1":
      return blocksPart(material, 1, signer.id, at);
    case "stage-2":
      return blocksPart(material, 2, signer.id, at);
    case "sign-off":
      return blocksSignOff(material, delta, lateness(material.review, at), at);
    case "addendum":
      return blocksAddendum(material, delta);
    default:
      return role satisfies never;
  }
}
