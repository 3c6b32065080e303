import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { FindingRow } from "@/lib/ledger-store/view";

const NEVER_EMPTY = { title: "", why: "" };

const column = columnsOf<FindingRow>();

const columnsWith = (hrefOf: (finding: FindingRow) => string | undefined) =>
  column.columns([
    column.accessor("closedAt", {
      header: "Stands",
      cell: ({ row }) => <Stands finding={row.original} />,
    }),
    column.accessor("message", { header: "What was found", meta: { wrap: true } }),
    column.accessor("log", { header: "Log" }),
    column.accessor("kind", {
      header: "Kind",
      cell: ({ row: { original } }) => {
        const href = original.closedAt === "" ? hrefOf(original) : undefined;
        return href ? <TextLink href={href}>{original.kind}, triage</TextLink> : original.kind;
      },
    }),
    column.accessor("times", { header: "Times", meta: { align: "end" } }),
    column.accessor("lastAt", {
      header: "Last met",
      cell: ({ row }) => <Instant at={row.original.lastAt} />,
    }),
    column.accessor("firstAt", {
      header: "First met",
      cell: ({ row }) => <Instant at={row.original.firstAt} />,
    }),
  ]);

/** What somebody must look at, open findings first. `triage`: where each is disposed of, by `log:kind`. */
export function FindingTable({
  rows,
  triage,
}: {
  rows: readonly FindingRow[];
  triage: ReadonlyMap<string, string>;
}) {
  return (
    <Section
      id="findings"
      title="Findings"
      lead="What the appender, the sealer, the relay and the scrub met that should not be. Nothing here repairs itself unseen."
    >
      {rows.length === 0 ? (
        <p className="border-y py-3">
          Nothing was found.{" "}
          <span className="text-ink-2">
            Clock steps, differences between index and ledger, damage and lag stand here as soon as
            they are met.
          </span>
        </p>
      ) : (
        <DataTable
          caption="Findings, open ones first"
          rows={rows}
          columns={columnsWith(({ log, kind }) => triage.get(`${log}:${kind}`))}
          empty={NEVER_EMPTY}
        />
      )}
    </Section>
  );
}

function Stands({ finding: { closedAt, critical } }: { finding: FindingRow }) {
  if (closedAt !== "") return <StateMark tone="muted">Closed</StateMark>;
  return (
    <OutcomeBadge outcome={critical ? "fail" : "attention"}>
      {critical ? "Critical, open" : "Open"}
    </OutcomeBadge>
  );
}
