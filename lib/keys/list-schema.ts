import { z } from "zod";
import { ENVIRONMENTS } from "@/lib/core/environments";
import { KEY_KINDS, KEY_SORTS, KEY_STATES, ROTATION_STATES } from "./labels";
import { SEARCH_MAX } from "./limits";
import { KEY_MARKS } from "./mark-labels";

/** The filters of the register; an empty text means "all". Also the query of the export. */
const filters = {
  q: z.string().max(SEARCH_MAX, "Search for something shorter.").default(""),
  state: z.enum(["", "living", ...KEY_STATES]).default(""),
  kind: z.enum(["", ...KEY_KINDS]).default(""),
  environment: z.enum(["", ...ENVIRONMENTS]).default(""),
  mark: z.enum(["", "any", ...KEY_MARKS]).default(""),
  agent: z.union([z.literal(""), z.uuid()]).default(""),
  owner: z.union([z.literal(""), z.uuid()]).default(""),
  sort: z.enum(KEY_SORTS).default("label"),
  dir: z.enum(["asc", "desc"]).default("asc"),
};

export const listKeysInput = z.object({
  ...filters,
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListKeysInput = z.infer<typeof listKeysInput>;
export type KeyFilters = Omit<ListKeysInput, "page" | "pageSize">;

const format = z.enum(["csv", "xlsx", "pdf"]);

/** Unknown names in the address (page, columns) are left out, so that any view can be exported. */
export const exportKeysInput = z.object({ ...filters, format });
export type ExportKeysInput = z.infer<typeof exportKeysInput>;

/** UTC days, both included; empty: the last 90 days until today. */
const day = z.union([z.literal(""), z.iso.date("Give a day as 2026-11-21.")]).default("");
export const ageingInput = z.object({
  from: day,
  to: day,
  verdict: z.enum(["", "over"]).default(""),
});
export type AgeingInput = z.infer<typeof ageingInput>;
export const exportAgeingInput = ageingInput.extend({ format });
export type ExportAgeingInput = z.infer<typeof exportAgeingInput>;

export const rotationsInput = z.object({
  from: day,
  to: day,
  state: z.enum(["", ...ROTATION_STATES]).default(""),
});
export type RotationsInput = z.infer<typeof rotationsInput>;
export const exportRotationsInput = rotationsInput.extend({ format });
export type ExportRotationsInput = z.infer<typeof exportRotationsInput>;
