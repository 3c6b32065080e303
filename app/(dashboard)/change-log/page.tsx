import { ChangeDrawer } from "@/components/change-log/change-drawer";
import { ChangeFilters } from "@/components/change-log/change-filters";
import { ChangeTable } from "@/components/change-log/change-table";
import { SubjectState } from "@/components/change-log/subject-state";
import { ExportMenu } from "@/components/data-table/export-menu";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { can } from "@/lib/auth/actor";
import { listActors, listChanges } from "@/lib/change-log/queries";
import { toChangeRow, toLedgerMark } from "@/lib/change-log/view";
import type { SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../address";
import { changeListOf } from "./list";
import { openChange, subjectShown } from "./load";
import { wordsOf } from "./words";

export const metadata = { title: "Change log" };

export default async function ChangeLogPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("change:read");
  const given = await searchParams;
  const { filter, asOf, ...list } = changeListOf(given);
  const [listed, actors, opened, subject] = await Promise.all([
    listChanges(actor, filter, list),
    listActors(actor),
    openChange(actor, list.open),
    subjectShown(actor, filter.subject, asOf),
  ]);
  const address = addressOf(given);
  return (
    <>
      <PageHeader
        title={subject ? `History: ${subject.name}` : "Change log"}
        count={listed.total}
        {...(subject ? { back: { href: "/change-log", label: "Change log" } } : {})}
        lead={
          subject ? (
            <>
              Everything recorded about this {subject.kind.toLowerCase()}, newest first.{" "}
              {subject.href === "" ? null : <TextLink href={subject.href}>Open it</TextLink>}
            </>
          ) : (
            "What people, jobs and machines wrote, with each record before and after. A write that records nothing is rolled back. Each change becomes an entry of the governance ledger, which a checkpoint then seals."
          )
        }
        actions={can(actor, "change:export") ? <ExportMenu href="/api/change-log/export" /> : null}
      />
      <ChangeFilters actors={actors} ofSubject={subject !== null} />
      {subject?.state ? <SubjectState state={subject.state} /> : null}
      <ChangeTable
        rows={listed.records.map((record) => ({
          ...toChangeRow(record, listed.names, wordsOf),
          ledger: toLedgerMark(listed.places.get(record.id)),
        }))}
        address={address}
        total={listed.total}
        page={list.page}
        pageSize={list.pageSize}
        cols={list.cols}
        openId={list.open}
      />
      {opened ? <ChangeDrawer {...opened} address={address} /> : null}
    </>
  );
}
