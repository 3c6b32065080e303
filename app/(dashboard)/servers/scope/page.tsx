import { ExportMenu } from "@/components/data-table/export-menu";
import { FilterBar } from "@/components/data-table/filter-bar";
import {
  ScopeApprovals,
  ScopeChanges,
  ScopeContradictions,
  ScopePending,
  ScopeStandingBadge,
  ScopeTable,
} from "@/components/servers/scope-parts";
import { SubmitScope } from "@/components/servers/scope-submit";
import { ServerTabs } from "@/components/servers/server-tabs";
import { Hash } from "@/components/ui/hash";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/auth/actor";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";
import { SERVER_FILTER_LABEL } from "@/lib/servers/labels";
import { getScope } from "@/lib/servers/scope/queries-scope";
import { toScopeShown } from "@/lib/servers/scope/scope-view";
import { submitScopeAction } from "./actions";

export const metadata = { title: "Scope document" };

const LIST = { sorts: ["name"], defaultSort: "name", filters: { at: "instant" } } as const;

export default async function ScopePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("server:read");
  const { filters } = listParams(await searchParams, LIST);
  const loaded = await found(getScope(actor, filters.at, new Date()));
  const scope = toScopeShown(loaded, actor);
  return (
    <>
      <PageHeader
        title="Scope document"
        count={scope.counts.servers}
        lead={scope.sentence}
        badge={<ScopeStandingBadge standing={scope.standing} />}
        {...(loaded.asOf ? { asOf: loaded.asOf.toISOString() } : {})}
        actions={
          <>
            {can(actor, "server:export") ? <ExportMenu href="/api/servers/scope/export" /> : null}
            {scope.maySubmit ? (
              <SubmitScope
                hash={scope.hash}
                approved={scope.standing === "approved"}
                action={submitScopeAction}
              />
            ) : null}
          </>
        }
      />
      <ServerTabs current="/servers/scope" />
      <FilterBar filters={[{ kind: "instant", name: "at", label: SERVER_FILTER_LABEL.at }]} />
      <p className="mb-4 text-sm text-ink-2">
        SHA-256 of this document <Hash value={scope.hash} />
      </p>
      <ScopePending scope={scope} />
      <ScopeContradictions scope={scope} />
      <ScopeTable rows={scope.rows} />
      <ScopeChanges scope={scope} />
      <ScopeApprovals approvals={scope.approvals} />
    </>
  );
}
