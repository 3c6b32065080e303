import { Callout } from "@/components/ui/callout";
import { type Definition, DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import type { FindingFacts as Facts } from "@/lib/findings/view";
import { FindingDue } from "./finding-marks";

/** What stands about a finding: when, whose, and what people made of it. */
export function FindingFacts({ finding }: { finding: Facts }) {
  return (
    <>
      {finding.state !== "closed" && finding.cleared ? (
        <Callout tone="note" title="Its cause is gone">
          It was not met any more on <Instant at={finding.clearedAt} />. Somebody still says what it
          was.
        </Callout>
      ) : null}
      <Section id="facts" title="Where it stands">
        <DefinitionList
          items={[...timesOf(finding), ...peopleOf(finding), ...closingOf(finding)]}
        />
      </Section>
    </>
  );
}

function timesOf(finding: Facts): Definition[] {
  const { subject, subjectKind, subjectHref, previousId, laterId } = finding;
  const name = `${subjectKind === "" ? "" : `${subjectKind} `}${subject}`;
  return [
    {
      term: "About",
      value:
        subjectHref === "" ? (
          name || "no single thing"
        ) : (
          <TextLink href={subjectHref}>{name}</TextLink>
        ),
    },
    { term: "Detector", value: `${finding.detectorTitle}, version ${finding.detectorVersion}` },
    { term: "First", value: <Instant at={finding.firstAt} /> },
    { term: "Last", value: <Instant at={finding.lastAt} /> },
    { term: "Raised", value: <Instant at={finding.raisedAt} /> },
    {
      term: "Times",
      help: "Counted once a day while it lasts.",
      value: finding.times.toLocaleString("en"),
    },
    ...(previousId === ""
      ? []
      : [
          {
            term: "Came back",
            value: <TextLink href={`/findings/${previousId}`}>The finding closed before</TextLink>,
          },
        ]),
    ...(laterId === ""
      ? []
      : [
          {
            term: "Has come back",
            value: <TextLink href={`/findings/${laterId}`}>The newer finding</TextLink>,
          },
        ]),
  ];
}

function peopleOf(finding: Facts): Definition[] {
  const { owner, dueAt, overdue, minutesToTriage, triagedBy, note, state } = finding;
  return [
    { term: "Owner", value: owner === "" ? "nobody yet" : owner },
    ...(state === "closed"
      ? []
      : [{ term: "Due", value: <FindingDue dueAt={dueAt} overdue={overdue} /> }]),
    {
      term: "Triage",
      value:
        minutesToTriage === null
          ? "nobody has looked yet"
          : `by ${triagedBy}, ${minutesToTriage.toLocaleString("en")} minutes after it was raised`,
    },
    ...(note === "" ? [] : [{ term: "Note", value: <Prose text={note} /> }]),
  ];
}

function closingOf({ state, verdict, reason, incident, closedAt, closedBy }: Facts): Definition[] {
  if (state !== "closed") return [];
  return [
    { term: "Verdict", value: verdict },
    { term: "Rationale", value: <Prose text={reason} /> },
    { term: "Incident", value: incident === "" ? "none" : <Prose text={incident} /> },
    {
      term: "Closed",
      value: (
        <>
          <Instant at={closedAt} /> by {closedBy}
        </>
      ),
    },
  ];
}

function Prose({ text }: { text: string }) {
  return <span className="block max-w-[72ch] whitespace-pre-line wrap-anywhere">{text}</span>;
}
