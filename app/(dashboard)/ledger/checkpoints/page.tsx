import { LedgerTabs } from "@/components/ledger/ledger-tabs";
import { LogSwitch } from "@/components/ledger/log-switch";
import { SealTable } from "@/components/ledger/seal-table";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { LOGS } from "@/lib/ledger/origin";
import { getLastSeal } from "@/lib/ledger-store/queries";
import { listSeals } from "@/lib/ledger-store/queries-status";
import { toSealRow } from "@/lib/ledger-store/view";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../../address";

export const metadata = { title: "Checkpoints" };

export default async function CheckpointsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("ledger:read");
  const given = await searchParams;
  const { filters, page, pageSize } = listParams(given, {
    sorts: ["size"],
    defaultSort: "size",
    filters: { log: LOGS },
  });
  const log = filters.log ?? "governance";
  const [{ seals, total }, newest] = await Promise.all([
    listSeals(actor, log, { page, pageSize }),
    getLastSeal(log),
  ]);
  return (
    <>
      <PageHeader
        title="Checkpoints"
        count={total}
        lead="Every size and root that was signed. A consistency proof shows that the newest checkpoint continues an earlier one: nothing below it was changed, dropped or reordered."
        actions={
          newest ? (
            <ButtonLink href={`/api/ledger/${log}/checkpoint`} download>
              Download the newest
            </ButtonLink>
          ) : null
        }
      />
      <LedgerTabs current="/ledger/checkpoints" reads />
      <LogSwitch log={log} pathname="/ledger/checkpoints" address={addressOf(given)} />
      <div className="mt-4">
        <SealTable
          rows={seals.map(toSealRow)}
          log={log}
          newest={String(newest?.size ?? "")}
          total={total}
          page={page}
          pageSize={pageSize}
        />
      </div>
    </>
  );
}
