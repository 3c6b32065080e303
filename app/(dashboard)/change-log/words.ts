import { storedWords } from "@/lib/agents/field-words";
import { AGENT_FIELD_LABEL } from "@/lib/agents/fields";
import { AGENT_STATUS_LABEL } from "@/lib/agents/labels";
import type { Words, WordsOf } from "@/lib/change-log/diff";
import { REQUEST_STATUS_LABEL } from "@/lib/requests/labels";
import { fieldsOf } from "@/lib/settings/define-settings";
import { settingsOf } from "@/lib/settings/registry";

/** The words of each room for its records: the log itself knows no room. */
export const wordsOf: WordsOf = (subjectKind, subjectId) => {
  if (subjectKind === "agent") return AGENT_WORDS;
  if (subjectKind === "request") return REQUEST_WORDS;
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
    diffHash: "Hash of the diff",
  },
  wordOf: (field, value) => (field === "status" ? REQUEST_STATUS[String(value)] : undefined),
};

const AGENT_WORDS: Words = {
  labels: AGENT_FIELD_LABEL,
  wordOf: (field, value) =>
    field === "status" ? STATUS[String(value)] : storedWords(field, value),
};

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
