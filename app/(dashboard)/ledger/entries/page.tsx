import { redirect } from "next/navigation";
import { EntryTable } from "@/components/ledger/entry-table";
import { FindEntry } from "@/components/ledger/find-entry";
import { LedgerTabs } from "@/components/ledger/ledger-tabs";
import { LogSwitch } from "@/components/ledger/log-switch";
import { PageHeader } from "@/components/ui/page-header";
import { LOGS } from "@/lib/ledger/origin";
import { toEntryRow } from "@/lib/ledger-store/entry-view";
import { listPlaces } from "@/lib/ledger-store/queries-entries";
import { parseEntryName } from "@/lib/ledger-store/schema";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../../address";
import { entryWords } from "../words";

export const metadata = { title: "Ledger entries" };

export default async function EntriesPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("ledger:read");
  const given = await searchParams;
  const { filters, page, pageSize } = listParams(given, {
    sorts: ["index"],
    defaultSort: "index",
    filters: { log: LOGS, index: "text", from: "instant" },
  });
  const { index, from } = filters;
  const log = filters.log ?? "governance";
  const wanted = index.replaceAll(/[\s,#]/g, "");
  if (wanted !== "" && parseEntryName(`${log}-${wanted}`))
    redirect(`/ledger/entries/${log}-${wanted}`);
  const { rows, total } = await listPlaces(actor, { log, from, page, pageSize });
  return (
    <>
      <PageHeader
        title="Ledger entries"
        count={total}
        lead="Found by the search index. What an entry says is read from the ledger itself and compared with its row here."
      />
      <LedgerTabs current="/ledger/entries" reads />
      <LogSwitch log={log} pathname="/ledger/entries" address={addressOf(given)} />
      <FindEntry
        log={log}
        at={from?.toISOString().slice(0, 19) ?? ""}
        fault={index === "" ? "" : "Give the index as a whole number, 0 for the first entry."}
      />
      <EntryTable
        rows={rows.map((row) => toEntryRow(log, row, entryWords))}
        log={log}
        total={total}
        page={page}
        pageSize={pageSize}
      />
    </>
  );
}
