import { changedFields, changedOperationFields, formValuesOf, operationValuesOf } from "../content";
import { fieldWords, operationFieldWords } from "../field-words";
import { OPERATION_FIELD_LABEL, SERVER_FIELD_LABEL } from "../fields";
import { SCOPE_LABEL } from "../labels";
import type { DocumentOperation, DocumentServer, ScopeDocument } from "./document";

/** One difference between two documents. `before` null: it was not there; `after` null: it is there no more. */
export type DocumentChange = {
  /** Names it among the others. */
  field: string;
  /** What it is about: "Billing database", "Billing database, delete_invoice". */
  about: string;
  /** What of it, "Owner". */
  label: string;
  before: string | null;
  after: string | null;
};

type NameOf = (personId: string) => string;

/** What changed from one document to another, by name of the server. */
export function documentChanges(
  before: ScopeDocument,
  after: ScopeDocument,
  nameOf: NameOf,
): DocumentChange[] {
  const pairs = pairsOf(before.servers, after.servers);
  return pairs
    .flatMap(([was, is]) => serverChanges(was, is, nameOf))
    .sort((a, b) => (a.about < b.about ? -1 : Number(a.about > b.about)));
}

function serverChanges(
  was: DocumentServer | undefined,
  is: DocumentServer | undefined,
  nameOf: NameOf,
): DocumentChange[] {
  if (!was || !is) {
    const server = was ?? is;
    if (!server) return [];
    const line = { field: server.id, about: server.name, label: "Server" };
    return [{ ...line, before: was ? inShort(was) : null, after: is ? inShort(is) : null }];
  }
  const [mine, theirs] = [formValuesOf(was), formValuesOf(is)];
  const fields = changedFields(was, is).map((field) => ({
    field: `${is.id}.${field}`,
    about: is.name,
    label: SERVER_FIELD_LABEL[field],
    before: fieldWords(field, mine[field], nameOf),
    after: fieldWords(field, theirs[field], nameOf),
  }));
  const operations = pairsOf(was.operations, is.operations);
  return [...fields, ...operations.flatMap(([mineOp, isOp]) => operationChanges(is, mineOp, isOp))];
}

function operationChanges(
  server: DocumentServer,
  was: DocumentOperation | undefined,
  is: DocumentOperation | undefined,
): DocumentChange[] {
  const either = was ?? is;
  if (!either) return [];
  const about = `${server.name}, ${either.name}`;
  if (!was || !is) {
    const [before, after] = [was, is].map((operation) => operation && classOf(operation));
    const line = { field: either.id, about, label: "Operation" };
    return [{ ...line, before: before ?? null, after: after ?? null }];
  }
  const [mine, theirs] = [operationValuesOf(was), operationValuesOf(is)];
  return changedOperationFields(was, is).map((field) => ({
    field: `${is.id}.${field}`,
    about,
    label: OPERATION_FIELD_LABEL[field],
    before: operationFieldWords(field, mine[field]),
    after: operationFieldWords(field, theirs[field]),
  }));
}

function inShort({ inScope, operations }: DocumentServer): string {
  const scope = inScope ? SCOPE_LABEL.in : SCOPE_LABEL.out;
  return `${scope}, ${operations.length.toLocaleString("en")} operations`;
}

function classOf({ access }: DocumentOperation): string {
  return operationFieldWords("access", access ?? "");
}

type Named = { id: string };

function pairsOf<Thing extends Named>(
  before: readonly Thing[],
  after: readonly Thing[],
): [Thing | undefined, Thing | undefined][] {
  const was = new Map(before.map((each) => [each.id, each]));
  const is = new Map(after.map((each) => [each.id, each]));
  return [...new Set([...was.keys(), ...is.keys()])].map((id) => [was.get(id), is.get(id)]);
}
