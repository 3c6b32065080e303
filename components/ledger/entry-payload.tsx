import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { CopyButton } from "@/components/ui/copy-button";
import { Section } from "@/components/ui/section";
import type { FormAction } from "@/lib/core/action-state";
import type { Payload } from "@/lib/ledger-store/entry-view";

/** What an entry says, once somebody has said that they look at it. */
export function EntryPayload({
  entry,
  payload,
  view,
}: {
  entry: string;
  /** Null until the look is recorded. */
  payload: Payload | null;
  view: FormAction;
}) {
  if (payload === null) {
    return (
      <Section
        id="says"
        title="What it says"
        lead="An entry may hold what only few should read, so a look at it is recorded in the change log. It lasts ten minutes."
      >
        <Form action={view} label="Show what it says" submitLabel="Show what it says">
          <HiddenField name="entry" value={entry} />
        </Form>
      </Section>
    );
  }
  return (
    <Section
      id="says"
      title="What it says"
      lead="Read from the store. Your look at it is recorded."
      actions={
        <CopyButton value={payload.line} label="Copy the stored line">
          Copy the stored line
        </CopyButton>
      }
    >
      <Text label="The data of the entry" text={payload.data} />
      <details className="mt-3">
        <summary className="text-sm text-ink-2">
          The stored line, byte for byte what is hashed
        </summary>
        <Text label="The stored line" text={payload.line} />
      </details>
    </Section>
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
