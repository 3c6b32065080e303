import "server-only";
import { namesOf } from "@/lib/auth/people";
import type { Tx } from "@/lib/change-log/transact";
import type { read } from "@/lib/db/read";
import { reviewPeople } from "../assign/people";
import type { SignatureRole } from "../review-view";
import { linesHad, partOf } from "./decisions-file";
import { REVIEW_SUBJECT, type ReviewMaterial, reviewMaterial } from "./material";
import { type PreparedSigning, preparedSigning } from "./signing-wish";
import { type StoredDelta, storedDelta } from "./stored-delta";

type From = Tx | ReturnType<typeof read>;

/** A review as one person would sign it in one role, as of an instant. */
export type LoadedSigning = PreparedSigning & {
  readonly material: ReviewMaterial;
  readonly delta: StoredDelta | null;
  /** 1, or the number of the addendum that is being prepared. */
  readonly version: number;
  /** Whether this person is the one to sign in this role. */
  readonly isTheirs: boolean;
};

/** Reads all that a signature would be about. Errors: not_found (no such review or person), conflict (not started). */
export async function loadSigning(
  from: From,
  wish: { readonly reviewId: string; readonly role: SignatureRole; readonly personId: string },
  at: Date,
): Promise<LoadedSigning> {
  const { reviewId, role, personId } = wish;
  const material = await reviewMaterial(from, reviewId);
  const version = role === "addendum" ? await nextVersion(from, reviewId) : 1;
  const delta = await storedDelta(from, reviewId, version);
  const people = await reviewPeople(from);
  const names = await namesOf([personId]);
  const signer = names.get(personId) ?? { id: personId, name: "", title: "" };
  const prepared = preparedSigning(material, delta, people, { role, signer, at, version });
  return { ...prepared, ...{ material, delta, version }, isTheirs: isToSign(material, wish, at) };
}

/** The version of the next addendum: one more than signatures of the whole there are. */
export async function nextVersion(from: From, reviewId: string): Promise<number> {
  const made = await from.signature.count({
    where: {
      ...{ subjectKind: REVIEW_SUBJECT, subjectId: reviewId },
      role: { in: ["sign-off", "addendum"] },
    },
  });
  return made + 1;
}

/** Whether a person is the one to sign in a role: they have or decided lines of the stage; they answer for the whole. */
function isToSign(
  material: ReviewMaterial,
  { role, personId }: { readonly role: SignatureRole; readonly personId: string },
  at: Date,
): boolean {
  switch (role) {
    case "stage-1":
    case "stage-2": {
      const stage = role === "stage-1" ? 1 : 2;
      const had = linesHad(material.assignments, stage, personId, at).size > 0;
      return had || partOf(material, stage, personId, at).length > 0;
    }
    case "sign-off":
    case "addendum":
      return isAnswerable(material, personId, at);
    default:
      return role satisfies never;
  }
}

function isAnswerable({ review, assignments }: ReviewMaterial, personId: string, at: Date) {
  const signsOff = assignments.filter(
    ({ stage, fromAt, until }) => stage === 3 && fromAt <= at && (until === null || until > at),
  );
  if (signsOff.length === 0) return review.ownerId === personId;
  return signsOff.some((row) => row.personId === personId);
}
