import "server-only";
import { utf8 } from "@/lib/ledger/bytes";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { hashFile, type SignedFile } from "@/lib/signatures/pure/manifest";
import type { AssignmentLine, AssignmentsHeader, DecisionLine } from "../decisions-view";
import type { SignatureRole } from "../review-view";
import { decisionsHeader, partOf, wholeOf } from "./decisions-file";
import { type FileSource, type ReviewMaterial, reviewMaterial, startedReview } from "./material";
import { type StoredDelta, storedDelta } from "./stored-delta";

/** A file as it is signed and handed out: NDJSON, each line RFC 8785 and ended by LF, the header first. */
export type MadeFile = SignedFile & { readonly bytes: Uint8Array };

/** The names under which files stand in the manifest of a signature; `<name>.ndjson` where they are handed out. */
export type ReviewFile = "snapshot" | "decisions" | "delta" | "assignments";
export type ReviewFiles = Partial<Record<ReviewFile, MadeFile>>;

/** Whose signature, in which role, over what stood there at which instant. `version`: of the delta; 1 until an addendum. */
export type FileWish = {
  readonly role: SignatureRole;
  readonly personId: string;
  readonly at: Date;
  readonly version: number;
};

/**
 * The files that a signature is about, made from the rows: snapshot and own decisions of a part; all four of the sign-off;
 * snapshot, corrected decisions and delta of an addendum. The same rows always make the same bytes. Errors: not_found, conflict (not started).
 */
export async function filesOf(
  from: FileSource,
  reviewId: string,
  wish: FileWish,
): Promise<ReviewFiles> {
  const delta = await storedDelta(from, reviewId, wish.version);
  return filesFrom(await reviewMaterial(from, reviewId), delta, wish);
}

/** The same of rows that are at hand. */
export function filesFrom(
  material: ReviewMaterial,
  stored: StoredDelta | null,
  wish: FileWish,
): ReviewFiles {
  const snapshot = snapshotOf(material);
  if (wish.role === "addendum") {
    return {
      snapshot,
      ...(stored === null
        ? {}
        : { decisions: correctedFile(material, stored), delta: deltaOf(stored) }),
    };
  }
  const decisions = decisionsOf(material, wish.role, wish.personId, wish.at);
  if (wish.role !== "sign-off") return { snapshot, decisions };
  return {
    ...{ snapshot, decisions },
    ...(stored === null ? {} : { delta: deltaOf(stored) }),
    assignments: assignmentsOf(material),
  };
}

/** snapshot.ndjson, as it was frozen. Errors: not_found, conflict (not started). */
export async function snapshotFile(from: FileSource, reviewId: string): Promise<MadeFile> {
  const review = await startedReview(from, reviewId);
  const lines = await from.reviewLine.findMany({
    where: { reviewId },
    select: { text: true },
    orderBy: { position: "asc" },
  });
  return made([review.snapshotHeader, ...lines.map(({ text }) => text)]);
}

/**
 * decisions.ndjson. Of a stage: what `by` decided in it until `at`. Of the sign-off (`by` is not asked): every line with what it
 * ended with, of what had been signed until `at`. Errors: not_found, conflict (not started).
 */
export async function decisionsFile(
  from: FileSource,
  reviewId: string,
  role: Exclude<SignatureRole, "addendum">,
  by: string | null,
  at: Date,
): Promise<MadeFile> {
  return decisionsOf(await reviewMaterial(from, reviewId), role, by, at);
}

/** delta.ndjson of a version with its dispositions; null where none was frozen. */
export async function deltaFile(
  from: Pick<FileSource, "reviewDelta" | "reviewDeltaFile">,
  reviewId: string,
  version: number,
): Promise<MadeFile | null> {
  const delta = await storedDelta(from, reviewId, version);
  return delta === null ? null : deltaOf(delta);
}

/** assignments.ndjson: who was to decide what, from when until when; ended ones as well. */
export async function assignmentsFile(from: FileSource, reviewId: string): Promise<MadeFile> {
  return assignmentsOf(await reviewMaterial(from, reviewId));
}

function assignmentsOf({ review, assignments, lines }: ReviewMaterial): MadeFile {
  const positions = new Map(lines.map(({ id, position }) => [id, position]));
  const said = assignments.map((row): AssignmentLine => {
    const { personId, how, why, fromAt, until } = row;
    return {
      n: row.lineId === null ? 0 : (positions.get(row.lineId) ?? 0),
      stage: stageOf(row.stage),
      person: personId,
      ...{ how, why, from: fromAt.toISOString(), until: until?.toISOString() ?? null },
    };
  });
  const header: AssignmentsHeader = {
    ...{ v: 1, file: "assignments", review: review.id, lines: said.length },
  };
  return made([header, ...said.sort(byPlace)].map(canonicalJson));
}

/** What a manifest says of files: their facts without their bytes. */
export function signedFiles(files: ReviewFiles): Record<string, SignedFile> {
  return Object.fromEntries(
    Object.entries(files).map(([name, { sha256, lines, lineHashes }]) => [
      name,
      { sha256, lines, lineHashes },
    ]),
  );
}

function snapshotOf({ review, lines }: ReviewMaterial): MadeFile {
  return made([review.snapshotHeader, ...lines.map(({ text }) => text)]);
}

function decisionsOf(
  material: ReviewMaterial,
  role: Exclude<SignatureRole, "addendum">,
  by: string | null,
  at: Date,
): MadeFile {
  const lines = decisionLines(material, role, by, at);
  const header = decisionsHeader(material, role, role === "sign-off" ? null : by, lines.length);
  return made([header, ...lines].map(canonicalJson));
}

function decisionLines(
  material: ReviewMaterial,
  role: Exclude<SignatureRole, "addendum">,
  by: string | null,
  at: Date,
): readonly DecisionLine[] {
  if (role === "sign-off") return wholeOf(material, at);
  return partOf(material, role === "stage-2" ? 2 : 1, by ?? "", at);
}

function deltaOf({ header, lines }: StoredDelta): MadeFile {
  return made([header, ...lines.map(canonicalJson)]);
}

// The corrected lines stand as they were prepared; only their header is made here.
function correctedFile(material: ReviewMaterial, { decisions }: StoredDelta): MadeFile {
  const lines = decisions.split("\n").filter(Boolean);
  return made([canonicalJson(decisionsHeader(material, "addendum", null, lines.length)), ...lines]);
}

// By line, then stage, then time; equal ones by person and reason, so that the order is one whatever the database answers.
function byPlace(one: AssignmentLine, other: AssignmentLine): number {
  return one.n - other.n || one.stage - other.stage || compared(orderOf(one), orderOf(other));
}

const orderOf = ({ from, person, how, why, until }: AssignmentLine) =>
  [from, person, how, why, until ?? ""].join("\n");

function compared(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function stageOf(stage: number): 1 | 2 | 3 {
  if (stage === 1 || stage === 2) return stage;
  return 3;
}

function made(lines: readonly string[]): MadeFile {
  const bytes = utf8(lines.map((line) => `${line}\n`).join(""));
  return { ...hashFile(bytes), bytes };
}
