import { OutcomeBar } from "@/components/access-reviews/outcome-bar";
import { PartTable } from "@/components/access-reviews/part-table";
import { ReviewBroken } from "@/components/access-reviews/review-broken";
import { ReviewDates } from "@/components/access-reviews/review-dates";
import { ReviewHead } from "@/components/access-reviews/review-head";
import { ScopeFacts } from "@/components/access-reviews/scope-facts";
import { SignatureTable } from "@/components/access-reviews/signature-table";
import { SourceTable, TieOutTable } from "@/components/access-reviews/source-facts";
import { StatisticsFacts } from "@/components/access-reviews/statistics-facts";
import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { reviewPath } from "@/lib/access-reviews/head-view";
import { statisticsOfDossier } from "@/lib/access-reviews/overview/dossier";
import { getReviewHead } from "@/lib/access-reviews/overview/head";
import {
  outcomeCounts,
  overviewSentence,
  toPartRow,
  toSignatureRow,
} from "@/lib/access-reviews/overview/overview-view";
import { getOverview } from "@/lib/access-reviews/overview/queries";
import { scopeWords } from "@/lib/access-reviews/overview/scope-words";
import { found, requireActor } from "@/lib/server/require-actor";
import { datesOf } from "./dates";

export const metadata = { title: "Access review" };

export default async function ReviewPage({ params }: { params: Promise<{ review: string }> }) {
  const actor = await requireActor("review:read");
  const { review: id } = await params;
  const now = new Date();
  const head = await found(getReviewHead(actor, id, now));
  const facts = await found(getOverview(actor, id));
  const { dossier, integrity, names } = facts;
  const { header, lines, review } = dossier;
  const started = header !== null;
  return (
    <>
      <ReviewHead
        head={head}
        current="overview"
        lead={`${head.reference}. ${overviewSentence(facts)}`}
        actions={head.mine.stages.length > 0 && head.status === "open" ? decideLink(id) : null}
      />
      <ReviewBroken {...integrity} />
      <ReviewDates {...datesOf(facts, now)} />
      {started ? (
        <>
          <Section
            id="outcomes"
            title="What the lines ended with"
            lead={nilSentence(lines.length, facts)}
          >
            <OutcomeBar counts={outcomeCounts(lines)} />
          </Section>
          <Section id="parts" title="Parts" lead={refusedSentence(facts.refused)}>
            <PartTable rows={facts.parts.map((part) => toPartRow(part, names))} />
          </Section>
          <Section id="signatures" title="Signatures" lead={integrity.detail}>
            <SignatureTable rows={facts.signatures.map((one) => toSignatureRow(one, integrity))} />
          </Section>
          <Section
            id="statistics"
            title="How it was decided"
            lead="Disclosed so that whoever reads the review can weigh it; none of it is a verdict."
          >
            <StatisticsFacts
              statistics={statisticsOfDossier(dossier)}
              names={Object.fromEntries([...names].map(([key, { name }]) => [key, name]))}
            />
          </Section>
          <Section id="scope" title="Scope">
            <ScopeFacts
              header={header}
              snapshotHash={review.snapshotHash ?? ""}
              words={await scopeWords(header.scope)}
            />
          </Section>
          <Section id="sources" title="Sources as of the snapshot">
            <SourceTable sources={header.sources} />
          </Section>
          <Section id="tie-out" title="Completeness">
            <TieOutTable rows={header.tieOut} note={header.tieOutNote} />
          </Section>
        </>
      ) : null}
    </>
  );
}

function decideLink(id: string) {
  return (
    <ButtonLink variant="primary" href={reviewPath(id, "decide")}>
      Decide your lines
    </ButtonLink>
  );
}

// REV-23: a review that takes nothing away says so, with its size.
function nilSentence(lines: number, { dossier }: Awaited<ReturnType<typeof getOverview>>): string {
  const revoked = dossier.lines.filter(({ outcome }) => outcome === "revoke").length;
  return `${lines.toLocaleString("en")} lines, ${revoked.toLocaleString("en")} revoked.`;
}

function refusedSentence(refused: number): string {
  if (refused === 0) return "Nobody tried to decide a line that they must not decide.";
  const tries =
    refused === 1
      ? "1 try to decide a line was"
      : `${refused.toLocaleString("en")} tries to decide a line were`;
  return `${tries} refused, because of a conflict or a missing assignment. The timeline names each.`;
}
