import { z } from "zod";
import { blank } from "@/lib/core/choices";
import { line, optionalProse, prose } from "@/lib/core/text";
import {
  MAPPING_TEXT_MAX,
  OVERLAP_HOURS_MAX,
  PLACE_MAX,
  PLACES_MAX,
  PLACES_TEXT_MAX,
  PREVIEW_TEXT_MAX,
  RHYTHM_MINUTES_MAX,
  SOURCE_ID_MAX,
  SOURCE_KINDS,
  SOURCE_NAME_MAX,
  SOURCE_NOTE_MAX,
  SOURCE_REASON_MAX,
  TRUSTED_HOPS_MAX,
} from "./source-labels";

const ID_SAYS = `Use up to ${SOURCE_ID_MAX} small letters a to z, digits and hyphens, such as "edge-eu".`;
const PLACE_SAYS = "Use small letters, digits, hyphens and dots, such as production or eu-west-1.";
const OFFSET_SAYS = "Write an offset such as +00:00 or -05:30.";
const SAMPLING_SAYS = "Write unknown, all, or the share that is kept, such as 0.1.";
const OWN_ID = "countersign-canary"; // this product's own canary pushes under it

export const RESERVED_SOURCE_IDS: readonly string[] = ["new", OWN_ID];

/** The name of a source in addresses and in the ledger. */
export const sourceId = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9-]*$/, ID_SAYS)
  .max(SOURCE_ID_MAX, ID_SAYS);

const newSourceId = sourceId.refine((id) => !RESERVED_SOURCE_IDS.includes(id), {
  error: "This short name is taken by the product itself. Choose another.",
});

const place = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, PLACE_SAYS)
  .max(PLACE_MAX, PLACE_SAYS);

/** Where a server stands. `server` may hold `*` for any text; what is null is that of the source. */
export const sourcePlace = z.object({
  server: line("Name the server.", PLACE_MAX),
  environment: place.nullable(),
  region: place.nullable(),
});
export type SourcePlace = z.infer<typeof sourcePlace>;
export const sourcePlaces = z.array(sourcePlace).max(PLACES_MAX);

const placesText = optionalProse(PLACES_TEXT_MAX).transform((text, context) => {
  const parsed = text
    .split("\n")
    .filter((row) => row.trim() !== "")
    .map((row) => sourcePlace.safeParse(placeOfLine(row)));
  const wrong = parsed.findIndex(({ success }) => !success);
  if (wrong >= 0) {
    const message = `Write line ${wrong + 1} as: server | environment | region. ${PLACE_SAYS}`;
    context.addIssue({ code: "custom", message });
  }
  if (parsed.length > PLACES_MAX) {
    context.addIssue({ code: "custom", message: `Give at most ${PLACES_MAX} servers.` });
  }
  return parsed.flatMap(({ data }) => data ?? []);
});

function placeOfLine(row: string) {
  const [server = "", environment = "", region = "", ...more] = row
    .split("|")
    .map((part) => part.trim());
  const said = (text: string) => (text === "" ? null : text);
  return more.length > 0 ? null : { server, environment: said(environment), region: said(region) };
}

const content = {
  name: line("Name the source.", SOURCE_NAME_MAX),
  kind: z.enum(SOURCE_KINDS, "Choose what writes the records."),
  environment: blank(place),
  region: blank(place),
  places: placesText,
  utcOffset: z
    .string()
    .trim()
    .regex(/^[+-](?:0\d|1[0-4]):[0-5]\d$/, OFFSET_SAYS),
  trustedHops: z.coerce
    .number(`Write a whole number from 0 to ${TRUSTED_HOPS_MAX}.`)
    .int(`Write a whole number from 0 to ${TRUSTED_HOPS_MAX}.`)
    .min(0, `Write a whole number from 0 to ${TRUSTED_HOPS_MAX}.`)
    .max(TRUSTED_HOPS_MAX, `Write a whole number from 0 to ${TRUSTED_HOPS_MAX}.`),
  rhythmMinutes: blank(wholeNumber(1, RHYTHM_MINUTES_MAX)),
  sampling: z
    .string()
    .trim()
    .regex(/^(?:unknown|all|0\.\d{1,6})$/, SAMPLING_SAYS),
  ownerId: blank(z.uuid("Choose a person from the list, or leave it empty.")),
  note: optionalProse(SOURCE_NOTE_MAX),
};

/** What is not said is what suits most: any sender, no proxy in front, no rhythm expected. */
export const addSourceInput = z.strictObject({
  ...content,
  id: blank(newSourceId).default(null),
  environment: content.environment.default(null),
  region: content.region.default(null),
  places: content.places.default([]),
  utcOffset: content.utcOffset.default("+00:00"),
  trustedHops: content.trustedHops.default(0),
  rhythmMinutes: content.rhythmMinutes.default(null),
  sampling: content.sampling.default("unknown"),
  ownerId: content.ownerId.default(null),
  note: content.note.default(""),
});
export type AddSourceInput = z.infer<typeof addSourceInput>;
export type SourceContent = Omit<AddSourceInput, "id">;

const id = sourceId;
const version = z.coerce.number("Load the page again.").int().min(1);
const why = prose("Say why, so that others can follow it later.", SOURCE_REASON_MAX);

/** `version` is the one the form was made from: an older one is a conflict with both versions. */
export const editSourceInput = z.strictObject({ ...content, id, version });
export type EditSourceInput = z.infer<typeof editSourceInput>;

/** `overlapHours`: how long the tokens that the source has now are still good. */
export const makeSourceTokenInput = z.strictObject({
  id,
  overlapHours: wholeNumber(0, OVERLAP_HOURS_MAX).default(24),
});
export type MakeSourceTokenInput = z.infer<typeof makeSourceTokenInput>;

export const revokeSourceTokenInput = z.strictObject({ id, tokenId: z.uuid() });
export type RevokeSourceTokenInput = z.infer<typeof revokeSourceTokenInput>;

export const sourceReasonInput = z.strictObject({ id, reason: why });
export type SourceReasonInput = z.infer<typeof sourceReasonInput>;

export const testSourceInput = z.strictObject({ id });
export type TestSourceInput = z.infer<typeof testSourceInput>;

/** The text of a mapping; what is wrong with it is said by `mappingIn`. */
export const saveMappingInput = z.strictObject({
  id,
  version,
  mapping: z.string().max(MAPPING_TEXT_MAX, "A mapping has at most 100,000 characters."),
  /** What the mapping was tried with; it is not kept. */
  records: z.string().max(PREVIEW_TEXT_MAX, "Paste at most 200,000 characters.").default(""),
});
export type SaveMappingInput = z.infer<typeof saveMappingInput>;

export const previewMappingInput = z.strictObject({
  id,
  mapping: z.string().max(MAPPING_TEXT_MAX, "A mapping has at most 100,000 characters."),
  records: z.string().max(PREVIEW_TEXT_MAX, "Paste at most 200,000 characters."),
});
export type PreviewMappingInput = z.infer<typeof previewMappingInput>;

/** One record, or all open ones of the source that have the same reason. */
export const disposeQuarantinedInput = z.strictObject({
  id,
  recordId: z.uuid(),
  scope: z.enum(["one", "same-reason"], "Choose this record or all with the same reason."),
  reason: why,
});
export type DisposeQuarantinedInput = z.infer<typeof disposeQuarantinedInput>;

export const readAgainInput = z.strictObject({ id });
export type ReadAgainInput = z.infer<typeof readAgainInput>;

/** Unknown names in the address (columns) are left out, so that any view can be exported. */
export const exportSourcesInput = z.object({ format: z.enum(["csv", "xlsx", "pdf"]) });
export type ExportSourcesInput = z.infer<typeof exportSourcesInput>;

function wholeNumber(least: number, most: number) {
  const says = `Write a whole number from ${least} to ${most.toLocaleString("en")}.`;
  return z.coerce.number(says).int(says).min(least, says).max(most, says);
}
