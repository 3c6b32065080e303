import { EnforcedDifferenceTable } from "@/components/access-matrix/enforced-difference-table";
import { EnforcedPolicyFacts } from "@/components/access-matrix/enforced-policy-facts";
import { ExportMenu } from "@/components/data-table/export-menu";
import { FilterBar } from "@/components/data-table/filter-bar";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import {
  MATCH_CHOICES,
  MATCH_LABEL,
  SIDE_LABEL,
  SIDES,
} from "@/lib/access-matrix/enforced/enforced-labels";
import {
  differencesSentence,
  toDifferenceRow,
  toPolicyRow,
} from "@/lib/access-matrix/enforced/enforced-view";
import { filterDifferences } from "@/lib/access-matrix/enforced/filter-differences";
import { differencesOf, getPolicy } from "@/lib/access-matrix/enforced/queries-differences";
import { namesOf } from "@/lib/auth/people";
import { listHistory } from "@/lib/change-log/queries";
import { toChangeRow } from "@/lib/change-log/view";
import { isUuid } from "@/lib/core/text";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { found, requireActor } from "@/lib/server/require-actor";
import { wordsOf } from "../../../change-log/words";
import { unlessNotFound } from "../../../unless-not-found";

export const metadata = { title: "Enforced policy" };

export default async function EnforcedPolicyPage({
  params,
  searchParams,
}: {
  params: Promise<{ policy: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("enforced-grants:read");
  const [{ policy: id }, given] = await Promise.all([params, searchParams]);
  const { q, filters, page, pageSize } = listParams(given, {
    sorts: ["name"],
    defaultSort: "name",
    filters: { side: SIDES, match: MATCH_CHOICES },
  });
  const { policy, sourceName, before, after, statements } = await found(getPolicy(actor, id));
  const [lines, people, history] = await Promise.all([
    differencesOf(actor, policy),
    namesOf([policy.receivedFrom].filter(isUuid)),
    listHistory(actor, "enforced-policy", id).catch(unlessNotFound),
  ]);
  const row = toPolicyRow(policy, new Map([[policy.sourceId, sourceName]]), people);
  const all = lines.map(toDifferenceRow);
  const left = filterDifferences(all, { q, side: filters.side ?? "", match: filters.match ?? "" });
  const acts = history?.records.map((record) => toChangeRow(record, history.names, wordsOf)) ?? [];
  return (
    <>
      <PageHeader
        title={`${sourceName}, policy ${policy.version}`}
        back={{ href: "/access-matrix/enforced", label: "Enforced" }}
        lead={differencesSentence(all, row)}
        asOf={row.statedAt}
        actions={<ExportMenu href={`/api/access-matrix/differences?policy=${id}`} />}
      />
      <Section
        id="differences"
        title="What it changed"
        lead="Each line that came in or went, with the grant that explains it as of that instant."
      >
        <FilterBar
          search={{ label: "Search lines", placeholder: "Principal, server, operation" }}
          filters={[
            {
              ...{ kind: "select", name: "side", label: "Line" },
              options: SIDES.map((value) => ({ value, label: SIDE_LABEL[value] })),
            },
            {
              ...{ kind: "select", name: "match", label: "Approval" },
              options: MATCH_CHOICES.map((value) => ({ value, label: MATCH_LABEL[value] })),
            },
          ]}
        />
        <EnforcedDifferenceTable
          rows={left.slice((page - 1) * pageSize, page * pageSize)}
          total={left.length}
          page={page}
          pageSize={pageSize}
        />
      </Section>
      <EnforcedPolicyFacts
        policy={row}
        hashes={{ added: policy.addedHash, removed: policy.removedHash }}
        {...{ before, after, statements }}
        acts={acts}
      />
    </>
  );
}
