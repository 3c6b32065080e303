import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { addMonths } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { DEFAULT_PERIOD } from "../labels";
import { readRegister } from "../queries";
import { serversSettings } from "../settings";
import { documentHash, documentOf, type ScopeDocument, scopeDocument } from "./document";
import { documentChanges } from "./document-changes";
import { SCOPE_APPROVAL } from "./scope-request-names";

const APPROVALS_TAKE = 20;

const listedApproval = {
  ...{ id: true, hash: true, servers: true, operations: true, requestId: true },
  ...{ approvedById: true, approvedAt: true },
} as const;

/**
 * The scope document at an instant (null: now), the newest approval of it until then and what changed since, the last 20
 * approvals, and the wish that waits. Errors, only for an earlier instant: not_found (not theirs to read), unavailable.
 */
export async function getScope(actor: Actor, at: Date | null, now: Date) {
  const register = await readRegister(actor, { at, days: Number(DEFAULT_PERIOD) }, now);
  const { asOf, entries, gone } = register;
  const document = documentOf({
    servers: entries.map(({ server }) => server),
    operations: entries.flatMap(({ operations }) => operations),
  });
  const until = asOf ?? now;
  const [approvals, approved, pending, { values }] = await Promise.all([
    approvalsUntil(until),
    documentApproved(until),
    openSubmission(),
    policyInForce(serversSettings, until),
  ]);
  const names = await namesOf([
    ...peopleIn(document),
    ...(approved ? peopleIn(approved) : []),
    ...approvals.map(({ approvedById }) => approvedById),
    pending?.requestedById ?? null,
  ]);
  const nameOf = (personId: string) => names.get(personId)?.name ?? personId;
  const [latest] = approvals;
  return {
    ...{ document, entries, approvals, names, gone, asOf },
    hash: documentHash(document),
    pending: asOf ? null : pending,
    /** Until when the newest approval holds if nothing changes; null: there is none. */
    holdsUntil: latest ? addMonths(latest.approvedAt, values.scopeApprovalMonths) : null,
    changes: approved ? documentChanges(approved, document, nameOf) : [],
    until,
  };
}
export type FoundScope = Awaited<ReturnType<typeof getScope>>;

async function approvalsUntil(until: Date) {
  return read().scopeApproval.findMany({
    where: { approvedAt: { lte: until } },
    select: listedApproval,
    orderBy: [{ approvedAt: "desc" }, { id: "desc" }],
    take: APPROVALS_TAKE,
  });
}

// The text of the newest one only: it may be large.
async function documentApproved(until: Date): Promise<ScopeDocument | null> {
  const latest = await read().scopeApproval.findFirst({
    where: { approvedAt: { lte: until } },
    select: { document: true },
    orderBy: [{ approvedAt: "desc" }, { id: "desc" }],
  });
  return latest && scopeDocument.parse(latest.document);
}

async function openSubmission() {
  return read().request.findFirst({
    where: { kind: SCOPE_APPROVAL, status: { in: ["OPEN", "RECORDING"] } },
    select: { id: true, diff: true, requestedById: true, requestedAt: true, dueAt: true },
    orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
  });
}

function peopleIn({ servers }: ScopeDocument): (string | null)[] {
  return servers.flatMap(({ ownerId, deputyId }) => [ownerId, deputyId]);
}
