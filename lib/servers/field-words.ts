import { ACCESS_CLASS_LABEL, accessClassOf, NOT_CLASSIFIED } from "@/lib/core/access-classes";
import { DATA_CLASS_LABEL, DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENT_LABEL, ENVIRONMENTS } from "@/lib/core/environments";
import { serverPlaces } from "@/lib/core/server-places";
import type { ContentField, OperationField } from "./content";
import {
  HOSTING_LABEL,
  HOSTINGS,
  SCOPE_LABEL,
  SERVER_STATUS_LABEL,
  SERVER_STATUSES,
} from "./labels";
import { placesText } from "./places";

type NameOf = (id: string) => string;
type Value = string | readonly string[];

/** A form's value as a person reads it; `nameOf` turns an id into a name. Empty is "None". */
export function fieldWords(field: ContentField, value: Value, nameOf: NameOf): string {
  return words(field, value, nameOf) || "None";
}

/** The same of an operation. */
export function operationFieldWords(field: OperationField, value: Value): string {
  if (field === "access") return accessWord(String(value));
  return (field === "dataClasses" ? dataClassWords(listOf(value)) : String(value)) || "None";
}

/** An access class as stored, in a word. */
export function accessWord(stored: string | null): string {
  const known = accessClassOf(stored);
  return known === null ? stored || NOT_CLASSIFIED : ACCESS_CLASS_LABEL[known];
}

/** Who runs a server, from what is stored. */
export function hostingWord(stored: string): string {
  const known = HOSTINGS.find((hosting) => hosting === stored);
  return known ? HOSTING_LABEL[known] : stored;
}

/** Data classes in words, by comma. */
export function dataClassWords(stored: readonly string[]): string {
  return stored
    .map((text) => DATA_CLASSES.find((known) => known === text))
    .map((known, index) => (known ? DATA_CLASS_LABEL[known] : stored[index]))
    .join(", ");
}

/** Environments in words, by comma; what gateways call otherwise stands as it is. */
export function environmentWords(stored: readonly string[]): string {
  return stored.map(environmentWord).join(", ");
}

export function environmentWord(stored: string): string {
  const known = ENVIRONMENTS.find((environment) => environment === stored);
  return known ? ENVIRONMENT_LABEL[known] : stored;
}

function words(field: ContentField, value: Value, nameOf: NameOf): string {
  switch (field) {
    case "ownerId":
    case "deputyId":
      return value === "" ? "" : nameOf(String(value));
    case "hosting":
      return hostingWord(String(value));
    case "inScope":
      return value === "in" ? SCOPE_LABEL.in : SCOPE_LABEL.out;
    case "dataClasses":
      return dataClassWords(listOf(value));
    case "contradictedBy":
      return environmentWords(listOf(value));
    case "name":
    case "purpose":
    case "provider":
    case "scopeReason":
    case "places":
      return String(value);
    default:
      return field satisfies never;
  }
}

function listOf(value: Value): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

/** A value of a stored server or operation in words; undefined where it reads best as it stands, or names a person. */
export function storedWords(field: string, value: unknown): string | undefined {
  return STORED.get(field)?.(value);
}

const STORED = new Map<string, (value: unknown) => string | undefined>([
  ["places", (value) => placesText(serverPlaces(value)) || "None"],
  ["inScope", (value) => (value === true ? SCOPE_LABEL.in : SCOPE_LABEL.out)],
  ["access", (value) => accessWord(typeof value === "string" ? value : null)],
  ["hosting", (value) => (typeof value === "string" ? hostingWord(value) : undefined)],
  ["status", statusWord],
  ["dataClasses", (value) => dataClassWords(textsIn(value)) || "None"],
  ["contradictedBy", (value) => environmentWords(textsIn(value)) || "None"],
]);

function statusWord(value: unknown): string | undefined {
  const known = SERVER_STATUSES.find((status) => status === value);
  return known && SERVER_STATUS_LABEL[known];
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
