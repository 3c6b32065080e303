import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { ScrubRow } from "@/lib/ledger-store/view";

const column = columnsOf<ScrubRow>();

const columns = column.columns([
  column.accessor("startedAt", {
    header: "Started",
    cell: ({ row }) => <Instant at={row.original.startedAt} />,
  }),
  column.accessor("what", { header: "What was read" }),
  column.accessor("range", { header: "Over" }),
  column.accessor("finishedAt", {
    header: "Finished",
    cell: ({ row: { original } }) =>
      original.finishedAt === "" ? (
        <span className="text-ink-3">not yet</span>
      ) : (
        <Instant at={original.finishedAt} />
      ),
  }),
  column.accessor("findings", {
    header: "Result",
    meta: { wrap: true },
    cell: ({ row }) => <Result {...row.original} />,
  }),
]);

/** The newest passes of the scrub over one log. */
export function ScrubTable({ rows }: { rows: readonly ScrubRow[] }) {
  if (rows.length === 0) {
    return (
      <p className="border-y py-3">
        The scrub has not run yet.{" "}
        <span className="text-ink-2">
          The sealer reads everything stored again once in 30 days, and compares the search index
          with the entries each night.
        </span>
      </p>
    );
  }
  return (
    <DataTable
      caption="Passes of the scrub, newest first"
      rows={rows}
      columns={columns}
      empty={{ title: "", why: "" }}
    />
  );
}

function Result({ findings, finishedAt, detail }: ScrubRow) {
  if (findings > 0) {
    const words = `${findings.toLocaleString("en")} ${findings === 1 ? "difference" : "differences"}`;
    return (
      <>
        <OutcomeBadge outcome="fail">{words}</OutcomeBadge>{" "}
        <span className="text-ink-2">{detail}</span>
      </>
    );
  }
  if (finishedAt === "") return <OutcomeBadge outcome="unknown">Not finished</OutcomeBadge>;
  return <OutcomeBadge outcome="pass">No difference</OutcomeBadge>;
}
