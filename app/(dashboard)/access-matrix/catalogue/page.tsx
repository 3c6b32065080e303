import { AccessTabs } from "@/components/access-matrix/access-tabs";
import { StandardEntry } from "@/components/access-matrix/standard-entry";
import { StandardSample } from "@/components/access-matrix/standard-sample";
import { StandardTable } from "@/components/access-matrix/standard-table";
import { StandardWaiting } from "@/components/access-matrix/standard-waiting";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { toGrantRow } from "@/lib/access-matrix/grants/view";
import { listStandards, sampleStandard } from "@/lib/access-matrix/standard/queries";
import { catalogueSentence, toStandardRow } from "@/lib/access-matrix/standard/view";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { endStandardAction } from "./actions";

export const metadata = { title: "Standard changes" };

const LIST = {
  sorts: ["approved"],
  defaultSort: "approved",
  filters: { month: "instant" },
} as const;

export default async function CataloguePage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("matrix:read");
  const now = new Date();
  const { open, filters } = listParams(await searchParams, LIST);
  const [listed, sample] = await Promise.all([
    listStandards(actor),
    sampleStandard(actor, filters.month ?? now, now),
  ]);
  const rows = listed.standards.map((standard) => toStandardRow(standard, listed, now));
  const entry = rows.find(({ id }) => id === open);
  const mayPropose = can(actor, "standard-change:propose");
  return (
    <>
      <PageHeader
        title="Standard changes"
        count={rows.length}
        lead={catalogueSentence(rows, listed.waiting.length)}
        actions={
          mayPropose ? (
            <ButtonLink variant="primary" href="/access-matrix/catalogue/new">
              Propose one
            </ButtonLink>
          ) : null
        }
      />
      <AccessTabs current="/access-matrix/catalogue" may={(right) => can(actor, right)} />
      <StandardWaiting
        waiting={listed.waiting.map(({ id, title, requestedById, requestedAt }) => ({
          id,
          title,
          asker: listed.names.get(requestedById)?.name ?? requestedById,
          at: requestedAt.toISOString(),
        }))}
      />
      <StandardTable rows={rows} openId={open} />
      <StandardSample
        month={sample.month}
        total={sample.total}
        rows={sample.grants.map((grant) => toGrantRow(grant, sample.around, now))}
      />
      {entry ? <StandardEntry row={entry} mayEnd={mayPropose} action={endStandardAction} /> : null}
    </>
  );
}
