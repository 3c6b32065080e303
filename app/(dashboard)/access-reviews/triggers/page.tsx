import { RoomTabs } from "@/components/access-reviews/room-tabs";
import { TriggerDrawer } from "@/components/access-reviews/trigger-drawer";
import { TriggerForm } from "@/components/access-reviews/trigger-form";
import { TriggerTable } from "@/components/access-reviews/trigger-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { findTrigger, listTriggers } from "@/lib/access-reviews/triggers/queries";
import { TRIGGER_STATE_LABEL, TRIGGER_STATES } from "@/lib/access-reviews/triggers/trigger-labels";
import { toTriggerRow, triggersSentence } from "@/lib/access-reviews/triggers/trigger-view";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { listHistory } from "@/lib/change-log/queries";
import { toChangeRow } from "@/lib/change-log/view";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../../address";
import { wordsOf } from "../../change-log/words";
import { unlessNotFound } from "../../unless-not-found";
import { dismissTriggerAction, raiseTriggerAction } from "./actions";

export const metadata = { title: "Triggers of reviews" };

export default async function TriggersPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("review:read-all");
  const given = await searchParams;
  const { filters, open } = listParams(given, {
    ...{ sorts: ["at"], defaultSort: "at" },
    filters: { state: TRIGGER_STATES },
  });
  const [{ triggers, total, names }, opened] = await Promise.all([
    listTriggers(actor, { state: filters.state }),
    open === "" ? null : openTrigger(actor, open),
  ]);
  const rows = triggers.map((trigger) => toTriggerRow(trigger, names));
  const address = addressOf(given);
  const mayAnswer = can(actor, "review:prepare");
  return (
    <>
      <PageHeader
        title="Triggers"
        count={total}
        lead={triggersSentence(rows)}
        back={{ href: "/access-reviews", label: "Access reviews" }}
      />
      <RoomTabs current="/access-reviews/triggers" may={(right) => can(actor, right)} />
      <FilterBar
        filters={[
          {
            ...{ kind: "select", name: "state", label: "State" },
            options: TRIGGER_STATES.map((value) => ({ value, label: TRIGGER_STATE_LABEL[value] })),
          },
        ]}
      />
      <TriggerTable rows={rows} total={total} address={address} openId={open} />
      {mayAnswer ? (
        <Section
          id="name"
          title="Name what asks for a review"
          lead="What the system notes by itself stands above."
        >
          <TriggerForm action={raiseTriggerAction} />
        </Section>
      ) : null}
      {opened ? (
        <TriggerDrawer
          {...opened}
          address={address}
          dismiss={mayAnswer ? dismissTriggerAction : null}
        />
      ) : null}
    </>
  );
}

async function openTrigger(actor: Actor, id: string) {
  const trigger = await findTrigger(actor, id);
  if (!trigger) return null;
  const names = await namesOf([trigger.disposedById, trigger.subjectId]);
  const history = await listHistory(actor, "review-trigger", id).catch(unlessNotFound);
  const acts = history?.records.map((record) => toChangeRow(record, history.names, wordsOf)) ?? [];
  return { row: toTriggerRow(trigger, names), acts };
}
