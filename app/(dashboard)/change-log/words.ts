import { DISPOSITION_LABEL, KIND_LABEL } from "@/lib/access-matrix/deviations/deviation-labels";
import { storedWords } from "@/lib/agents/field-words";
import { AGENT_FIELD_LABEL } from "@/lib/agents/fields";
import { AGENT_STATUS_LABEL } from "@/lib/agents/labels";
import type { Words, WordsOf } from "@/lib/change-log/diff";
import { isRecord } from "@/lib/change-log/people-in";
import type { Json } from "@/lib/change-log/record-json";
import { FINDING_STATE_LABEL, SEVERITY_LABEL, VERDICT_LABEL } from "@/lib/findings/labels";
import { entryTypeLabel, LOG_LABEL, TASK_STATE_LABEL } from "@/lib/ledger-store/labels";
import { REQUEST_STATUS_LABEL } from "@/lib/requests/labels";
import { storedWords as storedServerWords } from "@/lib/servers/field-words";
import { OPERATION_FIELD_LABEL, SERVER_FIELD_LABEL } from "@/lib/servers/fields";
import { fieldsOf } from "@/lib/settings/define-settings";
import { settingsOf } from "@/lib/settings/registry";

/** The words of each room for its records: the log itself knows no room. */
export const wordsOf: WordsOf = (subjectKind, subjectId) => {
  if (subjectKind === "agent") return AGENT_WORDS;
  if (subjectKind === "request") return REQUEST_WORDS;
  if (subjectKind === "bundle" || subjectKind === "verification") return TASK_WORDS;
  if (subjectKind === "entry") return ENTRY_WORDS;
  if (subjectKind === "sealing") return SEALING_WORDS;
  if (subjectKind === "finding") return FINDING_WORDS;
  if (subjectKind === "server") return SERVER_WORDS;
  if (subjectKind === "operation") return OPERATION_WORDS;
  if (subjectKind === "deviation") return DEVIATION_WORDS;
  if (subjectKind === "enforced-policy") return ENFORCED_WORDS;
  return subjectKind === "policy" ? policyWords(subjectId) : { labels: {} };
};

type Labels = Readonly<Record<string, string>>;

const STATUS: Labels = AGENT_STATUS_LABEL;
const REQUEST_STATUS: Labels = REQUEST_STATUS_LABEL;

const REQUEST_WORDS: Words = {
  labels: {
    title: "Wish",
    status: "Status",
    reason: "Reason",
    requestedById: "Asked by",
    requestedAt: "Asked at",
    dueAt: "Due",
    decidedById: "Decided by",
    decidedAt: "Decided at",
    decisionNote: "Note",
    excludedIds: "May not decide",
    namedIds: "Who alone may decide",
    diffHash: "Hash of the diff",
  },
  wordOf: (field, value) => (field === "status" ? REQUEST_STATUS[String(value)] : undefined),
};

const LOG: Labels = LOG_LABEL;
const TASK_STATE: Labels = TASK_STATE_LABEL;

const TASK_WORDS: Words = {
  labels: {
    log: "Log",
    wish: "Asked for",
    state: "Stands",
    result: "What came of it",
    message: "Why it failed",
    askedById: "Asked by",
    askedAt: "Asked at",
    startedAt: "Begun",
    finishedAt: "Finished",
  },
  wordOf: (field, value) => {
    if (field === "log") return LOG[String(value)];
    if (field === "state") return TASK_STATE[String(value)];
    return field === "wish" || field === "result" ? linesOf(value) : undefined;
  },
};

const ENTRY_WORDS: Words = {
  labels: { log: "Log", index: "Index", ts: "Accepted", type: "Type" },
  wordOf: (field, value) => {
    if (field === "log") return LOG[String(value)];
    return field === "type" ? (entryTypeLabel(String(value)) ?? undefined) : undefined;
  },
};

const SEALING_WORDS: Words = {
  labels: {
    log: "Log",
    haltedAt: "Halted at",
    haltReason: "Why it halted",
    haltMessage: "In full",
    seenAt: "Sealer last seen",
    size: "Size it saw",
    lastTs: "Last entry it saw",
    keySeparation: "Key kept apart",
  },
  wordOf: (field, value) => (field === "log" ? LOG[String(value)] : undefined),
};

const FINDING_WORD: Readonly<Record<string, Labels>> = {
  severity: SEVERITY_LABEL,
  state: FINDING_STATE_LABEL,
  verdict: VERDICT_LABEL,
};

const FINDING_WORDS: Words = {
  labels: {
    ...{ detector: "Detector", detectorVersion: "Detector version", groupKey: "Same thing" },
    ...{ severity: "Severity", title: "Finding", explanation: "Explanation", times: "Times" },
    ...{ firstAt: "First", lastAt: "Last", raisedAt: "Raised", state: "Stands", dueAt: "Due" },
    ...{ ownerId: "Owner", triagedById: "Triaged by", triagedAt: "Triaged", note: "Note" },
    ...{ verdict: "Verdict", reason: "Rationale", incident: "Incident", closedAt: "Closed" },
    ...{ closedById: "Closed by", clearedAt: "Cause gone", previousId: "Came back from" },
    ...{ subjectKind: "Subject kind", subjectId: "Subject", version: "Version" },
  },
  wordOf: (field, value) => {
    if (field === "explanation") return linesOf(value);
    return FINDING_WORD[field]?.[String(value)];
  },
};

const DEVIATION_WORD: Readonly<Record<string, Labels>> = {
  kind: KIND_LABEL,
  disposition: DISPOSITION_LABEL,
};

const DEVIATION_WORDS: Words = {
  labels: {
    ...{ kind: "Difference", principal: "Who", server: "Server", operation: "Operation" },
    ...{ environment: "Environment", detail: "What the data show", since: "Since" },
    ...{ foundAt: "Found", seenAt: "Seen last", clearedAt: "Cleared", disposition: "State" },
    ...{ explanation: "Explanation", ticket: "Ticket", disposedById: "Said by" },
    ...{ disposedAt: "Said at", disposedUntil: "Holds until", version: "Version" },
    ...{ lasting: "Lasting", held: "Cannot be judged now", found: "New", again: "Came back" },
    ...{ cleared: "Over", reopened: "Open again", kinds: "By difference", asOf: "As of" },
  },
  wordOf: (field, value) => {
    if (field === "kinds") return linesOf(value);
    return DEVIATION_WORD[field]?.[String(value)];
  },
};

const ENFORCED_WORDS: Words = {
  labels: {
    ...{ sourceId: "Gateway", version: "Version", label: "Its own name", grants: "Lines" },
    ...{ statedAt: "As of", receivedAt: "Received", confirmedAt: "Said again until" },
    ...{ added: "Came in", removed: "Went", hash: "Hash of its lines", channel: "How it came" },
    ...{ addedHash: "Hash of what came in", removedHash: "Hash of what went" },
    ...{
      receivedFrom: "From",
      appliedAt: "Applied",
      replacedAt: "Replaced",
      replaced: "Before it",
    },
  },
  wordOf: (field, value) => (field === "replaced" ? linesOf(value) : undefined),
};

/** A record within a record, one line for each of its values. */
function linesOf(value: Json): string | undefined {
  if (!isRecord(value)) return undefined;
  return Object.entries(value)
    .map(([name, held]) => `${name}: ${isRecord(held) ? JSON.stringify(held) : String(held)}`)
    .join("\n");
}

const AGENT_WORDS: Words = {
  labels: AGENT_FIELD_LABEL,
  wordOf: (field, value) =>
    field === "status" ? STATUS[String(value)] : storedWords(field, value),
};

const SERVER_WORDS: Words = { labels: SERVER_FIELD_LABEL, wordOf: storedServerWords };
const OPERATION_WORDS: Words = { labels: OPERATION_FIELD_LABEL, wordOf: storedServerWords };

function policyWords(room: string): Words {
  const spec = settingsOf(room);
  const fields = new Map(spec ? fieldsOf(spec) : []);
  return {
    labels: {},
    wordOf: (field, value) => {
      if (field !== "values" || typeof value !== "object" || value === null) return undefined;
      return Object.entries(value)
        .map(([name, held]) => {
          const known = fields.get(name);
          return `${known?.label ?? name}: ${String(held)}${known ? ` ${known.unit}` : ""}`;
        })
        .join("\n");
    },
  };
}
