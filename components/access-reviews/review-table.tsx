import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { REVIEW_KIND_LABEL } from "@/lib/access-reviews/labels";
import type { ReviewRow } from "@/lib/access-reviews/prepare/list-view";
import { ReviewMark } from "./review-mark";

const column = columnsOf<ReviewRow>();

const columns = column.columns([
  column.accessor("title", { header: "Review", meta: { wrap: true } }),
  column.display({
    id: "status",
    header: "Stands",
    cell: ({ row: { original } }) => <ReviewMark status={original.status} late={original.late} />,
  }),
  column.accessor("quarter", { header: "Quarter" }),
  column.accessor("timeliness", {
    header: "In time",
    meta: { wrap: true },
    cell: ({ row: { original } }) =>
      original.timeliness === "" ? (
        <span className="text-ink-3">Out of turn</span>
      ) : (
        <OutcomeBadge outcome={original.timelinessOutcome}>{original.timeliness}</OutcomeBadge>
      ),
  }),
  column.display({
    id: "decided",
    header: "Decided",
    meta: { align: "end" },
    cell: ({ row: { original } }) => <Decided row={original} />,
  }),
  column.accessor("lines", {
    header: "Lines",
    meta: { align: "end" },
    cell: ({ row: { original } }) => original.lines?.toLocaleString("en") ?? "None yet",
  }),
  column.accessor("dueAt", {
    header: "Due",
    // At the end of that day, in UTC.
    cell: ({ row: { original } }) => original.dueAt.slice(0, 10),
  }),
  column.accessor("signedAt", {
    header: "Signed",
    cell: ({ row: { original } }) => <When at={original.signedAt} otherwise="Not yet" />,
  }),
  column.accessor("remediatedAt", {
    header: "Remediated",
    cell: ({ row: { original } }) => (
      <When
        at={original.remediatedAt}
        otherwise={original.openRemovals > 0 ? `${original.openRemovals} open` : "Not yet"}
      />
    ),
  }),
  column.accessor("reference", { header: "Reference", meta: { hidden: true } }),
  column.accessor("kind", {
    header: "Kind",
    meta: { hidden: true },
    cell: ({ row: { original } }) => REVIEW_KIND_LABEL[original.kind],
  }),
  column.accessor("owner", { header: "Answers for it", meta: { hidden: true } }),
  column.accessor("launchedAt", {
    header: "Started",
    meta: { hidden: true },
    cell: ({ row: { original } }) => <When at={original.launchedAt} otherwise="Not yet" />,
  }),
]);

function When({ at, otherwise }: { at: string | null; otherwise: string }) {
  return at === null ? <span className="text-ink-3">{otherwise}</span> : <Instant at={at} />;
}

function Decided({ row: { decided } }: { row: ReviewRow }) {
  if (decided === null) return <span className="text-ink-3">Not started</span>;
  const share = decided.of === 0 ? 100 : Math.floor((decided.made / decided.of) * 100);
  return (
    <span title={`${decided.made.toLocaleString("en")} of ${decided.of.toLocaleString("en")}`}>
      {share} %
    </span>
  );
}

/** Every review; a draft leads to its preparation. */
export function ReviewTable({
  rows,
  cols,
  mayPrepare,
}: {
  rows: readonly ReviewRow[];
  cols: string;
  mayPrepare: boolean;
}) {
  return (
    <DataTable
      caption="Access reviews"
      rows={rows}
      columns={columns}
      rowHref={({ id, status }) =>
        status === "draft" ? `/access-reviews/${id}/prepare` : `/access-reviews/${id}`
      }
      columnPicker
      cols={cols}
      empty={{
        title: "No access reviews",
        why: "Each quarter somebody looks at everything that may call, decides each line and signs it. Nothing was prepared yet, or nothing that is yours to see.",
        ...(mayPrepare
          ? {
              action: (
                <ButtonLink variant="primary" href="/access-reviews/new">
                  Prepare a review
                </ButtonLink>
              ),
            }
          : {}),
      }}
    />
  );
}
