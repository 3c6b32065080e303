// Everything that the pack of a review is made of, read once.
import "server-only";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { textOf } from "@/lib/ledger/bytes";
import type { StoredSignature } from "@/lib/signatures/as-record";
import { listSignatures } from "@/lib/signatures/queries";
import { type ComparedLine, compareLines } from "../compare/compare";
import { previousDossier } from "../compare/queries";
import type { DecisionLine, DeltaLine } from "../decisions-view";
import { type Dossier, dossierOf, statisticsOfDossier } from "../overview/dossier";
import { peopleOfLine } from "../overview/lines-view";
import { toReview } from "../prepare/queries";
import { SIGNATURE_ROLES } from "../review-view";
import { filesOf, type MadeFile, type ReviewFiles, snapshotFile } from "../sign/files";
import { reviewIntegrity } from "../sign/integrity";
import type { ReviewIntegrity } from "../sign/integrity-view";
import { REVIEW_SUBJECT } from "../sign/material";
import type { ReviewStatistics } from "../statistics-view";
import type { DelegationFileRow, RemovalRecord } from "./columns-after";
import type { Names } from "./tables";

/** A signature with the files it is over, made again from the rows; the snapshot, which all share, stands apart. */
export type SignedFolder = {
  readonly row: StoredSignature;
  readonly files: Omit<ReviewFiles, "snapshot">;
};

export type PackMaterial = {
  readonly dossier: Dossier;
  readonly integrity: ReviewIntegrity;
  readonly snapshot: MadeFile;
  readonly signatures: readonly SignedFolder[];
  readonly decisions: readonly DecisionLine[]; // of the sign-off
  readonly deltas: readonly { readonly version: number; readonly delta: DeltaLine }[];
  readonly removals: readonly RemovalRecord[];
  readonly delegations: readonly DelegationFileRow["delegation"][];
  readonly previous: Dossier | null;
  readonly comparison: readonly ComparedLine[];
  readonly statistics: ReviewStatistics;
  readonly names: Names;
  readonly organisation: string;
  readonly demo: boolean;
  readonly origin: string; // of the governance log
  readonly created: Date;
  readonly version: number; // 1, and one more for each addendum
};

/** What is known beside the review itself. */
export type PackAbout = Pick<PackMaterial, "organisation" | "demo" | "origin" | "created">;

/**
 * Reads a signed review for its pack, after looking at all of it again. Errors: not_found, conflict (BROKEN: then nothing is made of
 * it; or not signed).
 */
export async function packMaterial(reviewId: string, about: PackAbout): Promise<PackMaterial> {
  const row = await read().accessReview.findUnique({ where: { id: reviewId } });
  if (!row) throw new AppError("not_found", "There is no such review.");
  const review = toReview(row);
  const integrity = await reviewIntegrity(reviewId);
  if (integrity.state === "broken") {
    throw new AppError(
      "conflict",
      `BROKEN: what is stored of ${review.reference} is not what was frozen and signed, so no pack is made of it. ${integrity.detail}`,
    );
  }
  if (review.signedAt === null) throw new AppError("conflict", "This review is not signed yet.");
  const dossier = await dossierOf(review);
  const signatures = await signedFolders(reviewId);
  const previous = await previousDossier(dossier);
  const comparison = previous === null ? [] : compareLines(previous.lines, dossier.lines);
  const after = await whatCameAfter(reviewId);
  const deltas = signatures.flatMap(({ files }, at) =>
    files.delta
      ? linesIn<DeltaLine>(files.delta).map((delta) => ({
          version: versionAt(signatures, at),
          delta,
        }))
      : [],
  );
  const signOff = signatures.find((one) => one.row.role === "sign-off");
  return {
    ...about,
    ...{ dossier, integrity, signatures, deltas, previous, comparison, ...after },
    snapshot: await snapshotFile(read(), reviewId),
    decisions: signOff?.files.decisions ? linesIn<DecisionLine>(signOff.files.decisions) : [],
    statistics: statisticsOfDossier(dossier),
    names: await namesIn({ dossier, previous, deltas, comparison, ...after }),
    version: versionAt(signatures, signatures.length - 1),
  };
}

/** 1 up to the sign-off; each addendum is one more. */
function versionAt(signatures: readonly SignedFolder[], at: number): number {
  return 1 + signatures.slice(0, at + 1).filter(({ row }) => row.role === "addendum").length;
}

async function signedFolders(reviewId: string): Promise<SignedFolder[]> {
  const rows = await listSignatures(REVIEW_SUBJECT, reviewId);
  const folders: SignedFolder[] = [];
  for (const row of rows) {
    const role = SIGNATURE_ROLES.find((known) => known === row.role);
    if (role === undefined) throw new Error(`no role of a signature: ${row.role}`);
    const { preparedAt, subject } = manifestOf(row);
    const wish = {
      role,
      personId: row.personId,
      at: new Date(preparedAt),
      version: subject.version,
    };
    const { snapshot: _, ...files } = await filesOf(read(), reviewId, wish);
    folders.push({ row, files });
  }
  return folders;
}

function manifestOf({ manifest }: StoredSignature) {
  const said: { preparedAt: string; subject: { version: number } } = JSON.parse(manifest);
  return said;
}

async function whatCameAfter(reviewId: string) {
  const [removals, assignments] = await Promise.all([
    read().reviewRemediation.findMany({
      where: { reviewId },
      orderBy: [{ openedAt: "asc" }, { lineKey: "asc" }],
    }),
    read().reviewAssignment.findMany({
      where: { reviewId, delegationId: { not: null } },
      distinct: ["delegationId"],
      select: { delegationId: true },
    }),
  ]);
  const used = assignments.flatMap(({ delegationId }) => delegationId ?? []);
  const delegations = await read().reviewDelegation.findMany({
    where: { OR: [{ reviewId }, { id: { in: used } }] },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
  });
  return { removals, delegations };
}

function linesIn<Line>({ bytes }: MadeFile): Line[] {
  const [, ...lines] = (textOf(bytes) ?? "").split("\n").filter(Boolean);
  return lines.map((line): Line => JSON.parse(line));
}

function namesIn(
  held: Pick<
    PackMaterial,
    "dossier" | "previous" | "deltas" | "removals" | "delegations" | "comparison"
  >,
): Promise<Names> {
  const { review, history } = held.dossier;
  return namesOf([
    ...[review.ownerId, review.createdById, review.launchedById, review.lateById],
    ...[...held.dossier.lines, ...(held.previous?.lines ?? [])].flatMap(peopleOfLine),
    ...history.map(({ personId }) => personId),
    ...held.deltas.map(({ delta }) => delta.by),
    ...held.removals.map(({ acceptedById }) => acceptedById),
    ...held.delegations.flatMap(({ fromId, toId }) => [fromId, toId]),
    ...held.comparison.flatMap(({ fields }) =>
      fields.flatMap(({ before, after }) => [before, after]),
    ),
  ]);
}
