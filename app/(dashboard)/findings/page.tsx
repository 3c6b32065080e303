import { ExportMenu } from "@/components/data-table/export-menu";
import { FindingFilters } from "@/components/findings/finding-filters";
import { FindingTable } from "@/components/findings/finding-table";
import { FindingTabs } from "@/components/findings/finding-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { FINDING_LIST, listInputOf } from "@/lib/findings/address";
import { doubtSentence, toDetectorRows } from "@/lib/findings/detector-view";
import { DETECTORS } from "@/lib/findings/detectors";
import { countFindings, listDetectors, listFindings } from "@/lib/findings/queries";
import { findingsSentence, toFindingRow } from "@/lib/findings/view";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Findings" };

const TITLES = Object.fromEntries(DETECTORS.map(({ id, title }) => [id, title]));

export default async function FindingsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("finding:read");
  const now = new Date();
  const params = listParams(await searchParams, FINDING_LIST);
  const query = listInputOf(params);
  const [listed, counts, detectors] = await Promise.all([
    listFindings(actor, query, now),
    countFindings(actor, now),
    listDetectors(actor, now),
  ]);
  return (
    <>
      <PageHeader
        title="Findings"
        count={listed.total}
        lead={findingsSentence(counts, doubtSentence(toDetectorRows(detectors, now)))}
        actions={<ExportMenu href="/api/findings/export" />}
      />
      <FindingTabs current="/findings" />
      <FindingFilters detectors={TITLES} />
      <FindingTable
        rows={listed.findings.map((finding) => toFindingRow(finding, listed, now))}
        total={listed.total}
        page={query.page}
        pageSize={query.pageSize}
        sort={{ by: query.sort, dir: query.dir }}
        cols={params.cols}
      />
    </>
  );
}
