import { z } from "zod";
import { CHANGE_ACTIONS, type ChangeAction, type SubjectKind } from "./actions";
import { isSubjectKind } from "./labels";

/** What narrows the log. Empty text and null narrow nothing. Times are of recording, `to` is exclusive. */
export type ChangesFilter = {
  q: string;
  who: string;
  action: ChangeAction | null;
  kind: SubjectKind | null;
  subject: Subject | null;
  from: Date | null;
  to: Date | null;
};

export type Subject = { kind: SubjectKind; id: string };

/** Reads `agent:8f2d…`; null where it is no subject. */
export function subjectOf(text: string): Subject | null {
  const at = text.indexOf(":");
  const kind = text.slice(0, at);
  const id = text.slice(at + 1);
  return at > 0 && id !== "" && isSubjectKind(kind) ? { kind, id } : null;
}

export function subjectText({ kind, id }: Subject): string {
  return `${kind}:${id}`;
}

const empty = z.literal("").transform(() => null);
const INSTANT_SAYS = "Give a day or an instant in UTC, 2026-11-21 or 2026-11-21T14:14.";
const instant = z
  .union(
    [
      empty,
      z.iso.date().transform((day) => new Date(`${day}T00:00:00.000Z`)),
      z.iso
        .datetime({ local: true })
        .transform((text) => new Date(text.endsWith("Z") ? text : `${text}Z`)),
    ],
    INSTANT_SAYS,
  )
  .refine((at) => at === null || at.getUTCFullYear() > 0, INSTANT_SAYS); // PostgreSQL knows no year 0

/** The log as its address shows it; names that say only how (page, open) are left out. */
export const exportChangesInput = z.object({
  format: z.enum(["csv", "xlsx", "pdf"], "Choose csv, xlsx or pdf."),
  q: z.string().max(200, "Search for at most 200 characters.").default(""),
  who: z.string().max(200, "Give the id of who acted.").default(""),
  action: z.union([empty, z.enum(CHANGE_ACTIONS, "There is no such act.")]).default(null),
  kind: z
    .union([empty, z.string().refine(isSubjectKind, "There is no such kind of subject.")])
    .default(null),
  subject: z
    .string()
    .transform((text) => (text === "" ? null : subjectOf(text)))
    .default(null),
  from: instant.default(null),
  to: instant.default(null),
});
export type ExportChangesInput = z.infer<typeof exportChangesInput>;
