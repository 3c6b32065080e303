import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { SnapshotSource, TieOut } from "@/lib/access-reviews/snapshot-view";

type SourceRow = SnapshotSource & { readonly id: string };

const source = columnsOf<SourceRow>();

const sourceColumns = source.columns([
  source.accessor("name", { header: "Source", meta: { wrap: true } }),
  source.display({
    id: "fresh",
    header: "Stands",
    cell: ({ row: { original } }) => <Freshness source={original} />,
  }),
  source.accessor("statedAt", {
    header: "Last stated",
    cell: ({ row: { original } }) =>
      original.statedAt === null ? (
        <span className="text-ink-3">Never</span>
      ) : (
        <Instant at={original.statedAt} />
      ),
  }),
  source.accessor("policyVersion", {
    header: "Policy",
    meta: { align: "end" },
    cell: ({ row: { original } }) => original.policyVersion ?? "None",
  }),
  source.accessor("lines", {
    header: "Lines of it",
    meta: { align: "end" },
    cell: ({ row: { original } }) => original.lines.toLocaleString("en"),
  }),
]);

function Freshness({ source: { statedAt, stale } }: { source: SourceRow }) {
  if (statedAt === null) return <OutcomeBadge outcome="unknown">Silent</OutcomeBadge>;
  return stale ? (
    <OutcomeBadge outcome="fail">Stale</OutcomeBadge>
  ) : (
    <OutcomeBadge outcome="pass">Fresh</OutcomeBadge>
  );
}

/** When each source last stated what it enforces (REV-03). */
export function PrepareSources({ sources }: { sources: readonly SnapshotSource[] }) {
  return (
    <section aria-labelledby="prepare-sources" className="mb-8">
      <h2 id="prepare-sources" className="mb-3 text-lg font-medium">
        How fresh the sources are
      </h2>
      <DataTable
        caption="Sources"
        rows={sources.map((each) => ({ ...each, id: each.sourceId }))}
        columns={sourceColumns}
        empty={{
          title: "No sources",
          why: "No gateway has been added, so nobody says what is enforced.",
        }}
      />
    </section>
  );
}

const difference = columnsOf<TieOut>();

const tieOutColumns = difference.columns([
  difference.accessor("words", { header: "What is compared", meta: { wrap: true } }),
  difference.accessor("compared", {
    header: "Compared",
    meta: { align: "end" },
    cell: ({ row }) => row.original.compared.toLocaleString("en"),
  }),
  difference.display({
    id: "missing",
    header: "Without a match",
    cell: ({ row: { original } }) =>
      original.missing === 0 ? (
        <OutcomeBadge outcome="pass">None</OutcomeBadge>
      ) : (
        <OutcomeBadge outcome="attention">{original.missing.toLocaleString("en")}</OutcomeBadge>
      ),
  }),
  difference.display({
    id: "examples",
    header: "Which",
    meta: { wrap: true },
    cell: ({ row: { original } }) => <Examples row={original} />,
  }),
]);

const SHOWN = 3;

function Examples({ row: { examples, missing } }: { row: TieOut }) {
  if (missing === 0) return <span className="text-ink-3">None</span>;
  const shown = examples.slice(0, SHOWN);
  const rest = examples.slice(SHOWN);
  return (
    <div className="text-sm wrap-anywhere">
      {shown.join("; ")}
      {rest.length > 0 ? (
        <details>
          <summary className="cursor-pointer">
            {(missing - shown.length).toLocaleString("en")} more
          </summary>
          {rest.join("; ")}
          {missing > examples.length ? "; and others" : ""}
        </details>
      ) : null}
    </div>
  );
}

/** Whether registers, gateways, keys and calls tell of the same things (REV-04). */
export function PrepareTieOut({ tieOut }: { tieOut: readonly TieOut[] }) {
  return (
    <section aria-labelledby="prepare-tie-out" className="mb-8">
      <h2 id="prepare-tie-out" className="mb-3 text-lg font-medium">
        Whether it is complete
      </h2>
      <DataTable
        caption="Completeness"
        rows={tieOut}
        columns={tieOutColumns}
        empty={{ title: "Nothing compared", why: "The scope holds nothing." }}
      />
    </section>
  );
}
