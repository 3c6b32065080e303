import { type Actor, can } from "@/lib/auth/actor";
import type { PersonName } from "@/lib/auth/people";
import { accessClassOf } from "@/lib/core/access-classes";
import { DATA_CLASS_LABEL, DATA_CLASSES } from "@/lib/core/data-classes";
import { differencesOf } from "./definition-difference";
import { ORIGIN_LABEL, originOf, type PinState } from "./definition-labels";
import { definitionOf } from "./definition-row";
import type { DefinedGrantRow, DefinitionRow, OperationFacts } from "./definition-view";
import { isImportable } from "./importable";
import type { FoundOperation } from "./queries-definitions";

type Names = ReadonlyMap<string, PersonName>;
type Hashed = { hash: string } | null;

/** Where an operation stands, from what its server says now (null: nothing) and what is pinned. */
export function pinStateOf(observed: Hashed, pinned: Hashed, everObserved: boolean): PinState {
  if (!observed) return everObserved ? "gone" : "none";
  if (!pinned) return "waiting";
  return observed.hash === pinned.hash ? "pinned" : "drifted";
}

/** The page of one operation, for this actor. */
export function toOperationFacts(found: FoundOperation, actor: Actor): OperationFacts {
  const { operation, server, definitions, observed, pinned, request, names } = found;
  const state = pinStateOf(observed, pinned, definitions.length > 0);
  const inUse = operation.retiredAt === null;
  const mayImport = inUse && isImportable(server, actor);
  const unpinned = state === "waiting" || state === "drifted";
  return {
    ...{ id: operation.id, name: operation.name, meaning: operation.meaning, state },
    server: { id: server.id, slug: server.slug, name: server.name },
    access: accessClassOf(operation.access),
    dataClasses: DATA_CLASSES.filter((known) => operation.dataClasses.includes(known)).map(
      (known) => DATA_CLASS_LABEL[known],
    ),
    classifiedBy: person(operation.classifiedById, names),
    classifiedAt: iso(operation.classifiedAt),
    registeredBy: person(operation.registeredById, names),
    registeredAt: iso(operation.registeredAt),
    retiredAt: iso(operation.retiredAt),
    observedHash: observed?.hash ?? "",
    pinnedHash: pinned?.hash ?? "",
    drift:
      state === "drifted" && observed && pinned
        ? differencesOf(definitionOf(pinned.definition), definitionOf(observed.definition))
        : [],
    request: request && { ...request, requestedAt: request.requestedAt.toISOString() },
    definitions: toDefinitionRows(definitions, names),
    grants: found.grants.map((grant) => toGrantRow(grant, found)),
    ownGrants: found.ownGrants,
    mayAsk: mayImport && unpinned && request === null && can(actor, "server:import"),
    mayImport,
  };
}

function toDefinitionRows(
  definitions: FoundOperation["definitions"],
  names: Names,
): DefinitionRow[] {
  return definitions.map((row, index) => {
    const [is, before] = [row, definitions[index + 1]].map((each) =>
      each ? definitionOf(each.definition) : null,
    );
    const origin = originOf(row.origin);
    return {
      ...{ id: row.id, hash: row.hash },
      observedAt: iso(row.observedAt),
      lastSeenAt: iso(row.lastSeenAt),
      replacedAt: iso(row.replacedAt),
      pinnedAt: iso(row.pinnedAt),
      pinnedBy: person(row.pinnedById, names),
      unpinnedAt: iso(row.unpinnedAt),
      origin: origin ? ORIGIN_LABEL[origin] : row.origin,
      differences: differencesOf(before ?? null, is ?? null),
      text: JSON.stringify(is, null, 2),
    };
  });
}

function toGrantRow(
  grant: FoundOperation["grants"][number],
  { keys, observed, names }: FoundOperation,
): DefinedGrantRow {
  const key = keys.get(grant.keyId);
  return {
    id: grant.id,
    key: key?.publicId ?? grant.keyId,
    agent: key?.agent ?? "",
    environment: grant.environment,
    fromAt: iso(grant.fromAt),
    until: iso(grant.until),
    approvedBy: person(grant.approvedById, names),
    hash: grant.definitionHash ?? "",
    basis: basisOf(grant, observed),
  };
}

function basisOf(
  { operationId, definitionHash }: { operationId: string | null; definitionHash: string | null },
  observed: Hashed,
): DefinedGrantRow["basis"] {
  if (operationId === null) return "wildcard";
  if (definitionHash === null) return "unknown";
  return definitionHash === observed?.hash ? "current" : "other";
}

function person(id: string | null, names: Names) {
  const found = id === null ? undefined : names.get(id);
  return found ? { name: found.name, title: found.title } : null;
}

function iso(at: Date | null): string {
  return at?.toISOString() ?? "";
}
