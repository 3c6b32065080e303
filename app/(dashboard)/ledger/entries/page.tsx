import { redirect } from "next/navigation";
import { EntryTable } from "@/components/ledger/entry-table";
import { FindEntry } from "@/components/ledger/find-entry";
import { LedgerTabs } from "@/components/ledger/ledger-tabs";
import { LogSwitch } from "@/components/ledger/log-switch";
import { PageHeader } from "@/components/ui/page-header";
import { LOGS } from "@/lib/ledger/origin";
import { toEntryRow } from "@/lib/ledger-store/entry-view";
import { getHead } from "@/lib/ledger-store/queries";
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
  const place = parseEntryName(`${log}-${index.replaceAll(/[\s,#]/g, "")}`);
  const size = Number((place && (await getHead(log))?.size) ?? 0);
  if (place && place.index < size) redirect(`/ledger/entries/${log}-${place.index}`);
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
        index={index}
        fault={index === "" ? "" : faultOf(log, place && size)}
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

/** Why an index does not open an entry; `size` is null where it is no index at all. */
function faultOf(log: string, size: number | null): string {
  if (size === null) return "Give the index as a whole number, 0 for the first entry.";
  if (size === 0) return `The ${log} log has no entry yet.`;
  return `The ${log} log has ${size.toLocaleString("en")} entries so far: give an index up to ${(size - 1).toLocaleString("en")}.`;
}
