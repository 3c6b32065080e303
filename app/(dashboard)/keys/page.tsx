import { ExportMenu } from "@/components/data-table/export-menu";
import { KeyFilters } from "@/components/keys/key-filters";
import { KeyTable } from "@/components/keys/key-table";
import { KeyTabs } from "@/components/keys/key-tabs";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/auth/actor";
import { KEY_LIST, listInputOf } from "@/lib/keys/address";
import { registerSentence } from "@/lib/keys/outcome";
import { listKeys } from "@/lib/keys/queries";
import { toKeyRow } from "@/lib/keys/view";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Keys" };

export default async function KeysPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("key:read");
  const now = new Date();
  const params = listParams(await searchParams, KEY_LIST);
  const query = listInputOf(params);
  const listed = await listKeys(actor, query, now);
  const mayRegister = can(actor, "key:register");
  return (
    <>
      <PageHeader
        title="Keys"
        count={listed.total}
        lead={registerSentence(listed.counts)}
        actions={
          <>
            {can(actor, "key:export") ? <ExportMenu href="/api/keys/export" /> : null}
            {mayRegister ? (
              <ButtonLink variant="primary" href="/keys/new">
                Register a key
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <KeyTabs current="/keys" />
      <KeyFilters />
      <KeyTable
        rows={listed.entries.map((entry) => toKeyRow(entry, listed.names, listed.rules, now))}
        total={listed.total}
        page={query.page}
        pageSize={query.pageSize}
        sort={{ by: query.sort, dir: query.dir }}
        cols={params.cols}
        mayRegister={mayRegister}
      />
    </>
  );
}
