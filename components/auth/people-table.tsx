import { columnsOf } from "@/components/data-table/columns";
import { DataTable, type ListedRows } from "@/components/data-table/data-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { PersonRow } from "@/lib/auth/view";

type Option = { value: string; label: string };

const column = columnsOf<PersonRow>();

const columns = column.columns([
  column.accessor("name", { header: "Name", meta: { sort: "name" } }),
  column.accessor("roles", { header: "Roles" }),
  column.display({
    id: "status",
    header: "Status",
    cell: ({ row: { original } }) => (
      <OutcomeBadge outcome={original.state.outcome}>{original.state.label}</OutcomeBadge>
    ),
  }),
  column.accessor("lastSignIn", {
    header: "Last sign-in",
    meta: { sort: "signedIn" },
    cell: ({ row: { original } }) =>
      original.lastSignIn ? <Instant at={original.lastSignIn} /> : "never",
  }),
  column.accessor("passkeys", { header: "Passkeys", meta: { align: "end" } }),
  column.accessor("title", { header: "Title", meta: { wrap: true } }),
  column.accessor("email", { header: "E-mail address", meta: { sort: "email" } }),
  column.accessor("joined", {
    header: "Joined",
    meta: { sort: "joined", hidden: true },
    cell: ({ row: { original } }) =>
      original.joined ? <Instant at={original.joined} /> : "not yet",
  }),
]);

/** Everybody with an account, searched, filtered and sorted on the server. */
export function PeopleTable({
  roles,
  statuses,
  ...list
}: ListedRows<PersonRow> & {
  roles: readonly Option[];
  statuses: readonly Option[];
}) {
  return (
    <>
      <FilterBar
        search={{ placeholder: "Name, e-mail address or title" }}
        filters={[
          { kind: "select", name: "status", label: "Status", options: statuses },
          { kind: "select", name: "role", label: "Role", options: roles },
        ]}
      />
      <DataTable
        {...list}
        caption="People"
        columns={columns}
        rowHref={(row) => `/settings/people/${row.id}`}
        columnPicker
        empty={{ title: "Nobody yet", why: "People appear here once they are invited." }}
      />
    </>
  );
}
