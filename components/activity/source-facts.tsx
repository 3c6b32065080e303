import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import { SOURCE_FIELD_LABEL } from "@/lib/activity/sources/source-labels";
import type { SourceFacts as Facts, SourceRow } from "@/lib/activity/sources/source-view";
import { GroupMarks, SourceStateMark } from "./source-marks";

/** What is configured of a source. */
export function SourceFacts({ row, facts }: { row: SourceRow; facts: Facts }) {
  return (
    <DefinitionList
      items={[
        { term: "Short name", value: <code className="font-mono text-sm">{row.id}</code> },
        { term: SOURCE_FIELD_LABEL.kind, value: row.kind },
        {
          term: "Mapping",
          value: facts.mapping,
        },
        { term: SOURCE_FIELD_LABEL.environment, value: row.environment },
        { term: SOURCE_FIELD_LABEL.region, value: row.region },
        {
          term: SOURCE_FIELD_LABEL.places,
          value: facts.places ? (
            <span className="font-mono text-sm whitespace-pre-line">{facts.places}</span>
          ) : (
            ""
          ),
        },
        { term: "Expected rhythm", value: facts.rhythm },
        { term: SOURCE_FIELD_LABEL.sampling, value: facts.sampling },
        { term: SOURCE_FIELD_LABEL.trustedHops, value: facts.hops },
        { term: SOURCE_FIELD_LABEL.utcOffset, value: facts.utcOffset },
        { term: SOURCE_FIELD_LABEL.ownerId, value: row.owner },
        {
          term: SOURCE_FIELD_LABEL.note,
          value: facts.note ? <span className="whitespace-pre-line">{facts.note}</span> : "",
        },
        { term: "Added", value: <Instant at={facts.addedAt} /> },
      ]}
    />
  );
}

/** How a source does. */
export function SourceHealth({ row, facts }: { row: SourceRow; facts: Facts }) {
  return (
    <DefinitionList
      items={[
        { term: "State", value: <SourceStateMark state={row.state} /> },
        {
          term: "Last seen",
          help: "the minute of the last push",
          value: row.lastSeen === null ? "never" : <Instant at={row.lastSeen} />,
        },
        { term: "Rate", value: `${row.callsPerMinute} records a minute in the last hour` },
        {
          term: "Lag",
          help: "from call to arrival, longest of the last day",
          value: row.lag || "not known before a minute with calls is over",
        },
        { term: "Its clock", value: facts.clock },
        {
          term: "Complete",
          help: "% of the calls of 7 days that hold each field group",
          value:
            row.calls === 0 ? (
              "no calls in 7 days"
            ) : (
              <>
                <GroupMarks groups={row.groups} />
                <span className="block text-sm text-ink-3">
                  {row.groups
                    .map(({ group, label }) => `${group} ${label.toLowerCase()}`)
                    .join(", ")}
                  ; {row.calls.toLocaleString("en")} calls
                </span>
              </>
            ),
        },
        {
          term: "In quarantine",
          value: (
            <TextLink href={`/settings/sources/${row.id}/quarantine`}>
              {row.quarantined.toLocaleString("en")} open
            </TextLink>
          ),
        },
      ]}
    />
  );
}
