import { BundleForm } from "@/components/ledger/bundle-form";
import { BundleTable } from "@/components/ledger/bundle-table";
import { LedgerTabs } from "@/components/ledger/ledger-tabs";
import { RefreshWhile } from "@/components/ledger/refresh-while";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { can } from "@/lib/auth/actor";
import { LOGS } from "@/lib/ledger/origin";
import { listBundles } from "@/lib/ledger-store/queries-tasks";
import { toBundleView } from "@/lib/ledger-store/task-view";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { requestBundleAction } from "../actions";

export const metadata = { title: "Bundles" };

export default async function BundlesPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("ledger:read");
  const { filters } = listParams(await searchParams, {
    sorts: ["asked"],
    defaultSort: "asked",
    filters: { log: LOGS },
  });
  const { bundles, names } = await listBundles(actor);
  const rows = bundles.map((bundle) => toBundleView(bundle, names));
  return (
    <>
      <PageHeader
        title="Bundles"
        count={rows.length}
        actions={
          can(actor, "ledger:export") ? <ButtonLink href="#ask">Ask for a bundle</ButtonLink> : null
        }
        lead="Part of a log, or all of it, as one ZIP that is checked without us: entries, tree, signed checkpoint, proofs and a verifier that needs nothing but Node or a browser."
      />
      <LedgerTabs current="/ledger/bundles" reads />
      <RefreshWhile open={rows.some(({ open }) => open)} />
      <BundleTable rows={rows} />
      {can(actor, "ledger:export") ? (
        <Section
          id="ask"
          title="Ask for a bundle"
          lead="It is made in the background and waits for the next checkpoint. Asking, making and taking it are recorded."
        >
          <BundleForm action={requestBundleAction} log={filters.log ?? "governance"} />
        </Section>
      ) : null}
    </>
  );
}
