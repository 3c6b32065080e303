import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { LogView } from "@/lib/ledger-store/view";

const column = columnsOf<LogView>();

const columns = column.columns([
  column.accessor("name", { header: "Log" }),
  column.accessor("sealer", {
    header: "Sealer",
    cell: ({ row }) => <Sealer sealer={row.original.sealer} />,
  }),
  column.accessor("size", { header: "Entries", meta: { align: "end" } }),
  column.accessor("sealedUpTo", {
    header: "Sealed up to index",
    meta: { align: "end" },
    cell: ({ row }) => <SealedUpTo log={row.original} />,
  }),
  column.accessor("lastEntryAt", {
    header: "Last entry",
    cell: ({ row }) => <At at={row.original.lastEntryAt} none="none yet" />,
  }),
  column.accessor("checkpoint", {
    header: "Last checkpoint",
    cell: ({ row }) => <At at={row.original.checkpoint?.at ?? ""} none="none yet" />,
  }),
]);

/** Both logs in two lines: where each ends, and up to where it is sealed. */
export function LogTable({ logs }: { logs: readonly LogView[] }) {
  return (
    <DataTable
      caption="The two logs"
      rows={logs}
      columns={columns}
      rowHref={({ id }) => `/ledger?log=${id}`}
      empty={{ title: "No log has begun", why: "The first start makes both." }}
    />
  );
}

function SealedUpTo({ log: { sealedUpTo, waiting } }: { log: LogView }) {
  return (
    <>
      {waiting === "0" ? null : <span className="text-ink-3">({waiting} not yet) </span>}
      {sealedUpTo || <None>nothing yet</None>}
    </>
  );
}

function Sealer({ sealer }: { sealer: LogView["sealer"] }) {
  if (sealer === null) return <OutcomeBadge outcome="attention">Never seen</OutcomeBadge>;
  if (sealer.halted) return <OutcomeBadge outcome="fail">Halted</OutcomeBadge>;
  if (!sealer.fresh) {
    return <OutcomeBadge outcome="attention">Last seen {sealer.seenAge}</OutcomeBadge>;
  }
  if (sealer.storeFails) return <OutcomeBadge outcome="unknown">Store fails</OutcomeBadge>;
  return <OutcomeBadge outcome="pass">Signs</OutcomeBadge>;
}

function At({ at, none }: { at: string; none: string }) {
  return at === "" ? <None>{none}</None> : <Instant at={at} />;
}

function None({ children }: { children: string }) {
  return <span className="text-ink-3">{children}</span>;
}
