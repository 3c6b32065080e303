import { AccessTabs } from "@/components/access-matrix/access-tabs";
import { EnforcedHow } from "@/components/access-matrix/enforced-how";
import { EnforcedPolicyTable } from "@/components/access-matrix/enforced-policy-table";
import { EnforcedSourceTable } from "@/components/access-matrix/enforced-source-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { OUTCOME_LABEL, STATEMENT_OUTCOMES } from "@/lib/access-matrix/enforced/enforced-labels";
import {
  enforcedSentence,
  toPolicyRow,
  toStatingRow,
} from "@/lib/access-matrix/enforced/enforced-view";
import { listPolicies, listStatingSources } from "@/lib/access-matrix/enforced/queries-enforced";
import { can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { env } from "@/lib/core/env";
import { isUuid } from "@/lib/core/text";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Enforced" };

export default async function EnforcedPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("enforced-grants:read");
  const now = new Date();
  const { filters, page, pageSize, cols } = listParams(await searchParams, {
    sorts: ["received"],
    defaultSort: "received",
    filters: { source: "text", outcome: STATEMENT_OUTCOMES },
  });
  const [sources, listed] = await Promise.all([
    listStatingSources(actor, now),
    listPolicies(actor, filters, { page, pageSize }),
  ]);
  const rows = sources.rows.map((source) => toStatingRow(source, sources.staleMs, now));
  const names = new Map(sources.rows.map(({ id, name }) => [id, name]));
  const uploaders = listed.policies.map(({ receivedFrom }) => receivedFrom).filter(isUuid);
  const people = await namesOf(uploaders);
  return (
    <>
      <PageHeader
        title="Enforced"
        count={rows.length}
        lead={enforcedSentence(rows, sources.staleHours)}
        asOf={now.toISOString()}
        actions={
          can(actor, "enforced-grants:upload") ? (
            <ButtonLink href="/access-matrix/enforced/upload">Upload a policy</ButtonLink>
          ) : null
        }
      />
      <AccessTabs current="/access-matrix/enforced" may={(right) => can(actor, right)} />
      <EnforcedSourceTable rows={rows} />
      <EnforcedHow base={env().baseUrl} />
      <Section
        id="policies"
        title="Policies"
        lead="Every statement that differs from the one before is a version, with what it changed."
      >
        <FilterBar
          filters={[
            {
              ...{ kind: "select", name: "source", label: "Gateway" },
              options: [...names].map(([value, label]) => ({ value, label })),
            },
            {
              ...{ kind: "select", name: "outcome", label: "Outcome" },
              options: STATEMENT_OUTCOMES.map((value) => ({ value, label: OUTCOME_LABEL[value] })),
            },
          ]}
        />
        <EnforcedPolicyTable
          rows={listed.policies.map((policy) => toPolicyRow(policy, names, people))}
          total={listed.total}
          page={page}
          pageSize={pageSize}
          cols={cols}
        />
      </Section>
    </>
  );
}
