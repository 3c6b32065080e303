import { notFound } from "next/navigation";
import { LineDecisions } from "@/components/access-reviews/line-decisions";
import { LineFacts } from "@/components/access-reviews/line-facts";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { stagesOf } from "@/lib/access-reviews/assign/parts";
import { reviewPath } from "@/lib/access-reviews/head-view";
import {
  lineSentence,
  toAssigned,
  toElsewhere,
  toLineDecisions,
} from "@/lib/access-reviews/overview/line-view";
import { lineTitle } from "@/lib/access-reviews/overview/lines-view";
import { getReviewLine } from "@/lib/access-reviews/overview/queries";
import { isUuid } from "@/lib/core/text";
import { found, requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Line of an access review" };

export default async function ReviewLinePage({ params }: { params: Promise<{ line: string }> }) {
  const actor = await requireActor("review:read");
  const { line: id } = await params;
  const facts = isUuid(id) ? await found(getReviewLine(actor, id)) : null;
  if (!facts) notFound();
  const { dossier, held, removal, assignments, names } = facts;
  const elsewhere = toElsewhere(facts);
  return (
    <>
      <PageHeader
        title={lineTitle(held.line, names)}
        back={{
          href: reviewPath(dossier.review.id, "lines"),
          label: `Lines of ${dossier.review.reference}`,
        }}
        lead={lineSentence(facts)}
      />
      <LineFacts
        line={held.line}
        stages={stagesOf(held.line, assignments)}
        names={Object.fromEntries(names)}
      />
      <Section id="decisions" title="Decisions">
        <LineDecisions rows={toLineDecisions(facts)} />
      </Section>
      <Section id="assigned" title="Who was to decide it">
        <ul>
          {toAssigned(facts).map(({ id: key, words, until }) => (
            <li key={key}>
              {words}
              {until ? (
                <span className="text-ink-3">
                  {" "}
                  until <Instant at={until} />
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      </Section>
      {removal ? (
        <Section id="removal" title="Removal">
          <p>
            {removal.state}, due <Instant at={removal.dueAt.toISOString()} />.{" "}
            <TextLink href={`/access-reviews/removals?open=${removal.id}`}>
              What the data show of it
            </TextLink>
          </p>
        </Section>
      ) : null}
      <Section id="elsewhere" title="The same in other reviews">
        {elsewhere.length === 0 ? (
          <p className="text-ink-2">It is in no other review that has started.</p>
        ) : (
          <ul>
            {elsewhere.map((other) => (
              <li key={other.id}>
                <TextLink href={`/access-reviews/lines/${other.id}`}>{other.reference}</TextLink>,{" "}
                <Instant at={other.at} />: {other.outcome}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
