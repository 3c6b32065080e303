import { z } from "zod";
import { optionalProse, prose } from "@/lib/core/text";
import { FINDING_SORTS, SEVERITIES, SHOW_CHOICES, VERDICTS } from "./labels";
import { INCIDENT_MAX, NOTE_MAX, RATIONALE_MAX, RATIONALE_MIN } from "./limits";

const findingId = z.uuid("This is not the id of a finding.");
const version = z.coerce.number("Reload the page.").int("Reload the page.").min(1);
const DAY_SAYS = "Give the day by which it is to be closed.";

export const triageFindingInput = z.strictObject({
  findingId,
  version,
  ownerId: z.uuid("Choose who looks after it."),
  dueOn: z.iso.date(DAY_SAYS).transform((day) => new Date(`${day}T23:59:59.999Z`)),
  note: optionalProse(NOTE_MAX),
});
export type TriageFindingInput = z.infer<typeof triageFindingInput>;

const RATIONALE_SAYS = `Say in at least ${RATIONALE_MIN} characters what you looked at and why you judge so.`;

export const closeFindingInput = z.strictObject({
  findingId,
  version,
  verdict: z.enum(VERDICTS, "Choose what it was."),
  reason: prose(RATIONALE_SAYS, RATIONALE_MAX).refine(
    (text) => text.length >= RATIONALE_MIN,
    RATIONALE_SAYS,
  ),
  incident: optionalProse(INCIDENT_MAX),
});
export type CloseFindingInput = z.infer<typeof closeFindingInput>;

export const reopenFindingInput = z.strictObject({
  findingId,
  version,
  reason: prose("Say why it is opened again.", NOTE_MAX),
});
export type ReopenFindingInput = z.infer<typeof reopenFindingInput>;

const filters = {
  q: z.string().max(200).default(""),
  show: z.enum(SHOW_CHOICES).catch("open").default("open"),
  severity: z
    .enum([...SEVERITIES, ""])
    .catch("")
    .default(""),
  /** Id of a detector; one that nobody knows has found nothing. */
  detector: z.string().max(60).default(""),
  verdict: z
    .enum([...VERDICTS, ""])
    .catch("")
    .default(""),
  subject: z.string().max(300).default(""),
  sort: z.enum(FINDING_SORTS).catch("raised").default("raised"),
  dir: z.enum(["asc", "desc"]).catch("desc").default("desc"),
};

export const listFindingsInput = z.object({
  ...filters,
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListFindingsInput = z.infer<typeof listFindingsInput>;

/** Unknown names in the address (page, columns) are left out, so that any view can be exported. */
export const exportFindingsInput = z.object({ ...filters, format: z.enum(["csv", "xlsx", "pdf"]) });
export type ExportFindingsInput = z.infer<typeof exportFindingsInput>;
