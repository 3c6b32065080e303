import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import type { PreviewCount, PreviewView } from "@/lib/access-reviews/prepare/preview-view";

const column = columnsOf<PreviewCount>();

function columnsNamed(header: string) {
  return column.columns([
    column.accessor("label", { header, meta: { wrap: true } }),
    column.accessor("lines", {
      header: "Lines",
      meta: { align: "end" },
      cell: ({ row }) => row.original.lines.toLocaleString("en"),
    }),
    column.accessor("privileged", {
      header: "Privileged",
      meta: { align: "end" },
      cell: ({ row }) => row.original.privileged.toLocaleString("en"),
    }),
    column.accessor("twoStages", {
      header: "Looked at twice",
      meta: { align: "end" },
      cell: ({ row }) => row.original.twoStages.toLocaleString("en"),
    }),
  ]);
}

const EMPTY = { title: "No lines", why: "Nothing in the scope has access to operations." };

/** How many lines there would be, seen five ways. */
export function PrepareCounts({ preview }: { preview: PreviewView }) {
  const tables = [
    ["Kind", preview.byKind],
    ["Risk", preview.byRisk],
    ["Environment", preview.byEnvironment],
    ["Class of access", preview.byAccess],
    ["Server", preview.byServer],
  ] as const;
  return (
    <section aria-labelledby="prepare-counts" className="mb-8">
      <h2 id="prepare-counts" className="mb-3 text-lg font-medium">
        What it would hold
      </h2>
      <div className="grid gap-6 2xl:grid-cols-2">
        {tables.map(([header, rows]) => (
          <div key={header} className="min-w-0">
            <DataTable
              caption={`Lines by ${header.toLowerCase()}`}
              rows={rows}
              columns={columnsNamed(header)}
              empty={EMPTY}
            />
          </div>
        ))}
      </div>
    </section>
  );
}
