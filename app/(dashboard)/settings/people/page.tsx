import type { Metadata } from "next";
import { InviteForm } from "@/components/auth/invite-form";
import { PeopleTable } from "@/components/auth/people-table";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/auth/actor";
import { PERSON_STATUS_LABEL, PERSON_STATUSES } from "@/lib/auth/labels";
import { listPeople, PEOPLE_SORTS } from "@/lib/auth/people-list";
import { ROLES } from "@/lib/auth/permissions";
import { ROLE_CHOICES, toPersonRow } from "@/lib/auth/view";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { invitePersonAction } from "./actions";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("person:read");
  const { q, sort, dir, page, pageSize, cols, filters } = listParams(await searchParams, {
    sorts: PEOPLE_SORTS,
    defaultSort: "name",
    filters: { status: PERSON_STATUSES, role: ROLES },
  });
  const { people, total, active } = await listPeople(actor, {
    q,
    sort,
    dir,
    page,
    pageSize,
    ...filters,
  });
  return (
    <>
      <PageHeader
        title="People"
        count={total}
        back={{ href: "/settings", label: "Settings" }}
        lead={`${active} ${active === 1 ? "person" : "people"} can sign in or ${active === 1 ? "has" : "have"} been invited. Roles hold from the next request on.`}
        actions={
          can(actor, "person:manage") ? (
            <InviteForm roles={ROLE_CHOICES} action={invitePersonAction} />
          ) : null
        }
      />
      <PeopleTable
        rows={people.map(toPersonRow)}
        total={total}
        page={page}
        pageSize={pageSize}
        sort={{ by: sort, dir }}
        cols={cols}
        roles={ROLE_CHOICES.map(({ value, label }) => ({ value, label }))}
        statuses={PERSON_STATUSES.map((value) => ({ value, label: PERSON_STATUS_LABEL[value] }))}
      />
    </>
  );
}
