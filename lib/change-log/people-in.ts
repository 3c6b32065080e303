import type { Json, JsonRecord } from "./record-json";

const ONE_PERSON = /^(?:owner|sponsor|successor|person|responsible)Id$|ById$/;
const PEOPLE = /^(?:person|excluded|people)Ids$/;

/** Whether a field of a record holds the id of a person, or several. */
export function isPersonField(field: string): boolean {
  return ONE_PERSON.test(field) || PEOPLE.test(field);
}

/** The ids of people in a record, also in records inside it. */
export function personIdsIn(record: JsonRecord | null): string[] {
  if (record === null) return [];
  return Object.entries(record).flatMap(([field, value]) => {
    if (isPersonField(field)) return [value].flat().filter((id) => typeof id === "string");
    return isRecord(value) ? personIdsIn(value) : [];
  });
}

/** Whether a value of a record is a record itself. */
export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
