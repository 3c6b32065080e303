import { listHref } from "@/components/data-table/list-link";
import { type Act, ActHistory } from "@/components/ui/act-history";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Drawer } from "@/components/ui/drawer";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { TriggerRow } from "@/lib/access-reviews/triggers/trigger-view";
import type { FormAction } from "@/lib/core/action-state";
import { DismissForm } from "./trigger-form";
import { TriggerMark } from "./trigger-table";

/** One trigger: what happened, and what became of it. */
export function TriggerDrawer({
  row,
  acts,
  address,
  dismiss,
}: {
  row: TriggerRow;
  acts: readonly Act[];
  address: string;
  /** Null where the reader may not. */
  dismiss: FormAction | null;
}) {
  const mayAnswer = dismiss !== null && row.state === "open";
  return (
    <Drawer
      title={row.kindWord}
      closeHref={listHref("/access-reviews/triggers", address, { open: null })}
      footer={
        mayAnswer ? (
          <ButtonLink variant="primary" href={row.startHref}>
            Prepare a review
          </ButtonLink>
        ) : null
      }
    >
      <p className="mb-4 wrap-anywhere">{row.words}</p>
      <DefinitionList items={factsOf(row)} />
      {mayAnswer ? (
        <section className="mt-6" aria-label="No review">
          <h3 className="mb-2 font-semibold">Or say why none is needed</h3>
          <DismissForm action={dismiss} triggerId={row.id} />
        </section>
      ) : null}
      <ActHistory acts={acts} />
    </Drawer>
  );
}

function factsOf(row: TriggerRow) {
  return [
    { term: "State", value: <TriggerMark row={row} /> },
    { term: "Happened", value: <Instant at={row.at} /> },
    { term: "Noted", value: <Instant at={row.foundAt} /> },
    ...(row.subjectHref
      ? [{ term: "About", value: <TextLink href={row.subjectHref}>See what it is about</TextLink> }]
      : []),
    ...(row.reviewId
      ? [
          {
            term: "Review",
            value: <TextLink href={`/access-reviews/${row.reviewId}`}>See the review</TextLink>,
          },
        ]
      : []),
    ...(row.disposedAt
      ? [
          { term: "Answered by", value: row.disposedBy },
          { term: "Answered", value: <Instant at={row.disposedAt} /> },
        ]
      : []),
    ...(row.reason ? [{ term: "Reason", value: row.reason }] : []),
  ];
}
