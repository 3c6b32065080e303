import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import type { CheckRow } from "@/lib/access-reviews/check/check-view";
import type { FormAction } from "@/lib/core/action-state";
import { DrawCheck } from "./check-forms";

const column = columnsOf<CheckRow>();
const columns = column.columns([
  column.accessor("title", { header: "Drawn" }),
  column.accessor("checker", { header: "Looks" }),
  column.accessor("done", { header: "Judged" }),
  column.accessor("disagrees", { header: "Disagrees", meta: { align: "end" } }),
  column.accessor("seed", { header: "Seed", meta: { wrap: true } }),
  column.accessor("drawnAt", {
    header: "When",
    cell: ({ row }) => <Instant at={row.original.drawnAt} />,
  }),
  column.accessor("finishedAt", {
    header: "Finished",
    cell: ({ row }) =>
      row.original.finishedAt === "" ? "Not yet" : <Instant at={row.original.finishedAt} />,
  }),
]);

/** REV-25: second looks at what a review kept. `draw` null: not for this reader, or not signed yet. */
export function CheckSection({
  reviewId,
  checks,
  population,
  people,
  size,
  draw,
}: {
  reviewId: string;
  checks: readonly CheckRow[];
  population: number;
  people: readonly { readonly id: string; readonly name: string; readonly title: string }[];
  size: number;
  draw: FormAction | null;
}) {
  return (
    <Section
      id="second-look"
      title="Second look"
      lead="Somebody who had no part in the review judges a draw of what it kept. The seed and the keys of the lines give the same draw to anybody."
    >
      {draw && population > 0 ? (
        <div className="mb-4 print:hidden">
          <DrawCheck
            reviewId={reviewId}
            people={people}
            size={Math.min(size, population)}
            population={population}
            action={draw}
          />
        </div>
      ) : null}
      <DataTable
        caption="Second looks"
        rows={checks}
        columns={columns}
        rowHref={({ id }) => `/access-reviews/checks/${id}`}
        empty={{
          title: "No second look yet",
          why: `The review kept ${population.toLocaleString("en")} lines.`,
        }}
      />
    </Section>
  );
}
