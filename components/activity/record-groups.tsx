import { Section } from "@/components/ui/section";
import { StateMark } from "@/components/ui/state-mark";
import type { FieldShown, GroupShown } from "@/lib/activity/calls/record-view";
import { FieldState } from "./field-state";

const GROUP_STATE: Readonly<
  Record<string, { word: string; tone: "plain" | "attention" | "muted" }>
> = {
  full: { word: "complete", tone: "plain" },
  weak: { word: "weak", tone: "attention" },
  missing: { word: "missing", tone: "muted" },
};

/** Every field of a record, by group. What its sender did not say is there as well, and says so. */
export function RecordGroups({ groups }: { groups: readonly GroupShown[] }) {
  return groups.map(({ id, title, state, fields }) => {
    const { word, tone } = GROUP_STATE[state] ?? { word: "not stated", tone: "muted" as const };
    return (
      <Section
        key={id}
        id={id}
        title={`${id} ${title}`}
        actions={<StateMark tone={tone}>{word}</StateMark>}
      >
        <Fields caption={`${id} ${title}`} fields={fields} />
      </Section>
    );
  });
}

function Fields({ caption, fields }: { caption: string; fields: readonly FieldShown[] }) {
  return (
    <table className="w-full table-fixed border-y text-base">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b text-left text-sm text-ink-2">
          <th scope="col" className="w-1/4 py-1.5 pr-3 font-medium max-sm:w-1/3">
            Field
          </th>
          <th scope="col" className="py-1.5 pr-3 font-medium">
            Value
          </th>
          <th scope="col" className="w-36 py-1.5 pr-3 font-medium max-sm:w-28">
            State
          </th>
          <th scope="col" className="w-1/5 py-1.5 font-medium max-sm:hidden">
            Where the sender has it
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, value, state, path }) => (
          <tr key={name} className="border-b align-top last:border-b-0">
            <th scope="row" className="py-1.5 pr-3 text-left font-normal wrap-anywhere">
              <code className="font-mono text-sm text-ink-2">{name}</code>
            </th>
            <td className="py-1.5 pr-3 wrap-anywhere">
              {value === "" ? (
                <span aria-hidden className="text-ink-3">
                  –
                </span>
              ) : (
                <span className="whitespace-pre-wrap">{value}</span>
              )}
            </td>
            <td className="py-1.5 pr-3 text-sm">
              <FieldState state={state} />
            </td>
            <td className="py-1.5 text-sm wrap-anywhere text-ink-3 max-sm:hidden">
              <code className="font-mono">{path}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
