import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Callout } from "@/components/ui/callout";
import type { PreviewReviewer, PreviewView } from "@/lib/access-reviews/prepare/preview-view";

type Row = PreviewReviewer & { readonly id: string };

const column = columnsOf<Row>();

const columns = column.columns([
  column.accessor("name", { header: "Person", meta: { wrap: true } }),
  column.accessor("title", { header: "Title", meta: { wrap: true } }),
  column.accessor("first", {
    header: "First stage",
    meta: { align: "end" },
    cell: ({ row }) => row.original.first.toLocaleString("en"),
  }),
  column.accessor("second", {
    header: "Second stage",
    meta: { align: "end" },
    cell: ({ row }) => row.original.second.toLocaleString("en"),
  }),
  column.accessor("minutes", {
    header: "Minutes",
    meta: { align: "end" },
    cell: ({ row }) => row.original.minutes.toLocaleString("en"),
  }),
]);

/** Who would decide how many lines, and about how long that takes. */
export function PrepareReviewers({ preview: { reviewers, nobody } }: { preview: PreviewView }) {
  return (
    <section aria-labelledby="prepare-reviewers" className="mb-8">
      <h2 id="prepare-reviewers" className="mb-3 text-lg font-medium">
        Who would decide
      </h2>
      {nobody.length > 0 ? (
        <Callout tone="fail" title="Lines that nobody may decide" className="mb-4">
          <ul className="list-disc pl-5">
            {nobody.map(({ line, why }) => (
              <li key={`${line} ${why}`} className="wrap-anywhere">
                <span className="font-mono text-sm">{line}</span>: {why}
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      <DataTable
        caption="Reviewers"
        rows={reviewers.map((each) => ({ ...each, id: each.personId }))}
        columns={columns}
        empty={{ title: "Nobody", why: "There is nothing to decide, or nobody who may." }}
      />
    </section>
  );
}
