import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { ButtonLink } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/core/action-state";
import { DismissCandidate, RestoreCandidate } from "./candidate-acts";

/** A caller without an entry in the registry, in words. Texts are "" where there is nothing to say. */
export type CandidateRow = {
  readonly id: string;
  readonly kind: "agent" | "key";
  readonly value: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly calls: number;
  readonly servers: string;
  readonly operations: string;
  readonly environments: string;
  readonly owner: string;
  readonly guess: string;
  readonly registerHref: string;
  readonly dismissal: {
    readonly id: string;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
    readonly expiresAt: string;
  } | null;
};

export type CandidateActs = {
  readonly firstDay: string;
  readonly lastDay: string;
  /** Null where the reader may not. */
  readonly dismiss: FormAction | null;
  readonly restore: FormAction | null;
  readonly mayRegister: boolean;
};

const column = columnsOf<CandidateRow>();

function known(columns: "open" | "dismissed", acts: CandidateActs) {
  return column.columns([
    column.accessor("value", {
      header: "Caller",
      cell: ({ row }) => (
        <span className="font-mono text-sm">
          {row.original.value} <span className="font-sans text-ink-3">{row.original.kind}</span>
        </span>
      ),
    }),
    ...(columns === "open" ? openColumns(acts) : dismissedColumns(acts)),
  ]);
}

function openColumns(acts: CandidateActs) {
  return [
    column.display({
      id: "acts",
      header: "What to do",
      cell: ({ row }) => <Acts row={row.original} acts={acts} />,
    }),
    column.accessor("calls", {
      header: "Calls",
      meta: { align: "end" as const },
      cell: ({ row }) => row.original.calls.toLocaleString("en"),
    }),
    column.accessor("lastSeen", {
      header: "Last seen",
      cell: ({ row }) => <Instant at={row.original.lastSeen} />,
    }),
    column.accessor("firstSeen", {
      header: "First seen",
      cell: ({ row }) => <Instant at={row.original.firstSeen} />,
    }),
    column.accessor("servers", { header: "Servers", meta: { wrap: true } }),
    column.accessor("operations", { header: "Operations", meta: { wrap: true } }),
    column.accessor("environments", { header: "Environments" }),
    column.accessor("owner", {
      header: "Owner, guessed",
      cell: ({ row }) =>
        row.original.owner === "" ? (
          <span className="text-ink-3">No guess</span>
        ) : (
          <span title={row.original.guess}>
            {row.original.owner} <span className="text-sm text-ink-3">{row.original.guess}</span>
          </span>
        ),
    }),
  ];
}

function Acts({ row, acts }: { row: CandidateRow; acts: CandidateActs }) {
  return (
    <span className="inline-flex gap-2 py-1">
      {acts.mayRegister && row.kind === "agent" ? (
        <ButtonLink size="sm" href={row.registerHref} aria-label={`Register ${row.value}`}>
          Register
        </ButtonLink>
      ) : null}
      {acts.dismiss ? (
        <DismissCandidate
          kind={row.kind}
          value={row.value}
          firstDay={acts.firstDay}
          lastDay={acts.lastDay}
          action={acts.dismiss}
        />
      ) : null}
    </span>
  );
}

function dismissedColumns({ restore }: CandidateActs) {
  return [
    column.display({
      id: "acts",
      header: "What to do",
      cell: ({ row }) =>
        restore && row.original.dismissal ? (
          <RestoreCandidate
            id={row.original.dismissal.id}
            value={row.original.value}
            action={restore}
          />
        ) : null,
    }),
    column.display({
      id: "reason",
      header: "Why",
      meta: { wrap: true },
      cell: ({ row }) => row.original.dismissal?.reason,
    }),
    column.display({
      id: "by",
      header: "Dismissed by",
      cell: ({ row }) => row.original.dismissal?.by,
    }),
    column.display({
      id: "at",
      header: "On",
      cell: ({ row }) => <Instant at={row.original.dismissal?.at ?? ""} />,
    }),
    column.display({
      id: "until",
      header: "Until",
      cell: ({ row }) => <Instant at={row.original.dismissal?.expiresAt ?? ""} />,
    }),
    column.accessor("calls", {
      header: "Calls",
      meta: { align: "end" as const },
      cell: ({ row }) => row.original.calls.toLocaleString("en"),
    }),
  ];
}

/** Callers that nobody has registered, the last seen first. */
export function CandidateTable({
  rows,
  acts,
}: {
  rows: readonly CandidateRow[];
  acts: CandidateActs;
}) {
  return (
    <DataTable
      caption="Callers without an entry in the registry"
      rows={rows}
      columns={known("open", acts)}
      rowHref={callsHref}
      empty={{
        title: "Every caller is registered or dismissed",
        why: "Who calls under a name or with a key that no registered agent has stands here, from the first recorded call on.",
        action: <TextLink href="/activity">See the calls</TextLink>,
      }}
    />
  );
}

/** Callers that somebody judged to need no entry, until a day. */
export function DismissedTable({
  rows,
  acts,
}: {
  rows: readonly CandidateRow[];
  acts: CandidateActs;
}) {
  return (
    <DataTable
      caption="Dismissed callers"
      rows={rows}
      columns={known("dismissed", acts)}
      rowHref={callsHref}
      empty={{ title: "Nobody is dismissed", why: "A dismissal has a reason and an end." }}
    />
  );
}

function callsHref({ kind, value }: CandidateRow): string {
  return `/activity?${new URLSearchParams([[kind, value]])}`;
}
