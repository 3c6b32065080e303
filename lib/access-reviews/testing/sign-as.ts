import { db } from "@/lib/db/client";
import type { SignatureRole } from "../review-view";
import { beginSigning } from "../sign/commands/begin-signing";
import { finishSigning } from "../sign/commands/finish-signing";
import { freezeDelta } from "../sign/commands/freeze-delta";
import { loadSigning } from "../sign/load-signing";
import type { SnapshotLine } from "../snapshot-view";
import { contextOf, NOW, type OpenReview, type Signer } from "./signing-company";

/** Signs a part or the whole as its page does, with a population that is the snapshot still. */
export async function signAs(
  review: OpenReview,
  who: Signer,
  role: SignatureRole,
  lines: readonly SnapshotLine[],
): Promise<void> {
  const reviewId = review.id;
  const population = async () => [...lines];
  if (role === "sign-off") await freezeDelta(contextOf(who), { reviewId }, population);
  const { shown } = await loadSigning(db(), { reviewId, role, personId: who.id }, NOW);
  const { challengeId, options } = await beginSigning(
    contextOf(who),
    { reviewId, role, method: "passkey", shown },
    population,
  );
  const response = who.passkey.sign(options);
  const input = { reviewId, role, challengeId, response, typedName: who.name, password: "" };
  await finishSigning(contextOf(who), input, population);
}
