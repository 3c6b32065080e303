import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import { narrowHref, type ProposalRow } from "@/lib/access-matrix/least-privilege/least-rows-view";
import { ENFORCED_LABEL } from "@/lib/access-matrix/matrix/matrix-labels";
import { LeastChoice } from "./least-choice";
import { environmentWord } from "./matrix-words";

const column = columnsOf<ProposalRow>();

const count = (name: "used" | "blocked" | "blockedYear", header: string) =>
  column.accessor(name, {
    header,
    meta: { align: "end" },
    cell: ({ getValue }) => getValue().toLocaleString("en"),
  });

const operation = column.accessor("name", {
  header: "Operation",
  cell: ({ getValue }) => <span className="font-mono text-sm">{getValue()}</span>,
});

// What decides comes first: the rest may scroll.
const facts = [
  count("blocked", "Would have blocked"),
  count("blockedYear", "In 365 days"),
  count("used", "Calls"),
  column.accessor("lastUsedAt", {
    header: "Last used",
    cell: ({ getValue }) => instantOr(getValue(), "not in 365 days"),
  }),
  column.accessor("environment", {
    header: "Environment",
    cell: ({ row }) => environmentWord(row.original.environment),
  }),
  column.accessor("publicId", {
    header: "Key",
    cell: ({ getValue }) => <span className="font-mono text-sm">{getValue()}</span>,
  }),
  column.accessor("access", {
    header: "Class",
    cell: ({ row }) =>
      row.original.access ?? (row.original.operationId === null ? "several" : "not classified"),
  }),
  column.accessor("enforced", {
    header: "Enforced",
    cell: ({ getValue }) => ENFORCED_LABEL[getValue()],
  }),
  column.accessor("purpose", { header: "Purpose of the grant", meta: { wrap: true } }),
  column.accessor("until", {
    header: "Until",
    cell: ({ getValue }) => instantOr(getValue(), "without end"),
  }),
];

const server = column.accessor("server", { header: "Server" });

const verdict = column.display({
  id: "verdict",
  header: "Proposed",
  meta: { wrap: true },
  cell: ({ row: { original } }) => (
    <>
      <StateMark tone={original.tone}>{original.says}</StateMark>{" "}
      <span className="text-ink-2">{original.why}</span> <Narrow row={original} />
    </>
  ),
});

const choice = column.display({
  id: "choice",
  header: "Remove",
  cell: ({ row: { original } }) => <Choice row={original} />,
});

const plain = column.columns([operation, server, verdict, ...facts]);
const choosable = column.columns([operation, server, choice, verdict, ...facts]);

/** Grants with what is proposed for them. `chooses`: inside the form, each that can go has a box, or says what waits already. */
export function LeastGrantsTable({
  caption,
  rows,
  chooses = false,
}: {
  caption: string;
  rows: readonly ProposalRow[];
  chooses?: boolean;
}) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      columns={chooses ? choosable : plain}
      rowHref={({ href }) => href}
      empty={{ title: "No grant", why: "No grant of this agent stands here." }}
    />
  );
}

function Choice({ row }: { row: ProposalRow }) {
  if (row.waiting) return <TextLink href={row.waiting.href}>{row.waiting.says}</TextLink>;
  if (!row.choosable) return null;
  const label = `Remove ${row.name} of ${row.server} in ${row.environment} from ${row.publicId}`;
  return <LeastChoice grantId={row.id} label={label} chosen={row.chosen} />;
}

function Narrow({ row }: { row: ProposalRow }) {
  const href = row.verdict === "narrow" ? narrowHref(row) : null;
  return href ? <TextLink href={href}>Ask for them by name</TextLink> : null;
}

function instantOr(at: string | null, otherwise: string) {
  return at === null ? otherwise : <Instant at={at} />;
}
