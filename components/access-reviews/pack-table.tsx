import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import { PACK_STATE_LABEL, type PackRow } from "@/lib/access-reviews/pack/pack-view";

const column = columnsOf<PackRow>();

const columns = column.columns([
  column.accessor("askedAt", {
    header: "Asked for",
    cell: ({ row }) => <Instant at={row.original.askedAt} />,
  }),
  column.accessor("askedBy", { header: "By" }),
  column.accessor("state", { header: "Is", cell: ({ row }) => <PackState row={row.original} /> }),
  column.accessor("fileName", {
    header: "File",
    meta: { wrap: true },
    cell: ({ row: { original } }) =>
      original.state === "done" ? (
        // A file is no page: the router must not fetch it ahead, as taking it is recorded.
        <a href={`/api/access-reviews/packs/${original.id}`} className="underline" download>
          {original.fileName}
        </a>
      ) : (
        original.message
      ),
  }),
  column.accessor("bytes", {
    header: "Size",
    meta: { align: "end" },
    cell: ({ row: { original } }) => (original.bytes > 0 ? sizeText(original.bytes) : ""),
  }),
  column.accessor("sha256", {
    header: "SHA-256",
    cell: ({ row: { original } }) =>
      original.sha256 ? <Hash value={original.sha256} label="Copy the hash of the pack" /> : null,
  }),
]);

function PackState({ row }: { row: PackRow }) {
  if (row.state === "failed") {
    return <OutcomeBadge outcome="fail">{PACK_STATE_LABEL.failed}</OutcomeBadge>;
  }
  return (
    <StateMark tone={row.state === "done" ? "strong" : "plain"}>
      {PACK_STATE_LABEL[row.state]}
    </StateMark>
  );
}

function sizeText(bytes: number): string {
  const kilobytes = bytes / 1_000;
  return kilobytes < 1_000
    ? `${Math.ceil(kilobytes).toLocaleString("en")} kB`
    : `${(kilobytes / 1_000).toFixed(1)} MB`;
}

/** The packs that were asked for, newest first. */
export function PackTable({ rows }: { rows: readonly PackRow[] }) {
  return (
    <DataTable
      caption="Packs, newest first"
      rows={rows}
      columns={columns}
      empty={{
        title: "No pack has been asked for yet",
        why: "A pack is one ZIP with the snapshot, the decisions, the signatures with their proofs, tables, a PDF and a verifier: all that somebody outside needs to check the review without us.",
      }}
    />
  );
}
