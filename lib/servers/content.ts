import { serverPlaces } from "@/lib/core/server-places";
import { placesText } from "./places";
import type { OperationWish, ServerContentInput } from "./schema";

/** Fields of a server that a person writes, in the order of the form. */
export const CONTENT_FIELDS = [
  "name",
  "purpose",
  "provider",
  "hosting",
  "ownerId",
  "deputyId",
  "dataClasses",
  "inScope",
  "scopeReason",
  "contradictedBy",
  "places",
] as const satisfies readonly (keyof ServerContentInput)[];
export type ContentField = (typeof CONTENT_FIELDS)[number];

/** What a stored server and a typed one have in common. */
export type ServerContent = {
  name: string;
  purpose: string;
  provider: string;
  hosting: string;
  ownerId: string;
  deputyId: string | null;
  dataClasses: readonly string[];
  inScope: boolean;
  scopeReason: string;
  contradictedBy: readonly string[];
  places: unknown;
};

/** The columns of what was typed. In scope, no call contradicts. */
export function columnsOf(typed: ServerContentInput) {
  const { dataClasses, contradictedBy, places, ...plain } = typed;
  return {
    ...plain,
    dataClasses: [...dataClasses],
    contradictedBy: typed.inScope ? [] : [...contradictedBy],
    places: places.map(({ names, ...place }) => ({ ...place, names: [...names] })),
  };
}

/** Content as a form types it: what two versions are compared by. */
export function formValuesOf(content: ServerContent): Record<ContentField, string | string[]> {
  return {
    name: content.name,
    purpose: content.purpose,
    provider: content.provider,
    hosting: content.hosting,
    ownerId: content.ownerId,
    deputyId: content.deputyId ?? "",
    dataClasses: [...content.dataClasses],
    inScope: content.inScope ? "in" : "out",
    scopeReason: content.scopeReason,
    contradictedBy: [...content.contradictedBy],
    places: placesText(serverPlaces(content.places)),
  };
}

/** The fields in which two versions differ. */
export function changedFields(before: ServerContent, after: ServerContent): ContentField[] {
  const [was, is] = [formValuesOf(before), formValuesOf(after)];
  return CONTENT_FIELDS.filter((field) => String(was[field]) !== String(is[field]));
}

export const OPERATION_FIELDS = ["meaning", "access", "dataClasses"] as const;
export type OperationField = (typeof OPERATION_FIELDS)[number];

/** What a stored operation and a typed one have in common. */
export type OperationContent = {
  meaning: string;
  access: string | null;
  dataClasses: readonly string[];
};

export function operationValuesOf(
  content: OperationContent,
): Record<OperationField, string | string[]> {
  return {
    meaning: content.meaning,
    access: content.access ?? "",
    dataClasses: [...content.dataClasses],
  };
}

export function changedOperationFields(
  before: OperationContent,
  after: OperationContent,
): OperationField[] {
  const [was, is] = [operationValuesOf(before), operationValuesOf(after)];
  return OPERATION_FIELDS.filter((field) => String(was[field]) !== String(is[field]));
}

/** The columns of an operation that is registered: classified by whoever says a class, or by nobody yet. */
export function operationColumns(wish: OperationWish, by: { id: string; at: Date }) {
  const classified = wish.access !== null;
  return {
    name: wish.name,
    meaning: wish.meaning,
    access: wish.access,
    dataClasses: [...wish.dataClasses],
    classifiedById: classified ? by.id : null,
    classifiedAt: classified ? by.at : null,
    registeredById: by.id,
    registeredAt: by.at,
  };
}
