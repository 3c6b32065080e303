import "server-only";
import type { CommandContext, Recorder, Snapshot, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { toHex, utf8 } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";
import type { StoredSignature } from "@/lib/signatures/as-record";
import type { DeltaLine } from "../../decisions-view";
import { openRemediations } from "../../remediation/commands/open-remediations";
import { lineOf } from "../../snapshot/read-line";
import type { LoadedSigning } from "../load-signing";
import type { StoredDelta } from "../stored-delta";

type Done = { readonly signing: LoadedSigning; readonly signature: StoredSignature };

/**
 * What follows from a signature in its own transaction: nothing from a part; from a sign-off the review is signed, from an
 * addendum amended, and what they take away is opened. Answers how many removals. Errors: conflict (signed by somebody else).
 */
export async function afterSigning(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { signing, signature }: Done,
): Promise<number> {
  if (signature.role === "stage-1" || signature.role === "stage-2") return 0;
  const isAddendum = signature.role === "addendum";
  const { material, delta, decisions } = signing;
  const before = material.review;
  if (!isAddendum) await markSigned(tx, before.id, ctx.now);
  const opened = await openRemediations(tx, record, ctx, {
    review: before,
    lines: material.lines.map(({ id, text }) => ({ id, line: lineOf(text) })),
    ...{ decisions, delta: deltaLines(delta) },
    ...(isAddendum ? { addendum: true } : {}),
  });
  // What was remediated is no longer, once an addendum takes something more away.
  if (isAddendum && opened > 0 && before.status === "remediated") {
    const data = { status: "signed", remediatedAt: null };
    await tx.accessReview.update({ where: { id: before.id }, data });
  }
  const after = await tx.accessReview.findUniqueOrThrow({ where: { id: before.id } });
  await record({
    action: isAddendum ? "review.amended" : "review.signed",
    subjectId: before.id,
    before,
    after: { ...after, signature: signedFacts(signature, signing) },
    ...(isAddendum && delta ? { reason: delta.reason } : {}),
  });
  return opened;
}

// What the change record names of the signature: enough to hold every other part of it against.
function signedFacts(signature: StoredSignature, { wish, version }: LoadedSigning): Snapshot {
  const { id, sequence, hash, manifestHash } = signature;
  return {
    ...{ id, sequence, hash, manifestHash, version },
    statementHash: toHex(sha256(utf8(wish.statement))),
    files: Object.fromEntries(
      Object.entries(wish.files).map(([name, file]) => [name, file.sha256]),
    ),
    counts: wish.counts,
  };
}

async function markSigned(tx: Tx, id: string, now: Date): Promise<void> {
  const { count } = await tx.accessReview.updateMany({
    where: { id, status: "open", signedAt: null },
    data: { status: "signed", signedAt: now },
  });
  if (count === 0) throw new AppError("conflict", "This review was signed meanwhile.");
}

function deltaLines(delta: StoredDelta | null): DeltaLine[] {
  return (delta?.rows ?? []).flatMap(({ id: _id, disposition, by, at, ...row }) =>
    disposition === null || by === null || at === null ? [] : [{ ...row, disposition, by, at }],
  );
}
