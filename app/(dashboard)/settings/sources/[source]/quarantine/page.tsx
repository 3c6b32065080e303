import type { Metadata } from "next";
import { QuarantineDrawer } from "@/components/activity/quarantine-drawer";
import { QuarantineFilters, QuarantineTable } from "@/components/activity/quarantine-table";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { toQuarantineRow } from "@/lib/activity/sources/quarantine-view";
import { getQuarantined, listQuarantined } from "@/lib/activity/sources/queries-source-parts";
import { getSource } from "@/lib/activity/sources/queries-sources";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../../../../address";
import { unlessNotFound } from "../../../../unless-not-found";
import { disposeQuarantinedAction, readAgainAction } from "../../actions";

export const metadata: Metadata = { title: "Quarantine of a source" };

export default async function QuarantinePage({
  params,
  searchParams,
}: {
  params: Promise<{ source: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("quarantine:read");
  const source = await found(getSource(actor, (await params).source));
  const given = await searchParams;
  const { filters, ...list } = listParams(given, {
    sorts: ["received"],
    defaultSort: "received",
    filters: { state: ["open", "dismissed", "read"] },
  });
  const [listed, opened] = await Promise.all([
    listQuarantined(actor, source.id, { ...list, state: filters.state }),
    list.open === "" ? null : getQuarantined(actor, source.id, list.open).catch(unlessNotFound),
  ]);
  const names = await namesOf([
    ...listed.records.map(({ disposedById }) => disposedById),
    opened?.record.disposedById ?? null,
  ]);
  const address = addressOf(given);
  const open = listed.reasons.reduce((sum, { count }) => sum + count, 0);
  const dispose = can(actor, "quarantine:dispose") ? disposeQuarantinedAction : null;
  return (
    <>
      <PageHeader
        title="Quarantine"
        count={listed.total}
        back={{ href: `/settings/sources/${source.id}`, label: source.name }}
        lead={leadOf(open, listed.reasons)}
        actions={open > 0 ? <ReadAgain actor={actor} source={source} /> : null}
      />
      <QuarantineFilters />
      <QuarantineTable
        sourceId={source.id}
        rows={listed.records.map((record) => toQuarantineRow(record, names))}
        address={address}
        total={listed.total}
        page={list.page}
        pageSize={list.pageSize}
        cols={list.cols}
        openId={list.open}
      />
      {opened ? (
        <QuarantineDrawer
          sourceId={source.id}
          row={toQuarantineRow(opened.record, names)}
          alike={opened.alike}
          address={address}
          dispose={dispose}
        />
      ) : null}
    </>
  );
}

function leadOf(open: number, reasons: readonly { reason: string; count: number }[]): string {
  const [first] = reasons;
  if (!first) return "Every record that could not be read is decided.";
  return `${open.toLocaleString("en")} open. Most often: ${first.reason} (${first.count.toLocaleString("en")})`;
}

function ReadAgain({ actor, source }: { actor: Actor; source: { id: string; name: string } }) {
  if (!can(actor, "quarantine:dispose")) return null;
  return (
    <ConfirmForm
      trigger={<Button>Read again</Button>}
      title="Read again"
      description="Reads what was kept of the open records by the source as it is configured now, and takes in what can be read. The rest stays."
      action={readAgainAction}
      submitLabel="Read them again"
      hidden={{ id: source.id }}
    />
  );
}
