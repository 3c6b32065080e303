import { DataTable } from "@/components/data-table/data-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { ButtonLink } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { FormAction } from "@/lib/core/action-state";
import {
  DEFAULT_PERIOD,
  OPERATION_FILTER_LABEL,
  PERIOD_LABEL,
  PERIODS,
  SERVER_FILTER_LABEL,
} from "@/lib/servers/labels";
import type { OperationRow, ServerShown } from "@/lib/servers/view";
import { ClassForm } from "./class-form";
import { RegisterOperation } from "./operation-acts";
import { operationColumns } from "./operation-columns";

type List = {
  sort: string;
  dir: "asc" | "desc";
  page: number;
  pageSize: number;
  total: number;
};

/** What the server offers, what each can do at worst, and whether it is used. */
export function ServerOperations({
  server,
  rows,
  list,
  actions,
}: {
  server: ServerShown;
  rows: readonly OperationRow[];
  list: List;
  actions: { register: FormAction; classify: FormAction };
}) {
  return (
    <>
      <Section
        id="operations"
        title={`Operations ${server.operations.toLocaleString("en")}`}
        actions={<OperationLinks server={server} register={actions.register} />}
      >
        <FilterBar
          search={{ label: "Search operations", placeholder: "Name, meaning" }}
          filters={[
            {
              kind: "select",
              name: "show",
              label: "Show",
              options: Object.entries(OPERATION_FILTER_LABEL).map(([value, label]) => ({
                value,
                label,
              })),
            },
            {
              kind: "select",
              name: "days",
              label: SERVER_FILTER_LABEL.days,
              any: PERIOD_LABEL[DEFAULT_PERIOD],
              options: PERIODS.filter((days) => days !== DEFAULT_PERIOD).map((days) => ({
                value: days,
                label: PERIOD_LABEL[days],
              })),
            },
          ]}
        />
        <DataTable
          caption="Operations"
          rows={rows}
          columns={operationColumns}
          rowHref={({ id }) => `/servers/operations/${id}`}
          total={list.total}
          page={list.page}
          pageSize={list.pageSize}
          sort={{ by: list.sort, dir: list.dir }}
          empty={{
            title: "No operation is registered yet",
            why: "Import the server's list of tools, or register operations by hand.",
          }}
        />
      </Section>
      <Unclassified server={server} action={actions.classify} />
    </>
  );
}

function OperationLinks({ server, register }: { server: ServerShown; register: FormAction }) {
  return (
    <>
      {server.mayEdit ? <RegisterOperation serverId={server.id} action={register} /> : null}
      {server.mayImport ? (
        <ButtonLink href={`/servers/${server.slug}/import`}>Import the list of tools</ButtonLink>
      ) : null}
    </>
  );
}

// As many as one looks through at once; the next ones come when these are done.
const AT_ONCE = 100;

function Unclassified({ server, action }: { server: ServerShown; action: FormAction }) {
  const open = server.operationRows.filter(
    ({ access, retiredAt }) => access === "" && retiredAt === "",
  );
  if (open.length === 0 || !server.mayEdit) return null;
  return (
    <Section
      id="unclassified"
      title={`Not classified ${open.length.toLocaleString("en")}`}
      lead="Say of each what it can do at worst: who has to approve access to it follows from that."
    >
      <ClassForm
        serverId={server.id}
        lines={open.slice(0, AT_ONCE).map(({ id, name, meaning }) => ({
          ...{ about: id, name, detail: meaning },
        }))}
        action={action}
        label="Classify operations"
        submitLabel="Record the classes"
        registers={false}
      />
    </Section>
  );
}
