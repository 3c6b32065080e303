// How the people of the demo company sign: with their passkeys, over what is there, through the commands the screens use.

import type { SignatureRole } from "@/lib/access-reviews/review-view";
import { beginSigning } from "@/lib/access-reviews/sign/commands/begin-signing";
import { disposeDelta } from "@/lib/access-reviews/sign/commands/dispose-delta";
import { finishSigning } from "@/lib/access-reviews/sign/commands/finish-signing";
import { freezeDelta } from "@/lib/access-reviews/sign/commands/freeze-delta";
import { loadSigning } from "@/lib/access-reviews/sign/load-signing";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { MINUTE_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import type { Company } from "./company";

type Signing = {
  readonly reviewId: string;
  readonly role: SignatureRole;
  readonly personId: string;
};

/** One person signs in one role. */
export async function signAs(company: Company, signing: Signing, at: Date): Promise<void> {
  const { reviewId, role, personId } = signing;
  const passkey = await company.passkeyOf(personId, at);
  const { shown } = await loadSigning(read(), signing, at);
  const begun = await beginSigning(await company.as(personId, at), {
    ...{ reviewId, role, method: "passkey", shown },
  });
  const typedName = (await namesOf([personId])).get(personId)?.name ?? "";
  await finishSigning(await company.as(personId, new Date(at.getTime() + 48_000)), {
    ...{ reviewId, role, challengeId: begun.challengeId, typedName, password: "" },
    response: passkey.sign(begun.options),
  });
}

/** Everybody who has not signs their part of a stage, one after the other. Answers when the last of them is done. */
export async function signStage(
  company: Company,
  { reviewId, stage }: { readonly reviewId: string; readonly stage: 1 | 2 },
  from: Date,
): Promise<Date> {
  const held = await read().reviewAssignment.findMany({
    where: { reviewId, stage, until: null, lineId: { not: null } },
    distinct: ["personId"],
    orderBy: { personId: "asc" },
    select: { personId: true },
  });
  const role = `stage-${stage}` as const;
  const signed = await read().signature.findMany({
    where: { subjectId: reviewId, role },
    select: { personId: true },
  });
  let at = from;
  for (const { personId } of held) {
    at = new Date(at.getTime() + 11 * MINUTE_MS);
    if (signed.some((signature) => signature.personId === personId)) continue;
    await signAs(company, { reviewId, role, personId }, at);
  }
  return at;
}

type SignOff = {
  readonly reviewId: string;
  readonly ownerId: string;
  /** Who else may say what becomes of a change, where the owner has a conflict with it. */
  readonly others: readonly string[];
};

/** What changed meanwhile is frozen and disposed of, then the owner signs the whole. Answers when it was signed. */
export async function signOff(company: Company, wish: SignOff, at: Date): Promise<Date> {
  const { reviewId, ownerId, others } = wish;
  await freezeDelta(await company.as(ownerId, at), { reviewId });
  const delta = await read().reviewDelta.findMany({
    where: { reviewId, version: 1, disposition: null },
    orderBy: { position: "asc" },
  });
  for (const { id, change } of delta) {
    const isLess = change === "removed" || change === "reduced";
    const said = isLess
      ? ({ disposition: "noted", comment: "" } as const)
      : ({
          disposition: "carried-over",
          comment: "Approved meanwhile; the next review has it.",
        } as const);
    await disposed(company, [ownerId, ...others], { reviewId, deltaIds: [id], ...said }, at);
  }
  const signedAt = new Date(at.getTime() + 9 * MINUTE_MS);
  await signAs(company, { reviewId, role: "sign-off", personId: ownerId }, signedAt);
  return signedAt;
}

/** By the first of these people who has no conflict with it. */
async function disposed(
  company: Company,
  [personId, ...others]: readonly string[],
  input: Parameters<typeof disposeDelta>[1],
  at: Date,
): Promise<void> {
  if (personId === undefined) throw new Error("demo: nobody may dispose of a change");
  try {
    await disposeDelta(await company.as(personId, new Date(at.getTime() + MINUTE_MS)), input);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "forbidden") throw error;
    await disposed(company, others, input, at);
  }
}
