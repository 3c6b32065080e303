import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { PersonName } from "@/components/ui/person-name";
import { Section } from "@/components/ui/section";
import { StateMark } from "@/components/ui/state-mark";
import type { DefinedGrantRow } from "@/lib/servers/definitions/definition-view";

const BASIS = {
  current: { tone: "plain", word: "As it is now" },
  other: { tone: "fail", word: "Definition changed since approval" },
  unknown: { tone: "muted", word: "None was known" },
  wildcard: { tone: "attention", word: "All operations, whatever they say" },
} as const satisfies Record<DefinedGrantRow["basis"], { tone: string; word: string }>;

const column = columnsOf<DefinedGrantRow>();

const columns = column.columns([
  column.accessor("key", {
    header: "Key",
    cell: ({ row }) => <span className="font-mono text-sm">{row.original.key}</span>,
  }),
  column.accessor("agent", { header: "Agent" }),
  column.accessor("environment", { header: "Environment" }),
  column.accessor("basis", {
    header: "Approved on",
    cell: ({ row: { original } }) => {
      const { tone, word } = BASIS[original.basis];
      return (
        <span className="inline-flex items-center gap-2">
          <StateMark tone={tone}>{word}</StateMark>
          {original.hash ? <Hash value={original.hash} /> : null}
        </span>
      );
    },
  }),
  column.accessor("approvedBy", {
    header: "Approved by",
    cell: ({ row: { original } }) =>
      original.approvedBy ? <PersonName {...original.approvedBy} /> : null,
  }),
  column.accessor("fromAt", {
    header: "From",
    cell: ({ row }) => <Instant at={row.original.fromAt} />,
  }),
  column.accessor("until", {
    header: "Until",
    cell: ({ row }) => (row.original.until ? <Instant at={row.original.until} /> : "No end"),
  }),
]);

/** Who may call the operation now, and on which wording that was approved. `ownOnly`: of others nothing is shown. */
export function DefinitionGrants({
  grants,
  ownOnly,
}: {
  grants: readonly DefinedGrantRow[];
  ownOnly: boolean;
}) {
  return (
    <Section
      id="grants"
      title={ownOnly ? "Grants in force of your agents and keys" : "Grants in force"}
      lead="An approval counts for what the server said then: another definition marks the grant until it is approved again."
    >
      <DataTable
        caption="Grants of this operation that are in force"
        rows={grants}
        columns={columns}
        rowHref={({ id }) => `/access-matrix/grants/${id}`}
        empty={
          ownOnly
            ? {
                title: "None of yours may call it",
                why: "You see grants of agents and keys you answer for; others are not shown.",
              }
            : {
                title: "Nobody may call it",
                why: "No grant of this operation is in force, neither by name nor by a wildcard of its server.",
              }
        }
      />
    </Section>
  );
}
