import { ActivityTabs } from "@/components/activity/activity-tabs";
import { GapDrawer } from "@/components/activity/gap-drawer";
import { GapTable } from "@/components/activity/gap-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import {
  GAP_KIND_LABEL,
  GAP_KINDS,
  GAP_STATE_LABEL,
  GAP_STATES,
} from "@/lib/activity/gaps/gap-labels";
import { gapsSentence } from "@/lib/activity/gaps/gap-view";
import { countGaps, getGap, listGaps, sourceNames } from "@/lib/activity/gaps/queries-gaps";
import { type Actor, can } from "@/lib/auth/actor";
import { listHistory } from "@/lib/change-log/queries";
import { toChangeRow } from "@/lib/change-log/view";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../../address";
import { wordsOf } from "../../change-log/words";
import { unlessNotFound } from "../../unless-not-found";
import { disposeGapAction } from "./actions";

export const metadata = { title: "Gaps" };

export default async function GapsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("source:read");
  const now = new Date();
  const given = await searchParams;
  const { filters, ...list } = listParams(given, {
    sorts: ["from"],
    defaultSort: "from",
    filters: {
      source: "text",
      kind: GAP_KINDS,
      state: GAP_STATES,
      from: "instant",
      to: "instant",
    },
  });
  const filter = { ...filters, source: filters.source || null };
  const [listed, counts, sources, opened] = await Promise.all([
    listGaps(actor, filter, { ...list, now }),
    countGaps(actor),
    sourceNames(),
    list.open === "" ? null : openGap(actor, list.open, now),
  ]);
  const address = addressOf(given);
  const choices = <Value extends string>(values: readonly Value[], labels: Record<Value, string>) =>
    values.map((value) => ({ value, label: labels[value] }));
  return (
    <>
      <PageHeader
        title="Gaps"
        count={listed.total}
        lead={gapsSentence(counts)}
        actions={<ButtonLink href="/activity/gaps/days">Days</ButtonLink>}
      />
      <ActivityTabs current="/activity/gaps" may={(right) => can(actor, right)} />
      <FilterBar
        filters={[
          {
            ...{ kind: "select", name: "source", label: "Source" },
            options: [...sources].map(([value, label]) => ({ value, label })),
          },
          {
            ...{ kind: "select", name: "kind", label: "Kind" },
            options: choices(GAP_KINDS, GAP_KIND_LABEL),
          },
          {
            ...{ kind: "select", name: "state", label: "State" },
            options: choices(GAP_STATES, GAP_STATE_LABEL),
          },
          { kind: "instant", name: "from", label: "From" },
          { kind: "instant", name: "to", label: "To" },
        ]}
      />
      <GapTable
        rows={listed.rows}
        address={address}
        total={listed.total}
        page={list.page}
        pageSize={list.pageSize}
        openId={list.open}
      />
      {opened ? (
        <GapDrawer
          {...opened}
          address={address}
          dispose={can(actor, "gap:dispose") ? disposeGapAction : null}
        />
      ) : null}
    </>
  );
}

async function openGap(actor: Actor, id: string, now: Date) {
  const gap = await getGap(actor, id, now).catch(unlessNotFound);
  if (!gap) return null;
  const history = await listHistory(actor, "gap", gap.id).catch(unlessNotFound);
  const acts = history?.records.map((record) => toChangeRow(record, history.names, wordsOf)) ?? [];
  return { gap, acts };
}
