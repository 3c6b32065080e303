import { FilterBar } from "@/components/data-table/filter-bar";
import { ENVIRONMENT_LABEL } from "@/lib/core/environments";
import {
  KEY_FILTER_LABEL,
  KEY_KIND_LABEL,
  KEY_STATE_LABEL,
  ROTATION_STATE_LABEL,
} from "@/lib/keys/labels";
import { KEY_MARK_WORDS, KEY_MARKS } from "@/lib/keys/mark-labels";

const MARKS = Object.fromEntries(KEY_MARKS.map((mark) => [mark, KEY_MARK_WORDS[mark].word]));

/** Search and filters of the register. */
export function KeyFilters() {
  return (
    <FilterBar
      search={{ label: "Search keys", placeholder: "Label, id, purpose, agent" }}
      filters={[
        select("mark", KEY_FILTER_LABEL.mark, { any: "Anything", ...MARKS }),
        select("state", KEY_FILTER_LABEL.state, { living: "Not revoked", ...KEY_STATE_LABEL }),
        select("environment", KEY_FILTER_LABEL.environment, ENVIRONMENT_LABEL),
        select("kind", KEY_FILTER_LABEL.kind, KEY_KIND_LABEL),
      ]}
    />
  );
}

/** The period of the key-days. */
export function AgeingFilters() {
  return (
    <FilterBar
      filters={[
        { kind: "text", name: "from", label: "From", placeholder: "90 days ago" },
        { kind: "text", name: "to", label: "To", placeholder: "today" },
        select("verdict", "Show", { over: "Keys over their rule" }),
      ]}
    />
  );
}

/** The period of the rotation log, and how far they are. */
export function RotationFilters() {
  return (
    <FilterBar
      filters={[
        { kind: "text", name: "from", label: "From", placeholder: "90 days ago" },
        { kind: "text", name: "to", label: "To", placeholder: "today" },
        select("state", "State", ROTATION_STATE_LABEL),
      ]}
    />
  );
}

function select(name: string, label: string, labels: Readonly<Record<string, string>>) {
  const options = Object.entries(labels).map(([value, word]) => ({ value, label: word }));
  return { kind: "select" as const, name, label, options };
}
