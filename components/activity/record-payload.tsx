import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { CopyButton } from "@/components/ui/copy-button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Section } from "@/components/ui/section";
import type { RecordShown } from "@/lib/activity/calls/record-view";
import type { FormAction } from "@/lib/core/action-state";
import { RecordGroups } from "./record-groups";

/** What stands in place of a record until somebody has said that they look at it. */
export function RecordGate({ index, view }: { index: string; view: FormAction }) {
  return (
    <Section
      id="record"
      title="The record"
      lead="It may hold what only few should read, such as the arguments of the call, so a look at it is recorded in the change log. It lasts ten minutes."
    >
      <Form action={view} label="Show the record" submitLabel="Show the record">
        <HiddenField name="index" value={index} />
      </Form>
    </Section>
  );
}

/** The record, read from the ledger: its fields by group, its arguments, and what was redacted of it. */
export function RecordPayload({ record, line }: { record: RecordShown; line: string }) {
  const { groups, args, about, more, redaction } = record;
  return (
    <>
      <Section
        id="record"
        title="The record"
        lead={`Read from the ledger; your look at it is recorded. Completeness ${record.score === "" ? "not stated" : record.score} of 1.`}
        actions={
          <CopyButton value={line} label="Copy the stored line">
            Copy the stored line
          </CopyButton>
        }
      />
      {args === "" ? null : (
        <Section id="arguments" title="Arguments" lead="As they were stored: redacted before that.">
          <Text label="Arguments of the call" text={args} />
        </Section>
      )}
      <RecordGroups groups={groups} />
      <Section
        id="redaction"
        title="Redaction"
        lead={
          redaction.counts.length === 0
            ? "Nothing in this record had to be replaced."
            : "Replaced before anything was stored; nobody can undo it."
        }
      >
        <DefinitionList
          items={[
            { term: "State", value: redaction.state },
            { term: "Rules", value: redaction.rules },
            { term: "Key", value: redaction.keyId },
            ...redaction.counts.map(({ type, count }) => ({
              term: type.replaceAll("_", " "),
              value: `${count.toLocaleString("en")} replaced`,
            })),
          ]}
        />
      </Section>
      <Section id="about" title="About the record">
        <DefinitionList
          items={[...about, ...more].map(({ name, value }) => ({ term: name, value }))}
        />
        <details className="mt-3">
          <summary className="text-sm text-ink-2">
            The stored line, byte for byte what is hashed
          </summary>
          <Text label="The stored line" text={line} />
        </details>
      </Section>
    </>
  );
}

function Text({ label, text }: { label: string; text: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reached by keyboard
      tabIndex={0}
      className="max-h-[32rem] overflow-auto border-y bg-paper-2 p-3 print:max-h-none"
    >
      <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">{text}</pre>
    </section>
  );
}
