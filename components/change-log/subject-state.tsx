import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";

/** A record as it was at an instant; `lines` is null if there was none then. */
export type StateShown = {
  at: string;
  lines: readonly { field: string; label: string; value: string }[] | null;
  recordedAt: string;
  changeHref: string;
};

/** The record as the log knows it from before the instant, field by field. */
export function SubjectState({ state }: { state: StateShown }) {
  if (state.lines === null) {
    return (
      <Callout tone="note" title="There was no such record yet">
        Nothing about it had been recorded by <Instant at={state.at} />.
      </Callout>
    );
  }
  return (
    <section aria-label="The record as it was" className="mb-6">
      <h2 className="text-lg font-semibold">
        As it was at <Instant at={state.at} />
      </h2>
      <p className="mt-1 mb-3 text-ink-2">
        It stood so since <TextLink href={state.changeHref}>the change</TextLink> recorded at{" "}
        <Instant at={state.recordedAt} />. People are shown by the names of today.
      </p>
      <DefinitionList
        items={state.lines.map(({ label, value }) => ({
          term: label,
          value: <span className="whitespace-pre-line">{value}</span>,
        }))}
      />
    </section>
  );
}
