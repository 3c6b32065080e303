import { z } from "zod";
import { ENVIRONMENTS } from "@/lib/core/environments";
import { optionalProse, prose } from "@/lib/core/text";
import { DEVIATION_KINDS, DEVIATION_SORTS, DISPOSITIONS, STATES } from "./deviation-labels";
import { EXPLANATION_MAX, EXPLANATION_MIN, TICKET_MAX } from "./deviation-limits";

const SAYS = `Say in at least ${EXPLANATION_MIN} characters why.`;
const DAY_SAYS = "Give the last day for which this holds.";

/** Explained or accepted until a day, or opened again. */
export const disposeDeviationInput = z
  .strictObject({
    deviationId: z.uuid(),
    version: z.coerce.number("Reload the page.").int().min(1),
    disposition: z.enum(DISPOSITIONS, "Choose what it is."),
    explanation: prose(SAYS, EXPLANATION_MAX).refine(
      (text) => text.length >= EXPLANATION_MIN,
      SAYS,
    ),
    ticket: optionalProse(TICKET_MAX),
    until: z.union([
      z.literal("").transform(() => null),
      z.iso.date(DAY_SAYS).transform((day) => new Date(`${day}T23:59:59.999Z`)),
    ]),
  })
  .refine(({ disposition, until }) => disposition === "open" || until !== null, {
    path: ["until"],
    message: DAY_SAYS,
  });
export type DisposeDeviationInput = z.infer<typeof disposeDeviationInput>;

const filters = {
  q: z.string().max(200).default(""),
  state: z.enum(STATES).catch("open").default("open"),
  kind: z
    .enum([...DEVIATION_KINDS, ""])
    .catch("")
    .default(""),
  environment: z
    .enum([...ENVIRONMENTS, ""])
    .catch("")
    .default(""),
  agent: z
    .union([z.uuid(), z.literal("")])
    .catch("")
    .default(""),
  key: z
    .union([z.uuid(), z.literal("")])
    .catch("")
    .default(""),
  sort: z.enum(DEVIATION_SORTS).catch("since").default("since"),
  dir: z.enum(["asc", "desc"]).catch("asc").default("asc"),
};

export const listDeviationsInput = z.object({
  ...filters,
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListDeviationsInput = z.infer<typeof listDeviationsInput>;

export const exportDeviationsInput = z.object({
  ...filters,
  format: z.enum(["csv", "xlsx", "pdf"]),
});
export type ExportDeviationsInput = z.infer<typeof exportDeviationsInput>;
