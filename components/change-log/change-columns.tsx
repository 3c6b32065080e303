import { columnsOf } from "@/components/data-table/columns";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { ProofMark } from "@/components/ui/proof-line";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { ChangeRow, LedgerMark } from "@/lib/change-log/view";
import { ledgerPlace } from "./ledger-place";

/** A change in a list, with its place in the ledger. */
export type ListedChange = ChangeRow & { ledger: LedgerMark };

const column = columnsOf<ListedChange>();

export const changeColumns = column.columns([
  column.accessor("recordedAt", {
    header: "Recorded",
    cell: ({ row }) => <Instant at={row.original.recordedAt} />,
  }),
  column.accessor("who", { header: "Who" }),
  column.accessor("act", {
    header: "Act",
    meta: { wrap: true },
    cell: ({ row }) => <Act {...row.original} />,
  }),
  column.accessor("summary", { header: "What changed", meta: { wrap: true } }),
  column.accessor("ledger", {
    header: "Ledger",
    cell: ({ row }) => {
      const { ledger } = row.original;
      return <ProofMark state={ledger.state} where={ledgerPlace(ledger)} />;
    },
  }),
  column.accessor("reason", { header: "Reason", meta: { wrap: true, hidden: true } }),
  column.accessor("roles", { header: "Roles", meta: { hidden: true } }),
  column.accessor("occurredAt", {
    header: "Occurred",
    meta: { hidden: true },
    cell: ({ row }) => <Instant at={row.original.occurredAt} />,
  }),
  column.accessor("requestId", {
    header: "Request id",
    meta: { hidden: true },
    cell: ({ row }) => <Hash value={row.original.requestId} label="Copy the request id" />,
  }),
  column.accessor("seq", { header: "No.", meta: { hidden: true, align: "end" } }),
]);

// "Signed in" says it all: who acted on their own account is not named twice.
function Act({ act, subject, subjectHref, who, late }: ChangeRow) {
  return (
    <>
      {act} {subject === who ? null : <Subject subject={subject} href={subjectHref} />}
      {late === "" ? null : (
        <StateMark tone="attention" className="ml-2">
          {late}
        </StateMark>
      )}
    </>
  );
}

function Subject({ subject, href }: { subject: string; href: string }) {
  if (href === "") return <span className="font-medium">{subject}</span>;
  return <TextLink href={href}>{subject}</TextLink>;
}
