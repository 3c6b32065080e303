import type { PersonName } from "@/lib/auth/people";
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf, personColumnsOf } from "@/lib/exports/columns";
import { explanationOf } from "./explanation";
import {
  FINDING_STATE_LABEL,
  SEVERITY_LABEL,
  SUBJECT_LABEL,
  severityOf,
  stateOf,
  VERDICT_LABEL,
  verdictOf,
} from "./labels";
import type { ListedFinding } from "./queries";
import { minutesToTriage, subjectName } from "./view";

/** A finding as a line of the triage log, with the names around it. */
export type ExportedFinding = {
  finding: ListedFinding;
  names: ReadonlyMap<string, PersonName>;
  agents: Parameters<typeof subjectName>[1];
};

const { text, instant, number } = columnsOf<ExportedFinding>();
const person = personColumnsOf<ExportedFinding>(({ names }) => names);

/** Names and meanings are stable, new columns come at the end (IPE-13). */
export const FINDING_COLUMNS: readonly ExportColumn<ExportedFinding>[] = [
  text("id", "Id", "Opaque id of the finding. Never empty.", ({ finding }) => finding.id, 36),
  instant("raised_at", "Raised", "When the detector raised it.", ({ finding }) => finding.raisedAt),
  text(
    "severity",
    "Severity",
    "Critical, warning or information.",
    ({ finding }) => SEVERITY_LABEL[severityOf(finding.severity)],
    11,
  ),
  text("title", "Finding", "What was noticed.", ({ finding }) => finding.title, 34),
  text(
    "detector",
    "Detector",
    "Rule that noticed it, by its name.",
    ({ finding }) => finding.detector,
  ),
  number(
    "detector_version",
    "Detector version",
    "Version of that rule.",
    ({ finding }) => finding.detectorVersion,
  ),
  text(
    "subject_kind",
    "Subject kind",
    "What it is about; empty if no single thing.",
    ({ finding }) =>
      finding.subjectKind === null
        ? null
        : (SUBJECT_LABEL[finding.subjectKind] ?? finding.subjectKind),
    10,
  ),
  text(
    "subject",
    "Subject",
    "Agent, key, server or source that it is about.",
    ({ finding, agents }) => subjectName(finding, agents) || null,
    20,
  ),
  instant("first_at", "First", "First of what was noticed.", ({ finding }) => finding.firstAt),
  instant("last_at", "Last", "Last of what was noticed.", ({ finding }) => finding.lastAt),
  number(
    "times",
    "Times",
    "How often it was met, counted once a day.",
    ({ finding }) => finding.times,
  ),
  text(
    "baseline",
    "Usual",
    "What is usual, in words.",
    ({ finding }) => explanationOf(finding.explanation).baseline,
    34,
  ),
  text(
    "observed",
    "Observed",
    "What was seen, in words.",
    ({ finding }) => explanationOf(finding.explanation).observed,
    34,
  ),
  text(
    "deviation",
    "Deviation",
    "How far apart they are, in words.",
    ({ finding }) => explanationOf(finding.explanation).deviation,
    34,
  ),
  text(
    "evidence",
    "Evidence",
    "Pages of this product that show it, with spaces between.",
    ({ finding }) =>
      explanationOf(finding.explanation)
        .evidence.map(({ href }) => href)
        .join(" "),
    34,
  ),
  text(
    "state",
    "State",
    "Where it stands when the file was made.",
    ({ finding }) => FINDING_STATE_LABEL[stateOf(finding.state)],
    12,
  ),
  ...person("owner", "Owner", "looks after it", ({ finding }) => finding.ownerId),
  instant("due_at", "Due", "By when it is to be closed.", ({ finding }) => finding.dueAt),
  instant(
    "triaged_at",
    "Triaged",
    "When a person first looked; empty if nobody has.",
    ({ finding }) => finding.triagedAt,
  ),
  ...person("triaged_by", "Triaged by", "first looked", ({ finding }) => finding.triagedById),
  number(
    "minutes_to_triage",
    "Minutes to triage",
    "Whole minutes from raised to triaged; empty if nobody has looked.",
    ({ finding }) => minutesToTriage(finding.raisedAt, finding.triagedAt),
  ),
  text(
    "verdict",
    "Verdict",
    "What it was; empty while it is not closed.",
    ({ finding }) => {
      const verdict = verdictOf(finding.verdict);
      return verdict && VERDICT_LABEL[verdict];
    },
    13,
  ),
  text(
    "rationale",
    "Rationale",
    "Why it was judged so; empty while it is not closed.",
    ({ finding }) => finding.reason,
    34,
  ),
  text(
    "incident",
    "Incident",
    "Incident it belongs to, or why it is none; empty if none was named.",
    ({ finding }) => finding.incident,
  ),
  instant(
    "closed_at",
    "Closed",
    "When it was closed; empty if it is not.",
    ({ finding }) => finding.closedAt,
  ),
  ...person("closed_by", "Closed by", "closed it", ({ finding }) => finding.closedById),
  instant(
    "cleared_at",
    "Cause gone",
    "Since when its cause is gone; empty if it is not known to be.",
    ({ finding }) => finding.clearedAt,
  ),
  text(
    "note",
    "Note",
    "What the last triage said; empty if nothing.",
    ({ finding }) => finding.note || null,
    24,
  ),
  text(
    "previous_id",
    "Came back from",
    "Id of the finding closed before about the same thing; empty if none.",
    ({ finding }) => finding.previousId,
    36,
  ),
];
