import { z } from "zod";
import { daysOf } from "./least-privilege-view";

/** Unknown names in the address are left out, so that any view can be exported. `agent`: id or short name; empty: the sums of all. */
export const exportPrivilegeInput = z.object({
  format: z.enum(["csv", "xlsx", "pdf"]),
  agent: z.string().trim().max(200).default(""),
  q: z.string().trim().max(200).default(""),
  days: z
    .string()
    .optional()
    .transform((days) => daysOf(days ?? null)),
});
export type ExportPrivilegeInput = z.infer<typeof exportPrivilegeInput>;
