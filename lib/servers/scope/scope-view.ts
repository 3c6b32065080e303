import { z } from "zod";
import { type Actor, can } from "@/lib/auth/actor";
import { ACCESS_CLASS_LABEL, ACCESS_CLASSES, NOT_CLASSIFIED } from "@/lib/core/access-classes";
import { utcDay } from "@/lib/core/clock";
import { dataClassWords, environmentWords } from "../field-words";
import type { Entry } from "../register";
import { livingOperations } from "../register";
import { gapShown, gapText, lifeOf, type PersonShown, personOf, regionsOf } from "../view";
import { documentCounts } from "./document";
import type { DocumentChange } from "./document-changes";
import type { FoundScope } from "./queries-scope";

/** One server as the scope document says it. */
export type ScopeRow = {
  id: string;
  slug: string;
  name: string;
  purpose: string;
  inScope: boolean;
  scopeWord: string;
  scopeReason: string;
  contradictedBy: string;
  owner: PersonShown;
  deputy: PersonShown | null;
  environments: string;
  regions: string;
  dataClasses: string;
  /** "12: 8 read, 3 write, 1 not classified". */
  operations: string;
  /** What traffic says against the decision; "" if nothing. */
  contradiction: string;
};

export type ApprovalRow = {
  id: string;
  hash: string;
  servers: number;
  operations: number;
  approvedBy: PersonShown;
  /** ISO 8601. */
  approvedAt: string;
  requestHref: string;
};

/** How the document stands to its approval. Only "approved" is one an auditor accepts. */
export type ScopeStanding = "approved" | "changed" | "too-old" | "never";

export type ScopeShown = {
  hash: string;
  counts: { servers: number; inScope: number; outOfScope: number; operations: number };
  standing: ScopeStanding;
  sentence: string;
  rows: readonly ScopeRow[];
  contradicted: readonly ScopeRow[];
  changes: readonly DocumentChange[];
  approvals: readonly ApprovalRow[];
  /** The wish that waits: for this very document, or for one that it is no more. */
  pending: { href: string; by: string; at: string; dueAt: string; same: boolean } | null;
  maySubmit: boolean;
};

export function toScopeShown(found: FoundScope, actor: Actor): ScopeShown {
  const { document, hash, entries, asOf } = found;
  const rows = entries
    .filter(({ server }) => server.status === "active")
    .map((entry) => toScopeRow(entry, found));
  const standing = standingOf(found);
  const pending = pendingOf(found);
  return {
    ...{ hash, rows, standing, pending, changes: found.changes },
    counts: documentCounts(document),
    sentence: sentenceOf(found, standing),
    contradicted: rows.filter(({ contradiction }) => contradiction !== ""),
    approvals: found.approvals.map((approval) => ({
      ...approval,
      approvedBy: personOf(approval.approvedById, found),
      approvedAt: approval.approvedAt.toISOString(),
      requestHref: `/inbox/${approval.requestId}`,
    })),
    maySubmit: asOf === null && rows.length > 0 && !pending?.same && can(actor, "server:edit-all"),
  };
}

/** Whether the newest approval is of this document and not too old. */
export function standingOf({
  hash,
  approvals,
  holdsUntil,
  until,
}: Pick<FoundScope, "hash" | "approvals" | "holdsUntil" | "until">): ScopeStanding {
  const [latest] = approvals;
  if (!latest || holdsUntil === null) return "never";
  if (latest.hash !== hash) return "changed";
  return until < holdsUntil ? "approved" : "too-old";
}

function sentenceOf(found: FoundScope, standing: ScopeStanding): string {
  const { servers, inScope, operations } = documentCounts(found.document);
  const holds = `${servers.toLocaleString("en")} servers, ${inScope.toLocaleString("en")} of them in scope, ${operations.toLocaleString("en")} operations`;
  const [latest] = found.approvals;
  const day = latest ? utcDay(latest.approvedAt) : "";
  switch (standing) {
    case "never":
      return `${holds}. Nobody has approved it yet.`;
    case "changed":
      return `${holds}. ${found.changes.length.toLocaleString("en")} differences to the one that was approved on ${day}.`;
    case "too-old":
      return `${holds}. Approved on ${day}, unchanged since, and too long ago.`;
    case "approved":
      return `${holds}. Approved on ${day}, unchanged since.`;
    default:
      return standing satisfies never;
  }
}

function toScopeRow(entry: Entry, found: FoundScope): ScopeRow {
  const { server, gaps } = entry;
  const { id, slug, name, purpose, scopeReason } = server;
  const contradiction = gaps.find(({ gap }) => gap === "scope-contradicted");
  const { inScope, scopeWord } = lifeOf(server);
  return {
    ...{ id, slug, name, purpose, scopeReason, inScope, scopeWord },
    contradictedBy: environmentWords(server.contradictedBy),
    owner: personOf(server.ownerId, found),
    deputy: server.deputyId === null ? null : personOf(server.deputyId, found),
    environments: environmentWords([
      ...new Set(server.places.map(({ environment }) => environment)),
    ]),
    regions: regionsOf(server),
    dataClasses: dataClassWords(server.dataClasses),
    operations: operationsInWords(entry),
    contradiction: contradiction ? gapText(gapShown(contradiction)) : "",
  };
}

function operationsInWords(entry: Entry): string {
  const living = livingOperations(entry);
  const classes: [string, string | null][] = [
    ...ACCESS_CLASSES.map((access): [string, string] => [ACCESS_CLASS_LABEL[access], access]),
    [NOT_CLASSIFIED, null],
  ];
  const parts = classes
    .map(
      ([word, wanted]) => [word, living.filter(({ access }) => access === wanted).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count.toLocaleString("en")} ${word.toLowerCase()}`);
  return parts.length === 0 ? "0" : `${living.length.toLocaleString("en")}: ${parts.join(", ")}`;
}

const wished = z.object({ after: z.object({ hash: z.string() }) });

function pendingOf(found: FoundScope): ScopeShown["pending"] {
  const { pending, hash } = found;
  return (
    pending && {
      href: `/inbox/${pending.id}`,
      by: personOf(pending.requestedById, found).name,
      at: pending.requestedAt.toISOString(),
      dueAt: pending.dueAt.toISOString(),
      same: wished.parse(pending.diff).after.hash === hash,
    }
  );
}
