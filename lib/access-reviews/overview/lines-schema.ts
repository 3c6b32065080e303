import { z } from "zod";
import { ENVIRONMENTS } from "@/lib/core/environments";
import { LINE_CHANGES, LINE_FLAGS, LINE_KINDS, OUTCOMES, RISKS, SECTIONS } from "../review-view";

export const LINE_SORTS = ["n", "risk", "calls", "used"] as const;
/** What a line ended with, or that it is not decided yet. */
export const LINE_OUTCOMES = [...OUTCOMES, "undecided"] as const;

/** What the address of the list may say; `listParams` reads it. */
export const LINE_LIST = {
  sorts: LINE_SORTS,
  defaultSort: "n",
  filters: {
    section: SECTIONS,
    risk: RISKS,
    kind: LINE_KINDS,
    outcome: LINE_OUTCOMES,
    change: LINE_CHANGES,
    flag: LINE_FLAGS,
    environment: ENVIRONMENTS,
  },
} as const;

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).nullable().catch(null).default(null);

const filters = {
  section: oneOf(SECTIONS),
  risk: oneOf(RISKS),
  kind: oneOf(LINE_KINDS),
  outcome: oneOf(LINE_OUTCOMES),
  change: oneOf(LINE_CHANGES),
  flag: oneOf(LINE_FLAGS),
  environment: oneOf(ENVIRONMENTS),
};

export const lineFilters = z.object({
  q: z.string().max(200).default(""),
  ...filters,
  sort: z.enum(LINE_SORTS).catch("n").default("n"),
  dir: z.enum(["asc", "desc"]).catch("asc").default("asc"),
});
export type LineFilters = z.infer<typeof lineFilters>;

const review = z.uuid("There is no such review.");
const format = z.enum(["csv", "xlsx", "pdf"], "Choose CSV, Excel or PDF.");

export const exportLinesInput = lineFilters.extend({ review, format });
export type ExportLinesInput = z.infer<typeof exportLinesInput>;
