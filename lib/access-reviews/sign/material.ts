import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { type DecisionRow, decisionHistory } from "../decide/current-decisions";

type Found<Model extends keyof Tx, Finder extends keyof Tx[Model]> = Pick<Tx[Model], Finder>;

/** Where files are made from: a command's transaction, or `read()`. */
export type FileSource = {
  readonly accessReview: Found<"accessReview", "findUnique">;
  readonly reviewLine: Found<"reviewLine", "findMany">;
  readonly reviewDecision: Found<"reviewDecision", "findMany">;
  readonly reviewAssignment: Found<"reviewAssignment", "findMany">;
  readonly reviewDelta: Found<"reviewDelta", "findMany">;
  readonly reviewDeltaFile: Found<"reviewDeltaFile", "findUnique">;
  readonly signature: Found<"signature", "findMany">;
};

/** The kind of the subject that signatures of reviews have. */
export const REVIEW_SUBJECT = "access-review";

/** A started review: its frozen header and hash are there. */
export type StartedReview = NonNullable<
  Awaited<ReturnType<FileSource["accessReview"]["findUnique"]>>
> & { readonly snapshotHash: string; readonly snapshotHeader: string; readonly asOf: Date };

export type LineRow = {
  readonly id: string;
  readonly position: number;
  readonly lineKey: string;
  readonly stages: number;
  readonly text: string;
};

/** That somebody signed their part of a stage: what they decided until `preparedAt` is signed. */
export type SignedPart = {
  readonly role: string;
  readonly personId: string;
  readonly preparedAt: Date;
  readonly receivedAt: Date;
};

/** Who was to decide a line in a stage, from when until when. */
export type AssignmentRow = Awaited<ReturnType<FileSource["reviewAssignment"]["findMany"]>>[number];

/** All that the files of a review are made of, read once. */
export type ReviewMaterial = {
  readonly review: StartedReview;
  readonly lines: readonly LineRow[];
  readonly history: readonly DecisionRow[];
  readonly parts: readonly SignedPart[];
  readonly assignments: readonly AssignmentRow[];
};

/**
 * Reads a started review with its lines and decisions. `only`: ids of the lines to read, where it is about few; no file is made of
 * such a part. Errors: not_found, conflict (not started).
 */
export async function reviewMaterial(
  from: FileSource,
  reviewId: string,
  only?: readonly string[],
): Promise<ReviewMaterial> {
  const review = await startedReview(from, reviewId);
  const lines = await from.reviewLine.findMany({
    where: { reviewId, ...(only ? { id: { in: [...only] } } : {}) },
    select: { id: true, position: true, lineKey: true, stages: true, text: true },
    orderBy: { position: "asc" },
  });
  const ofLines = { reviewId, ...(only ? { lineId: { in: [...only] } } : {}) };
  const history = await decisionHistory(from, reviewId, only);
  const assignments = await from.reviewAssignment.findMany({ where: ofLines });
  return { review, lines, history, parts: await signedParts(from, reviewId), assignments };
}

/** A review that has its snapshot. Errors: not_found, conflict. */
export async function startedReview(
  from: Pick<FileSource, "accessReview">,
  reviewId: string,
): Promise<StartedReview> {
  const review = await from.accessReview.findUnique({ where: { id: reviewId } });
  if (!review) throw new AppError("not_found", "There is no such review.");
  const { snapshotHash, snapshotHeader, asOf } = review;
  if (snapshotHash === null || snapshotHeader === null || asOf === null) {
    throw new AppError("conflict", "This review has not started, so there is nothing to sign.");
  }
  return { ...review, snapshotHash, snapshotHeader, asOf };
}

/** The parts that were signed, oldest first. */
export async function signedParts(
  from: Pick<FileSource, "signature">,
  reviewId: string,
): Promise<SignedPart[]> {
  const rows = await from.signature.findMany({
    where: {
      subjectKind: REVIEW_SUBJECT,
      subjectId: reviewId,
      role: { in: ["stage-1", "stage-2"] },
    },
    select: { role: true, personId: true, receivedAt: true, manifest: true },
    orderBy: { sequence: "asc" },
  });
  return rows.map(({ manifest, ...row }) => ({ ...row, preparedAt: preparedAtOf(manifest) }));
}

/** The instant a manifest was made; the beginning of time where it does not say, so that nothing counts as signed by it. */
export function preparedAtOf(manifest: string): Date {
  const said = /"preparedAt":"([^"]{20,30})"/.exec(manifest)?.[1] ?? "";
  const at = new Date(said);
  return Number.isNaN(at.getTime()) ? new Date(0) : at;
}
