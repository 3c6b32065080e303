import { columnsOf } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { OutcomeBadge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import type {
  ApprovalRow,
  ScopeRow,
  ScopeShown,
  ScopeStanding,
} from "@/lib/servers/scope/scope-view";
import { ScopeMark, ServerPerson } from "./server-marks";

const STANDING = {
  approved: { outcome: "pass", word: "Approved as it stands" },
  changed: { outcome: "fail", word: "Changed since it was approved" },
  "too-old": { outcome: "fail", word: "Approved too long ago" },
  never: { outcome: "fail", word: "Never approved" },
} as const satisfies Record<ScopeStanding, { outcome: "pass" | "fail"; word: string }>;

/** How the document stands to its approval. */
export function ScopeStandingBadge({ standing }: { standing: ScopeStanding }) {
  const { outcome, word } = STANDING[standing];
  return <OutcomeBadge outcome={outcome}>{word}</OutcomeBadge>;
}

/** The wish that waits for another person. */
export function ScopePending({ scope: { pending } }: { scope: ScopeShown }) {
  if (!pending) return null;
  return (
    <Callout
      tone={pending.same ? "note" : "attention"}
      title={
        pending.same
          ? "This document waits for another person"
          : "Another document waits: the register changed since it was submitted"
      }
      className="mb-6"
    >
      Submitted by {pending.by} on <Instant at={pending.at} />, due <Instant at={pending.dueAt} />.{" "}
      <TextLink href={pending.href}>Open the request</TextLink>
    </Callout>
  );
}

/** Decisions that recorded calls contradict. */
export function ScopeContradictions({ scope: { contradicted } }: { scope: ScopeShown }) {
  if (contradicted.length === 0) return null;
  return (
    <Callout tone="fail" title="Recorded calls contradict a decision" className="mb-6">
      <ul className="list-disc pl-4">
        {contradicted.map(({ id, slug, name, contradiction }) => (
          <li key={id}>
            <TextLink href={`/servers/${slug}`}>{name}</TextLink>: {contradiction}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

const CHANGES_SHOWN = 200;

/** What changed since the document was approved, field by field. */
export function ScopeChanges({ scope: { changes } }: { scope: ScopeShown }) {
  if (changes.length === 0) return null;
  return (
    <Section
      id="changes"
      title={`Changed since it was approved ${changes.length.toLocaleString("en")}`}
      {...(changes.length > CHANGES_SHOWN
        ? { lead: `The first ${CHANGES_SHOWN} of them; the change log holds them all.` }
        : {})}
    >
      <div className="overflow-x-auto">
        <table className="w-full border-y text-left">
          <thead>
            <tr className="border-b text-sm text-ink-2">
              {["What", "Field", "Before", "Now"].map((head) => (
                <th key={head} scope="col" className="py-1.5 pr-4 font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {changes.slice(0, CHANGES_SHOWN).map(({ field, about, label, before, after }) => (
              <tr key={field} className="border-b align-top last:border-b-0">
                <th scope="row" className="py-1.5 pr-4 font-normal wrap-anywhere">
                  {about}
                </th>
                <td className="py-1.5 pr-4 text-ink-2">{label}</td>
                <td className="py-1.5 pr-4 whitespace-pre-line wrap-anywhere">
                  {before === null ? (
                    <span className="text-ink-3">not there</span>
                  ) : (
                    <s>{before}</s>
                  )}
                </td>
                <td className="py-1.5 pr-4 whitespace-pre-line wrap-anywhere">
                  {after === null ? <span className="text-ink-3">no longer there</span> : after}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

const column = columnsOf<ScopeRow>();

const scopeColumns = column.columns([
  column.accessor("name", { header: "Server" }),
  column.accessor("scopeWord", {
    header: "Decision",
    cell: ({ row }) => <ScopeMark inScope={row.original.inScope} word={row.original.scopeWord} />,
  }),
  column.accessor("scopeReason", {
    header: "Why",
    meta: { wrap: true },
    cell: ({ row }) => (
      <>
        {row.original.scopeReason}
        {row.original.contradictedBy === "" ? null : (
          <span className="block text-sm text-ink-3">
            Contradicted by a call in {row.original.contradictedBy.toLowerCase()}
          </span>
        )}
      </>
    ),
  }),
  column.accessor("purpose", { header: "Purpose", meta: { wrap: true } }),
  column.accessor("owner", {
    header: "Owner, deputy",
    cell: ({ row }) => (
      <>
        <ServerPerson person={row.original.owner} short />
        <span className="block text-sm text-ink-3">
          <ServerPerson person={row.original.deputy} short />
        </span>
      </>
    ),
  }),
  column.accessor("environments", {
    header: "Where",
    meta: { wrap: true },
    cell: ({ row }) => (
      <>
        {row.original.environments || <span className="text-ink-3">Nobody said</span>}
        <span className="block text-sm text-ink-3">{row.original.regions}</span>
      </>
    ),
  }),
  column.accessor("dataClasses", { header: "Data", meta: { wrap: true } }),
  column.accessor("operations", { header: "Operations", meta: { wrap: true } }),
]);

/** The document itself. */
export function ScopeTable({ rows }: { rows: readonly ScopeRow[] }) {
  return (
    <DataTable
      caption="Scope document"
      rows={rows}
      columns={scopeColumns}
      rowHref={({ slug }) => `/servers/${slug}`}
      empty={{
        title: "The document is empty",
        why: "It is made of the servers in use, with their operations and the decision on each.",
      }}
    />
  );
}

const approvalColumn = columnsOf<ApprovalRow>();

const approvalColumns = approvalColumn.columns([
  approvalColumn.accessor("approvedAt", {
    header: "Approved",
    cell: ({ row }) => <Instant at={row.original.approvedAt} />,
  }),
  approvalColumn.accessor("approvedBy", {
    header: "By",
    cell: ({ row }) => <ServerPerson person={row.original.approvedBy} short />,
  }),
  approvalColumn.accessor("servers", { header: "Servers", meta: { align: "end" } }),
  approvalColumn.accessor("operations", { header: "Operations", meta: { align: "end" } }),
  approvalColumn.accessor("hash", {
    header: "SHA-256 of the document",
    cell: ({ row }) => <Hash value={row.original.hash} />,
  }),
  approvalColumn.display({
    id: "request",
    header: "Request",
    cell: ({ row }) => <TextLink href={row.original.requestHref}>Open</TextLink>,
  }),
]);

/** Who approved it when, newest first. */
export function ScopeApprovals({ approvals }: { approvals: readonly ApprovalRow[] }) {
  return (
    <Section id="approvals" title="Approvals">
      <DataTable
        caption="Approvals of the scope document"
        rows={approvals}
        columns={approvalColumns}
        empty={{
          title: "Nobody has approved it yet",
          why: "Compliance submits it; another person approves it as a whole, by its hash.",
        }}
      />
    </Section>
  );
}
