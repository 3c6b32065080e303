// A source in the words and in the texts of its form.
import { isOneOf } from "@/lib/ledger/json-shape";
import {
  SOURCE_KIND_LABEL,
  SOURCE_KINDS,
  type SourceField,
  type SourceKind,
} from "./source-labels";
import { type SourceContent, type SourcePlace, sourcePlaces } from "./source-schema";

const isKind = isOneOf(SOURCE_KINDS);

/** A kind that a later version wrote is read as one that says nothing. */
export function kindOf(kind: string): SourceKind {
  return isKind(kind) ? kind : "auto";
}

export type SourceContentRow = {
  readonly [Field in Exclude<keyof SourceContent, "kind" | "places">]: SourceContent[Field];
} & { readonly kind: string; readonly places: unknown };

export type ContentField = Exclude<SourceField, "version">;
export const CONTENT_FIELDS = [
  "name",
  "kind",
  "environment",
  "region",
  "places",
  "utcOffset",
  "trustedHops",
  "rhythmMinutes",
  "sampling",
  "ownerId",
  "note",
] as const satisfies readonly ContentField[];

/** What a form shows and sends of each field. */
export function formValuesOf(source: SourceContentRow): Record<ContentField, string> {
  return {
    name: source.name,
    kind: source.kind,
    environment: source.environment ?? "",
    region: source.region ?? "",
    places: placesText(sourcePlaces.parse(source.places)),
    utcOffset: source.utcOffset,
    trustedHops: String(source.trustedHops),
    rhythmMinutes: source.rhythmMinutes === null ? "" : String(source.rhythmMinutes),
    sampling: source.sampling,
    ownerId: source.ownerId ?? "",
    note: source.note,
  };
}

/** One line a server: `server | environment | region`. */
export function placesText(places: readonly SourcePlace[]): string {
  return places
    .map(({ server, environment, region }) =>
      [server, environment ?? "", region ?? ""].join(" | ").replace(/(?:\s\|\s*)+$/, ""),
    )
    .join("\n");
}

/** A field as two versions are compared: never blank. */
export function fieldWords(
  values: Readonly<Record<ContentField, string>>,
  field: ContentField,
  nameOf: (personId: string) => string,
): string {
  const value = values[field];
  if (value === "") return field === "rhythmMinutes" ? "none" : "not given";
  if (field === "kind") return SOURCE_KIND_LABEL[kindOf(value)];
  return field === "ownerId" ? nameOf(value) : value;
}
