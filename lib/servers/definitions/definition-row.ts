import "server-only";
import { z } from "zod";
import type { Tx } from "@/lib/change-log/transact";
import type { read } from "@/lib/db/read";
import { canonicalJson, type JsonObject } from "@/lib/ledger/canonical-json";
import { OPERATIONS_MAX } from "../limits";
import { RECORDED_BYTES_MAX } from "./definition-limits";
import type { KnownOperation } from "./plan";

/** A definition as a command works on it: the whole row. */
export type DefinitionRecord = Awaited<ReturnType<Tx["operationDefinition"]["findFirstOrThrow"]>>;

const stored = z.record(z.string(), z.json());

/** A stored definition as the object it is. */
export function definitionOf(json: unknown): JsonObject {
  return stored.parse(json);
}

/**
 * A row as the change log keeps it. One that an entry of the ledger could not hold is there by its hash alone; its text stands
 * in the register.
 */
export function shownDefinition({ definition, ...row }: DefinitionRecord) {
  const json = definitionOf(definition);
  const bytes = new TextEncoder().encode(canonicalJson(json)).length;
  return bytes > RECORDED_BYTES_MAX
    ? { ...row, definitionBytes: bytes }
    : { ...row, definition: JSON.stringify(json) };
}

/** The same without what the server said: for a record that holds it already. */
export function shownWithoutText({ definition: _, ...row }: DefinitionRecord) {
  return row;
}

/** Operations of a server with their open definitions, rows included; read outside a transaction or inside one. */
export async function knownOperations(
  from: Pick<ReturnType<typeof read>, "operation">,
  serverId: string,
) {
  const operations = await from.operation.findMany({
    where: { serverId },
    include: {
      definitions: { where: { OR: [{ replacedAt: null }, IS_PINNED] } },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: OPERATIONS_MAX,
  });
  return operations.map(({ definitions, ...operation }) => {
    const observed = definitions.find(({ replacedAt }) => replacedAt === null) ?? null;
    const pinned = definitions.find(isPinned) ?? null;
    return { ...operation, observed, pinned };
  });
}
export type OperationWithDefinitions = Awaited<ReturnType<typeof knownOperations>>[number];

/** What a plan needs of them. */
export function toKnownOperation(operation: OperationWithDefinitions): KnownOperation {
  const { id, name, access, observed, pinned } = operation;
  const kept = (row: DefinitionRecord | null) =>
    row && { hash: row.hash, definition: definitionOf(row.definition) };
  return {
    ...{ id, name, access, isRetired: operation.retiredAt !== null },
    ...{ observed: kept(observed), pinned: kept(pinned) },
  };
}

export const IS_PINNED = { pinnedAt: { not: null }, unpinnedAt: null };

export function isPinned({
  pinnedAt,
  unpinnedAt,
}: Pick<DefinitionRecord, "pinnedAt" | "unpinnedAt">) {
  return pinnedAt !== null && unpinnedAt === null;
}
