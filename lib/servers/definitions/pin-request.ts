import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { defineRequestKind, type RequestRecord } from "@/lib/requests/define-request-kind";
import {
  type DefinitionRecord,
  IS_PINNED,
  shownDefinition,
  shownWithoutText,
} from "./definition-row";
import { PIN } from "./pin-request-names";

/** What a server says of an operation, to be held on to by its hash: approved, every other wording is a drift (CC6.8). */
export const definitionPin = defineRequestKind({
  kind: PIN,
  label: "Pin of a definition",
  permission: "server:decide",
  fieldLabels: {
    hash: "SHA-256 of the definition",
    description: "Description",
    title: "Title",
    more: "And more",
  },
  link: ({ subjectId }) => `/servers/operations/${subjectId}`,
  apply: async (tx, record, ctx, request) => {
    const observed = await observedAsAsked(tx, request);
    const before = await unpin(tx, request.subjectId, ctx.now);
    const [pinned] = await tx.operationDefinition.updateManyAndReturn({
      where: { id: observed.id, replacedAt: null, pinnedAt: null },
      data: { pinnedAt: ctx.now, pinnedById: ctx.actor.id },
    });
    if (!pinned) throw moved();
    await record({
      action: "definition.pinned",
      subjectId: request.subjectId,
      before: before && shownWithoutText(before),
      after: shownDefinition(pinned),
      reason: request.reason,
    });
  },
  decline: async (tx, record, _ctx, request) => {
    const observed = await observedAsAsked(tx, request);
    const { decisionNote } = await tx.request.findUniqueOrThrow({
      where: { id: request.id },
      select: { decisionNote: true },
    });
    await record({
      action: "definition.declined",
      subjectId: request.subjectId,
      before: shownWithoutText(observed),
      after: shownWithoutText(observed),
      ...(decisionNote && { reason: decisionNote }),
    });
  },
});

/** What the server says now, if it still is what the request shows. Errors: conflict. */
async function observedAsAsked(tx: Tx, { subjectId, after }: RequestRecord) {
  const observed = await tx.operationDefinition.findFirst({
    where: { operationId: subjectId, replacedAt: null },
  });
  if (!observed || observed.hash !== after.hash) throw moved();
  return observed;
}

async function unpin(tx: Tx, operationId: string, now: Date): Promise<DefinitionRecord | null> {
  const [before] = await tx.operationDefinition.updateManyAndReturn({
    where: { operationId, ...IS_PINNED },
    data: { unpinnedAt: now },
  });
  return before ?? null;
}

function moved(): AppError {
  return new AppError(
    "conflict",
    "The server says something else of this operation by now. Nothing was decided; decide the newer request.",
  );
}
