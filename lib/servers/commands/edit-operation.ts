import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { ACCESS_CLASSES, accessClassOf } from "@/lib/core/access-classes";
import { AppError } from "@/lib/core/app-error";
import type { ClassifyOperationsInput } from "../bulk-schema";
import {
  changedOperationFields,
  type OperationContent,
  type OperationField,
  operationValuesOf,
} from "../content";
import { operationFieldWords } from "../field-words";
import { OPERATION_FIELD_LABEL } from "../fields";
import { assertEditable } from "../policy";
import type { EditOperationInput } from "../schema";
import { loadOperation, type OperationRecord, writeOperation } from "./operation-row";
import { loadServer, personBehind } from "./server-row";

type Edited = { id: string; name: string; changed: readonly string[] };

/**
 * Says what an operation is: its meaning, access class and data classes. Errors: not_found, forbidden, conflict (server or
 * operation retired; changed meanwhile: with both versions), invalid_input (nothing changed; a milder class without a reason).
 */
export async function editOperation(
  ctx: CommandContext,
  { operationId, version, reason, ...typed }: EditOperationInput,
): Promise<Edited> {
  authorize(ctx.actor, "server:register");
  return transact(ctx, async (tx, record) => {
    const { operation, server } = await loadOperation(tx, ctx.actor, operationId);
    assertEditable(server, ctx.actor);
    assertInUse(operation);
    assertCurrent(operation, typed, version);
    const changed = changedOperationFields(operation, typed);
    if (changed.length === 0) throw new AppError("invalid_input", "Nothing has changed.");
    assertSaidWhyMilder(operation, typed.access, reason);
    await write(tx, record, ctx, { operation, typed, changed, reason });
    const labels = changed.map((field) => OPERATION_FIELD_LABEL[field]);
    return { id: operation.id, name: operation.name, changed: labels };
  });
}

/**
 * Classifies operations of one server that nobody has classified yet, one change for each. Errors: not_found, forbidden, conflict
 * (retired; one of them was classified meanwhile: nothing is saved then).
 */
export async function classifyOperations(
  ctx: CommandContext,
  { serverId, wishes }: ClassifyOperationsInput,
): Promise<{ id: string; name: string; classified: number }> {
  authorize(ctx.actor, "server:register");
  return transact(ctx, async (tx, record) => {
    const server = await loadServer(tx, ctx.actor, serverId);
    assertEditable(server, ctx.actor);
    const ids = wishes.map(({ operationId }) => operationId);
    const found = await tx.operation.findMany({
      where: { serverId, id: { in: ids }, access: null, retiredAt: null },
      orderBy: { id: "asc" },
      take: ids.length,
    });
    const byId = new Map(found.map((operation) => [operation.id, operation]));
    for (const { operationId, access } of wishes) {
      const operation = byId.get(operationId);
      if (!operation) throw new AppError("conflict", CLASSIFIED_MEANWHILE);
      const typed = { meaning: operation.meaning, dataClasses: operation.dataClasses, access };
      await write(tx, record, ctx, { operation, typed, changed: ["access"], reason: "" });
    }
    return { id: server.id, name: server.name, classified: wishes.length };
  });
}

const CLASSIFIED_MEANWHILE =
  "Somebody else classified or retired one of these operations first. Nothing was saved; reload the page.";

type Wish = {
  operation: OperationRecord;
  typed: OperationContent;
  changed: readonly OperationField[];
  reason: string;
};

async function write(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { operation, typed, changed, reason }: Wish,
): Promise<void> {
  const classifies = changed.some((field) => field !== "meaning");
  const by = typed.access === null ? null : personBehind(ctx);
  const edited = await writeOperation(tx, operation, {
    meaning: typed.meaning,
    access: typed.access,
    dataClasses: [...typed.dataClasses],
    ...(classifies && { classifiedById: by, classifiedAt: by === null ? null : ctx.now }),
  });
  await record({
    action: classifies ? "operation.classified" : "operation.edited",
    subjectId: operation.id,
    before: operation,
    after: edited,
    ...(reason && { reason }),
  });
}

// Who approves access depends on the class: to make it milder is to need fewer people.
function assertSaidWhyMilder(
  operation: OperationRecord,
  access: OperationContent["access"],
  reason: string,
): void {
  const [was, is] = [operation.access, access].map((stored) => {
    const known = accessClassOf(stored);
    return known === null ? -1 : ACCESS_CLASSES.indexOf(known);
  });
  if (was === undefined || is === undefined || is >= was || reason !== "") return;
  const fieldErrors = {
    reason: ["Say why a milder class fits: access to it then needs fewer approvals."],
  };
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}

function assertInUse({ retiredAt }: OperationRecord): void {
  if (retiredAt === null) return;
  throw new AppError("conflict", "This operation is retired. Take it back into use first.");
}

function assertCurrent(operation: OperationRecord, typed: OperationContent, version: number): void {
  if (operation.version === version) return;
  const [mine, theirs] = [operationValuesOf(typed), operationValuesOf(operation)];
  const fields = changedOperationFields(operation, typed).map((field) => ({
    field,
    label: OPERATION_FIELD_LABEL[field],
    mine: operationFieldWords(field, mine[field]),
    theirs: operationFieldWords(field, theirs[field]),
    theirsValue: theirs[field],
  }));
  const versions = { mine: String(version), theirs: String(operation.version) };
  throw new AppError("conflict", {
    message:
      "Somebody else changed this operation while you were editing. Nothing was saved. Compare both versions.",
    conflict: [{ field: "version", label: OPERATION_FIELD_LABEL.version, ...versions }, ...fields],
  });
}
