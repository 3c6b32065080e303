import { DetectorTable, PathTable } from "@/components/findings/detector-table";
import { FindingTabs } from "@/components/findings/finding-tabs";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { can } from "@/lib/auth/actor";
import { detectorsSentence, toDetectorRows } from "@/lib/findings/detector-view";
import { listDetectors } from "@/lib/findings/queries";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Detectors" };

export default async function DetectorsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("finding:read");
  const now = new Date();
  const { cols } = listParams(await searchParams, {
    sorts: ["title"],
    defaultSort: "title",
    filters: {},
  });
  const { detectors, paths } = toDetectorRows(await listDetectors(actor, now), now);
  return (
    <>
      <PageHeader
        title="Detectors"
        count={detectors.length}
        asOf={now.toISOString()}
        lead={detectorsSentence({ detectors, paths })}
        actions={
          can(actor, "policy:read") ? (
            <ButtonLink href="/settings/policies/findings">Thresholds</ButtonLink>
          ) : null
        }
      />
      <FindingTabs current="/findings/detectors" />
      <DetectorTable rows={detectors} cols={cols} />
      <Section
        id="paths"
        title="Log paths"
        lead="Through each way in a record of this product's own source goes every four hours, from a caller that nobody registered."
      >
        <PathTable rows={paths} />
      </Section>
    </>
  );
}
