import { z } from "zod";
import { ENVIRONMENTS } from "@/lib/core/environments";
import { isUuid } from "@/lib/core/text";
import { GRANT_KINDS, GRANT_SHOWS, GRANT_SORTS } from "./labels";

const id = z
  .string()
  .max(36)
  .refine((text) => text === "" || isUuid(text))
  .catch("")
  .default("");

const filters = {
  q: z.string().max(200).default(""),
  show: z.enum(GRANT_SHOWS).catch("in-force").default("in-force"),
  kind: z
    .enum([...GRANT_KINDS, ""])
    .catch("")
    .default(""),
  environment: z
    .enum([...ENVIRONMENTS, ""])
    .catch("")
    .default(""),
  agent: id,
  key: id,
  server: id,
  operation: id,
  sort: z.enum(GRANT_SORTS).catch("from").default("from"),
  dir: z.enum(["asc", "desc"]).catch("desc").default("desc"),
};

export const listGrantsInput = z.object({
  ...filters,
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListGrantsInput = z.infer<typeof listGrantsInput>;
export type GrantFilters = Omit<ListGrantsInput, "page" | "pageSize">;

export const exportGrantsInput = z.object({
  ...filters,
  format: z.enum(["csv", "xlsx", "pdf"], "Choose CSV, Excel or PDF."),
});
export type ExportGrantsInput = z.infer<typeof exportGrantsInput>;

/** What somebody types to find operations for a key; `ids` are those chosen already, with commas. */
export const findOperationsInput = z.object({
  key: id,
  q: z.string().max(200).default(""),
  ids: z
    .string()
    .max(20_000)
    .default("")
    .transform((text) => text.split(",").filter(isUuid).slice(0, 500)),
});
export type FindOperationsInput = z.infer<typeof findOperationsInput>;
