// The text of a mapping as somebody typed it: what it says, or what is wrong with it.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { MAPPED_FIELDS, type Mapping, mappingInput } from "../adapters/mapping/mapping";

export type ReadMapping =
  | { readonly mapping: Mapping; readonly json: JsonObject }
  | { readonly faults: readonly string[] };

const FAULTS_SHOWN = 12;

/** Parses a mapping. Each fault is a sentence that names the member. */
export function readMapping(text: string): ReadMapping {
  const json = parsed(text);
  if (json === undefined || typeof json === "string") {
    return { faults: [`This is not JSON. ${json ?? ""}`.trim()] };
  }
  const read = mappingInput.safeParse(json.value);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => sentence(path, message));
    return { faults: [...new Set(faults)].slice(0, FAULTS_SHOWN) };
  }
  return { mapping: read.data, json: isJsonObject(json.value) ? json.value : {} };
}

/** A mapping as the editor shows it, whatever order the database keeps its members in; what is empty says nothing. */
export function mappingText(stored: unknown): string {
  const { success, data } = mappingInput.safeParse(stored);
  if (!success) return JSON.stringify(stored, null, 2);
  const fields = Object.fromEntries(
    MAPPED_FIELDS.map((name) => [name, data.fields[name]]).filter(([, value]) => value),
  );
  const members = Object.entries({ ...data, fields }).filter(([, value]) => !isEmpty(value));
  return JSON.stringify(Object.fromEntries(members), null, 2);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

// Where the engine says where a text stops being JSON, that sentence helps.
function parsed(text: string): { readonly value: Json } | string | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return error instanceof Error ? `${error.message}.` : undefined;
  }
}

function sentence(path: readonly PropertyKey[], message: string): string {
  // Zod's own words stand where no form could ever send what was typed.
  const says = message.startsWith("Invalid input")
    ? "This is missing or of the wrong type."
    : message;
  return path.length === 0 ? says : `${path.map(String).join(".")}: ${says}`;
}
