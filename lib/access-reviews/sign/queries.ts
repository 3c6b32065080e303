import "server-only";
import { type Actor, authorize, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { HOUR_MS } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { RECENT_ENROLMENT_HOURS } from "@/lib/signatures/labels";
import { reviewerParts } from "../assign/queries";
import { OUTCOME_LABEL } from "../labels";
import { type PartRow, toPartRow } from "../overview/overview-view";
import { visibleReviews } from "../prepare/visible";
import { OUTCOMES, type SignatureRole } from "../review-view";
import { allowsPassword } from "./commands/begin-signing";
import { deltaView } from "./delta-words";
import { lateness } from "./lateness";
import { type LoadedSigning, loadSigning, nextVersion } from "./load-signing";
import { type StartedReview, startedReview } from "./material";
import type { DeltaView, LateView, SigningView } from "./sign-view";
import { signedStatistics } from "./signed-statistics";
import { storedDelta } from "./stored-delta";

/**
 * What the actor would sign now in a role, with what stands against it; null where it is not theirs to sign. Errors: forbidden,
 * not_found (also: not theirs to see), conflict (not started).
 */
export async function getSigning(
  actor: Actor,
  reviewId: string,
  role: SignatureRole,
  now: Date,
): Promise<SigningView | null> {
  authorize(actor, "review:sign");
  await assertVisible(actor, reviewId);
  const signing = await loadSigning(read(), { reviewId, role, personId: actor.id }, now);
  if (!signing.isTheirs) return null;
  const { wish, material } = signing;
  const signer = { role, signer: { id: actor.id }, at: now };
  const statistics =
    wish.statistics === null ? null : signedStatistics(material, signing.decisions, signer);
  const people = await namesOf([
    actor.id,
    ...(statistics?.reviewers.map(({ personId }) => personId) ?? []),
  ]);
  const { name = "", title = "" } = people.get(actor.id) ?? {};
  return {
    ...{ reviewId, role, reference: material.review.reference, version: signing.version },
    ...{ statement: wish.statement, shown: signing.shown, conflicts: wish.conflicts, name, title },
    ...{ blocked: signing.blocked, counts: countsOf(wish.counts), files: filesOf(wish.files) },
    statistics,
    names: Object.fromEntries([...people].map(([id, person]) => [id, person.name])),
    ...(await methodOf(actor.id, material.review, now)),
  };
}

/** Counts of a manifest in words, in the order of the outcomes. */
export function countsOf(counts: Readonly<Record<string, number>>): SigningView["counts"] {
  return OUTCOMES.map((outcome) => ({
    label: OUTCOME_LABEL[outcome],
    count: counts[outcome] ?? 0,
  }));
}

/** Files of a manifest, by name. */
export function filesOf(files: LoadedSigning["wish"]["files"]): SigningView["files"] {
  return Object.entries(files).map(([name, { lines, sha256 }]) => ({
    ...{ name: `${name}.ndjson`, lines, sha256 },
  }));
}

async function methodOf(personId: string, review: StartedReview, now: Date) {
  const [passkeys, password] = await Promise.all([
    read().passkey.findMany({
      where: { personId, revokedAt: null },
      select: { enrolledAt: true },
      take: 50,
    }),
    read().passwordCredential.count({ where: { personId } }),
  ]);
  const passwordAllowed = allowsPassword(review);
  const recent = now.getTime() - RECENT_ENROLMENT_HOURS * HOUR_MS;
  return {
    method: methodFor(passkeys.length > 0, passwordAllowed && password > 0),
    passwordAllowed,
    recentPasskey:
      passkeys.length > 0 && passkeys.every(({ enrolledAt }) => enrolledAt.getTime() > recent),
  };
}

function methodFor(hasPasskey: boolean, mayPassword: boolean): SigningView["method"] {
  if (hasPasskey) return "passkey";
  return mayPassword ? "password" : "none";
}

/** Whether the review is late, why, and who may say or approve it. Errors: not_found (also: not theirs to see). */
export async function getLate(actor: Actor, reviewId: string, now: Date): Promise<LateView> {
  await assertVisible(actor, reviewId);
  const review = await startedReview(read(), reviewId);
  const { isLate, inTimeUntil } = lateness(review, review.signedAt ?? now);
  const { lateReason: reason, lateById, ownerId, status } = review;
  const names = await namesOf([lateById]);
  const open = isLate && status === "open" && can(actor, "review:sign");
  const isOwner = actor.id === ownerId;
  return {
    ...{ isLate, inTimeUntil: inTimeUntil.toISOString(), reason },
    approvedBy: lateById === null ? "" : (names.get(lateById)?.name ?? lateById),
    mayExplain: open && isOwner,
    mayApprove: open && !isOwner && reason !== "" && lateById === null,
  };
}

/**
 * The delta that is being worked at, or that of a version: 1 of the sign-off, then of the addenda. Errors: not_found (also: not
 * theirs to see), conflict (not started).
 */
export async function getDelta(
  actor: Actor,
  reviewId: string,
  version: number | null,
): Promise<DeltaView> {
  await assertVisible(actor, reviewId);
  const next = await nextVersion(read(), reviewId);
  const files = await read().reviewDeltaFile.findMany({
    where: { reviewId },
    select: { version: true },
    orderBy: { version: "asc" },
  });
  const versions = files.map((file) => file.version);
  const wanted = version !== null && versions.includes(version) ? version : (versions.at(-1) ?? 1);
  const stored = await storedDelta(read(), reviewId, wanted);
  return deltaView(stored, { version: wanted, versions, signed: wanted < next });
}

/** Who has how much of a review in which stage, and whether they have signed it. Errors: not_found (also: not theirs to see). */
export async function getParts(actor: Actor, reviewId: string): Promise<PartRow[]> {
  await assertVisible(actor, reviewId);
  const parts = await reviewerParts(reviewId);
  const names = await namesOf(parts.map(({ personId }) => personId));
  return parts.map((part) => toPartRow(part, names));
}

/** Errors: not_found. */
export async function assertVisible(actor: Actor, id: string): Promise<void> {
  const visible = await visibleReviews(actor);
  const seen = isUuid(id)
    ? await read().accessReview.count({ where: { AND: [{ id }, visible] } })
    : 0;
  if (seen === 0) throw new AppError("not_found", "There is no such review.");
}
