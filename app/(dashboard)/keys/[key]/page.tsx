import {
  ActivateKeyForm,
  DisclosureForm,
  ExceptionForm,
  RevokeKeyForm,
} from "@/components/keys/key-acts";
import { KeyFactList, KeyMarkList } from "@/components/keys/key-facts";
import {
  KeyDisclosures,
  KeyExceptions,
  KeyRotations,
  KeySpans,
} from "@/components/keys/key-history";
import { KeyStateMark } from "@/components/keys/key-marks";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Instant } from "@/components/ui/instant";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { listActivePeople } from "@/lib/auth/people";
import { type KeyFacts, mayEndExceptions, toKeyFacts } from "@/lib/keys/facts-view";
import { peopleAround } from "@/lib/keys/people";
import { getKey } from "@/lib/keys/queries";
import { found, requireActor } from "@/lib/server/require-actor";
import { LastReviewed } from "../../last-reviewed";
import {
  activateKeyAction,
  askExceptionAction,
  endExceptionAction,
  recordDisclosureAction,
  revokeKeyAction,
} from "../actions";

export const metadata = { title: "Key" };

export default async function KeyPage({ params }: { params: Promise<{ key: string }> }) {
  const actor = await requireActor("key:read");
  const now = new Date();
  const record = await found(getKey(actor, (await params).key, now));
  const facts = toKeyFacts(record, await peopleAround(record.entry.key), actor, now);
  const { row } = facts;
  const may = (act: string) => facts.acts.some((each) => each.act === act);
  const people = may("disclose") ? await listActivePeople() : [];
  return (
    <>
      <PageHeader
        title={row.label}
        back={{ href: "/keys", label: "Keys" }}
        badge={<KeyStateMark state={row.state} word={row.stateWord} />}
        lead={row.purpose}
        actions={
          <>
            <ButtonLink href={`/change-log?subject=key:${row.id}`}>History</ButtonLink>
            {facts.sameAccess ? (
              <ButtonLink href={facts.sameAccess}>Ask for the same access</ButtonLink>
            ) : null}
            {may("edit") ? <ButtonLink href={`/keys/${row.id}/edit`}>Edit</ButtonLink> : null}
            {may("rotate") ? (
              <ButtonLink
                variant={may("activate") ? "secondary" : "primary"}
                href={`/keys/${row.id}/rotate`}
              >
                Rotate
              </ButtonLink>
            ) : null}
            {may("activate") ? <ActivateKeyForm subject={row} action={activateKeyAction} /> : null}
          </>
        }
      />
      {facts.pending ? <Pending pending={facts.pending} /> : null}
      <KeyMarkList marks={row.marks} />
      <LastReviewed actor={actor} of={{ kind: "key", id: row.id }} />
      <KeyFactList facts={facts} />
      <KeySpans spans={facts.spans} />
      <KeyRotations rotations={facts.rotations} />
      <KeyExceptions
        exceptions={facts.exceptions}
        end={mayEndExceptions(facts, actor) ? endExceptionAction : null}
      />
      <KeyDisclosures disclosures={facts.disclosures} />
      <section aria-label="Acts" className="mt-8 flex flex-wrap gap-2 print:hidden">
        {may("except") ? (
          <ExceptionForm
            subject={row}
            action={askExceptionAction}
            mostDays={record.rules.values.exceptionMaxDays}
          />
        ) : null}
        {may("disclose") ? (
          <DisclosureForm
            subject={row}
            action={recordDisclosureAction}
            people={people.map(({ id, name, title }) => ({ id, name, title }))}
          />
        ) : null}
        {may("revoke") ? <RevokeKeyForm subject={row} action={revokeKeyAction} /> : null}
      </section>
    </>
  );
}

function Pending({ pending }: { pending: NonNullable<KeyFacts["pending"]> }) {
  return (
    <Callout title={pending.title} className="mb-6">
      <p>
        {pending.requestedBy} asked on <Instant at={pending.requestedAt} />; due{" "}
        <Instant at={pending.dueAt} />. <TextLink href={pending.link}>Open the request</TextLink>
      </p>
      <p className="mt-1 text-ink-2">{pending.reason}</p>
    </Callout>
  );
}
