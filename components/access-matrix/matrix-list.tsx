import { DataTable, type ListedRows } from "@/components/data-table/data-table";
import { listHref } from "@/components/data-table/list-link";
import { ButtonLink } from "@/components/ui/button";
import type { CellRow } from "@/lib/access-matrix/matrix/matrix-view";
import { cellKey } from "./cell-key";
import { matrixColumns } from "./matrix-columns";

/** The cells as a table: the same as the picture, for reading, sorting and paper. */
export function MatrixList({
  rows,
  address,
  mayRegister,
  ...list
}: ListedRows<CellRow> & {
  address: string;
  mayRegister: boolean;
  openId: string;
}) {
  return (
    <DataTable
      caption="Cells of the access matrix"
      rows={rows.map((row) => ({ ...row, id: cellKey(row) }))}
      columns={matrixColumns}
      rowHref={({ id }) => listHref("/access-matrix", address, { open: id })}
      columnPicker
      {...list}
      empty={{
        title: "Nothing is granted, enforced or called yet",
        why: "A cell stands here once a key is granted an operation, a gateway says that it enforces one, or somebody calls one. It begins with servers, their operations, and keys.",
        action: mayRegister ? (
          <>
            <ButtonLink variant="primary" href="/servers/new">
              Register a server
            </ButtonLink>
            <ButtonLink href="/keys/new">Register a key</ButtonLink>
          </>
        ) : null,
      }}
    />
  );
}
