import { DataTable, type ListedRows } from "@/components/data-table/data-table";
import { ButtonLink } from "@/components/ui/button";
import type { KeyRow } from "@/lib/keys/view";
import { keyColumns } from "./key-columns";

/** The register of keys as a table. */
export function KeyTable({
  mayRegister,
  ...list
}: ListedRows<KeyRow> & {
  mayRegister: boolean;
}) {
  return (
    <DataTable
      {...list}
      caption="Keys"
      columns={keyColumns}
      rowHref={({ id }) => `/keys/${id}`}
      columnPicker
      empty={{
        title: "No key is registered yet",
        why: "A key stands here once somebody has written down its public id, whom it belongs to, for what and where. Its secret never comes here.",
        action: mayRegister ? (
          <ButtonLink variant="primary" href="/keys/new">
            Register a key
          </ButtonLink>
        ) : null,
      }}
    />
  );
}
