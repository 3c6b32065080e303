import { accessClassWord } from "@/lib/core/access-classes";
import { FOUND_MAX } from "./limits";
import type { AskableKey, FoundOperation } from "./queries-asking";
import { dataClassWord, throughWords } from "./wish";

/** A key as the form offers it. */
export type KeyChoice = { id: string; label: string; detail: string; environment: string };

/** Keys to choose from; one that can be given nothing is left out. */
export function toKeyChoices(keys: readonly AskableKey[]): KeyChoice[] {
  return keys
    .filter(({ objection }) => objection === null)
    .map(({ key, agent }) => ({
      id: key.id,
      label: `${agent.name}: ${key.label}`,
      detail: `${key.publicId}, ${key.environment}`,
      environment: key.environment,
    }))
    .sort((one, other) => one.label.localeCompare(other.label, "en"));
}

/** An operation as the form offers it: what it means, and what asking for it would do. */
export type OperationChoice = {
  id: string;
  name: string;
  server: string;
  access: string;
  /** Everything but reading. */
  changes: boolean;
  meaning: string;
  dataClasses: string;
  /** "granted through 2027-03-31 (UTC)", or "". */
  held: string;
  ownerDecides: boolean;
  /** Why it cannot be granted, or "". */
  objection: string;
};

export type FoundOperations = { operations: OperationChoice[]; more: boolean };

/** What was found, the chosen ones included; `more`: there are others, so more words are needed. */
export function toFoundOperations(
  found: readonly FoundOperation[],
  chosen: readonly string[],
): FoundOperations {
  const others = found.filter(({ operation }) => !chosen.includes(operation.id));
  const more = others.length > FOUND_MAX;
  const shown = new Set(others.slice(0, FOUND_MAX));
  return {
    operations: found
      .filter((each) => shown.has(each) || chosen.includes(each.operation.id))
      .map(toOperationChoice),
    more,
  };
}

function toOperationChoice(found: FoundOperation): OperationChoice {
  const { operation, server, heldUntil, held, ownerDecides, objection } = found;
  return {
    id: operation.id,
    name: operation.name,
    server: server.name,
    access: accessClassWord(operation.access),
    changes: operation.access !== "read",
    meaning: operation.meaning,
    dataClasses: operation.dataClasses.map(dataClassWord).join(", "),
    held: held
      ? `granted ${heldUntil ? throughWords(heldUntil.toISOString()) : "without an end"}`
      : "",
    ownerDecides,
    objection: objection ?? "",
  };
}
