import { OutcomeBadge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import type { Preview, PreviewRecord } from "@/lib/activity/sources/preview-view";

const STATE_WORDS = {
  provided: "provided",
  derived: "derived",
  joined: "joined",
  not_provided: "not provided",
  redacted: "redacted",
  redaction_failed: "could not be redacted, left out",
} as const satisfies Record<PreviewRecord["fields"][number]["state"], string>;

const GROUP_LOOKS = {
  full: ["pass", "full"],
  weak: ["attention", "weak"],
  missing: ["none", "missing"],
} as const;

/** What would be made of records: the fields with their states, and why the rest is not read. */
export function RecordPreview({ preview }: { preview: Preview }) {
  const { records, skipped, unread, warnings, more } = preview;
  return (
    <div className="space-y-5">
      <p className="text-ink-2">
        {records.length} {records.length === 1 ? "record" : "records"}, {unread.length} not read,{" "}
        {skipped} left out{more > 0 ? `; ${more} more are not shown` : ""}. Nothing is stored.
      </p>
      {warnings.map((warning) => (
        <Callout key={warning} tone="attention" title={warning} />
      ))}
      {unread.length > 0 ? (
        <Callout tone="fail" title="Not read; these would go into quarantine">
          <ul>
            {unread.map(({ line, why }) => (
              <li key={line}>
                Record {line}: {why}
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      {records.map((record) => (
        <OneRecord key={record.id} record={record} />
      ))}
    </div>
  );
}

function OneRecord({ record }: { record: PreviewRecord }) {
  const { lines, kind, adapter, fields, missing, groups } = record;
  return (
    <section aria-label={`Record ${lines.join(", ")}`}>
      <h3 className="font-medium">
        Record {lines.join(", ")}: {kind}{" "}
        <span className="font-normal text-ink-3">read by {adapter}</span>
      </h3>
      <ul className="my-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {groups.map(({ group, label, state }) => (
          <li key={group}>
            <OutcomeBadge outcome={GROUP_LOOKS[state][0]}>
              {group} {label.toLowerCase()}: {GROUP_LOOKS[state][1]}
            </OutcomeBadge>
          </li>
        ))}
      </ul>
      <section
        aria-label="Fields"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
        tabIndex={0}
        className="overflow-auto border-y"
      >
        <table className="ledger">
          <caption className="sr-only">Fields of the record</caption>
          <thead>
            <tr>
              {["Field", "Value", "State", "From"].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map(({ name, value, state, path }) => (
              <tr key={name}>
                <th scope="row" className="font-mono text-sm">
                  {name}
                </th>
                <td className="min-w-56 max-w-xl font-mono text-sm wrap-anywhere whitespace-pre-wrap">
                  {value}
                </td>
                <td>{STATE_WORDS[state]}</td>
                <td className="font-mono text-sm">{path}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="mt-1 text-sm text-ink-3">Not provided: {missing.join(", ")}</p>
    </section>
  );
}
