import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/core/app-error";
import { utcText } from "@/lib/core/clock";
import { defineRequestKind } from "@/lib/requests/define-request-kind";
import { loadKey } from "./commands/key-row";
import { peopleOf } from "./people";
import { partiesOf } from "./policy";
import { EXCEPTION } from "./request-names";

const wished = z.object({
  keyId: z.uuid(),
  reason: z.string(),
  measures: z.string(),
  until: z.iso.datetime().transform((text) => new Date(text)),
});

/** A key that may be older than the rule says: from the approval on, never for days before it (KEY-01). */
export const keyException = defineRequestKind({
  kind: EXCEPTION,
  label: "Exception for a key",
  permission: "exception:decide",
  fieldLabels: { keyId: "Key", reason: "Reason", measures: "What makes up for it", until: "Until" },
  wordsOf: (field, value) =>
    field === "until" && typeof value === "string" ? utcText(new Date(value)) : undefined,
  link: ({ subjectId }) => `/keys/${subjectId}`,
  apply: async (tx, record, ctx, request) => {
    const { keyId, reason, measures, until } = wished.parse(request.after);
    const key = await loadKey(tx, ctx.actor, keyId);
    if (key.version !== request.baseVersion || key.revokedAt) throw moved();
    if (until <= ctx.now) throw new AppError("conflict", "The time it was asked for is over.");
    if (partiesOf(await peopleOf(tx, key)).includes(ctx.actor.id)) {
      throw new AppError("forbidden", "You have a part in this key, so somebody else decides.");
    }
    const exception = await tx.keyException.create({
      data: {
        ...{ keyId, reason, measures, until },
        fromAt: ctx.now,
        requestId: request.id,
        acceptedById: ctx.actor.id,
        acceptedAt: ctx.now,
      },
    });
    await record({
      action: "key-exception.accepted",
      subjectId: exception.id,
      before: null,
      after: exception,
      reason,
    });
  },
});

function moved(): AppError {
  return new AppError(
    "conflict",
    "The key has changed since this was asked for. Nothing was decided; reload the page.",
  );
}
