import type { Metadata } from "next";
import { ExportDrawer } from "@/components/exports/export-drawer";
import { ExportFilters } from "@/components/exports/export-filters";
import { ExportTable } from "@/components/exports/export-table";
import { PageHeader } from "@/components/ui/page-header";
import type { Actor } from "@/lib/auth/actor";
import { proofOfFirstChange } from "@/lib/change-log/queries-ledger";
import { toLedgerProof } from "@/lib/change-log/view";
import { EXPORT_FORMATS } from "@/lib/exports/labels";
import { getExport, listExportMakers, listExports } from "@/lib/exports/queries";
import { toExportDetail, toExportRow } from "@/lib/exports/view";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../address";
import { unlessNotFound } from "../unless-not-found";

export const metadata: Metadata = { title: "Exports" };

export default async function ExportsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("export:read");
  const given = await searchParams;
  const { filters, ...list } = listParams(given, {
    sorts: ["taken"],
    defaultSort: "taken",
    filters: { format: EXPORT_FORMATS, by: "text" },
  });
  const [listed, makers, opened] = await Promise.all([
    listExports(actor, { ...list, ...filters }),
    listExportMakers(actor),
    list.open === "" ? null : openExport(actor, list.open),
  ]);
  const address = addressOf(given);
  return (
    <>
      <PageHeader
        title="Exports"
        count={listed.total}
        lead="Every file that was taken out, with its provenance. A file whose SHA-256 is not here was changed afterwards, or was not taken out of this installation."
      />
      <ExportFilters makers={makers} />
      <ExportTable
        rows={listed.records.map((record) => toExportRow(record, listed.names))}
        address={address}
        total={listed.total}
        page={list.page}
        pageSize={list.pageSize}
        cols={list.cols}
        openId={list.open}
      />
      {opened ? <ExportDrawer shown={opened} address={address} /> : null}
    </>
  );
}

async function openExport(actor: Actor, id: string) {
  const found = await getExport(actor, id).catch(unlessNotFound);
  if (!found) return null;
  const proof = await proofOfFirstChange("export", id);
  return { ...toExportDetail(found), proof: proof && toLedgerProof(proof) };
}
