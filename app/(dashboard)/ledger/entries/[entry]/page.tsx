import { notFound } from "next/navigation";
import { EntryFacts } from "@/components/ledger/entry-facts";
import { EntryPayload } from "@/components/ledger/entry-payload";
import { ProofDrawer } from "@/components/ledger/proof-drawer";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { ProofLine } from "@/components/ui/proof-line";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { damageText, toEntryView, toPayload, toProofView } from "@/lib/ledger-store/entry-view";
import { getHead } from "@/lib/ledger-store/queries";
import { getEntryRecord } from "@/lib/ledger-store/queries-entries";
import { getProofShown } from "@/lib/ledger-store/queries-files";
import { hasViewed } from "@/lib/ledger-store/queries-views";
import { type EntryPlace, parseEntryName } from "@/lib/ledger-store/schema";
import type { SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";
import { viewEntryAction } from "../../actions";
import { entryWords } from "../../words";

type EntryPageProps = {
  params: Promise<{ entry: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: EntryPageProps) {
  const place = parseEntryName((await params).entry);
  return { title: place ? `Ledger entry, ${place.log} #${place.index}` : "Ledger entry" };
}

export default async function EntryPage({ params, searchParams }: EntryPageProps) {
  const actor = await requireActor("ledger:read");
  const place = parseEntryName((await params).entry) ?? notFound();
  const back = { href: `/ledger/entries?log=${place.log}`, label: "Ledger entries" };
  const title = `${place.log} #${place.index.toLocaleString("en")}`;
  const read = await entryOf(actor, place);
  if (read === null) {
    return (
      <>
        <PageHeader title={title} back={back} />
        <Callout tone="attention" title="The store does not answer with this entry">
          The log has taken it in, so it should be there. Either the store fails at the moment, or
          the entry was removed from it, by its retention or by somebody: see what the ledger page
          says, then verify the log there.
        </Callout>
      </>
    );
  }
  if ("damage" in read) {
    return (
      <>
        <PageHeader title={title} back={back} />
        <Callout tone="fail" title="What is stored here contradicts itself">
          {damageText(read.damage)} Nothing of it can be shown as evidence. Verify the log on the
          ledger page, then restore the store from a copy.
        </Callout>
      </>
    );
  }
  const { proof: wanted } = await searchParams;
  const [viewed, proof] = await Promise.all([
    hasViewed(actor, place, new Date()),
    wanted !== undefined && read.entry.seal ? getProofShown(actor, place) : null,
  ]);
  const entry = toEntryView(read.entry, entryWords);
  return (
    <>
      <PageHeader
        title={title}
        back={back}
        lead={entry.type}
        actions={
          entry.seal ? (
            <ButtonLink href={`/ledger/entries/${entry.id}?proof`}>Show the proof</ButtonLink>
          ) : null
        }
      />
      <ProofLine
        state={entry.seal ? "sealed" : "recorded"}
        where={`${entry.log} #${entry.shownIndex}`}
        at={entry.seal?.at ?? entry.ts}
        {...(entry.seal ? { href: `/ledger/entries/${entry.id}?proof` } : {})}
      >
        proof
      </ProofLine>
      <EntryFacts entry={entry} />
      <EntryPayload
        entry={entry.id}
        payload={viewed ? toPayload(read.entry) : null}
        view={viewEntryAction}
      />
      {proof ? <ProofDrawer entry={entry} proof={toProofView(proof)} /> : null}
    </>
  );
}

/** The entry, or null where one that the log has taken in is not in its store; a place beyond the log is not found. */
async function entryOf(actor: Actor, place: EntryPlace) {
  try {
    return await getEntryRecord(actor, place);
  } catch (error) {
    const absent = error instanceof AppError && error.code === "not_found";
    if (absent && place.index < ((await getHead(place.log))?.size ?? 0n)) return null;
    return await found(Promise.reject(error));
  }
}
