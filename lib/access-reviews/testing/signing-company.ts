import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { relyingParty } from "@/lib/auth/relying-party";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import {
  type SoftwareAuthenticator,
  softwareAuthenticator,
} from "@/lib/signatures/testing/software-authenticator";
import { headerText, lineText, snapshotHashOf } from "../snapshot/canonical";
import type { SnapshotHeader, SnapshotLine } from "../snapshot-view";

/** The instant reviews of tests are signed at: a Monday within thirty days after the quarter. */
export const NOW = new Date("2026-10-12T12:00:00.000Z");
const AS_OF = new Date("2026-10-02T08:00:00.000Z");
const DUE = new Date("2026-10-23T00:00:00.000Z");

export type Signer = Extract<Actor, { kind: "person" }> & {
  readonly name: string;
  readonly passkey: SoftwareAuthenticator;
};

export function contextOf(actor: Actor, at = NOW): CommandContext {
  return { actor, now: at, requestId: randomUUID() };
}

/** A person with name, title and a passkey that was enrolled a month ago. */
export async function signer(tx: Tx, name: string, ...roles: Role[]): Promise<Signer> {
  const joinedAt = addDays(NOW, -60);
  const { id } = await tx.person.create({ data: { roles, joinedAt } });
  const email = `${randomUUID()}@example.com`;
  await tx.personIdentity.create({ data: { personId: id, name, email, title: "Head of tests" } });
  const party = relyingParty();
  const passkey = softwareAuthenticator(id, { origin: party.origin });
  await tx.passkey.create({
    data: {
      ...{ personId: id, name: "Key", credentialId: passkey.credentialId, counter: 0n },
      ...{ publicKey: passkey.publicKey, algorithm: passkey.algorithm, aaguid: randomUUID() },
      ...{ transports: [], deviceBound: true, backedUp: false, attestation: new Uint8Array() },
      ...{ clientData: new Uint8Array(), rpId: party.id, origin: party.origin },
      ...{ verification: "password", enrolledAt: addDays(NOW, -30) },
    },
  });
  return { kind: "person", id, roles, name, passkey };
}

/** Whose a line is in which stage. */
export type Assigned = { readonly first: string; readonly second?: string };

type ReviewWish = {
  readonly ownerId: string;
  readonly lines: readonly SnapshotLine[];
  readonly assigned: (line: SnapshotLine) => Assigned;
  readonly silenceRule?: "leave" | "revoke";
};

export type OpenReview = {
  readonly id: string;
  /** Ids of the lines, by number. */
  readonly lineIds: ReadonlyMap<number, string>;
};

/** A started review, written as a launch writes it: rows, hash and the change of its start. */
export async function openReview(ctx: CommandContext, wish: ReviewWish): Promise<OpenReview> {
  return transact(ctx, async (tx, record) => {
    const id = randomUUID();
    const review = await tx.accessReview.create({ data: reviewData(id, wish) });
    const lineIds = new Map(wish.lines.map(({ n }) => [n, randomUUID()]));
    await tx.reviewLine.createMany({
      data: wish.lines.map((line) => ({
        ...{ id: lineIds.get(line.n) ?? randomUUID(), reviewId: id, position: line.n },
        ...{ lineKey: line.line, kind: line.kind, section: line.section, risk: line.risk },
        ...{ stages: line.stages, text: lineText(line) },
      })),
    });
    await tx.reviewAssignment.createMany({
      data: [
        ...wish.lines.flatMap((line) => assignments(id, lineIds.get(line.n), wish.assigned(line))),
        assignment(id, null, 3, wish.ownerId, "owner"),
      ],
    });
    await record({ action: "review.launched", subjectId: id, before: null, after: review });
    return { id, lineIds };
  });
}

function reviewData(id: string, { ownerId, lines, silenceRule = "leave" }: ReviewWish) {
  const reference = `AR-${id.slice(0, 8)}`;
  const period = { start: new Date("2026-07-01"), end: new Date("2026-10-01") };
  const header: SnapshotHeader = {
    ...{ v: 1, file: "snapshot", review: id, reference, asOf: AS_OF.toISOString() },
    period: { start: period.start.toISOString(), end: period.end.toISOString() },
    ...{ query: "test@1", lines: lines.length, exclusions: [], silenceRule, owner: ownerId },
    scope: { environments: [], serverIds: [], agentIds: [], kinds: [] },
    ...{ due: DUE.toISOString(), policy: { version: 0, values: {} }, sources: [], tieOut: [] },
    ...{ tieOutNote: "", previous: null },
  };
  const text = headerText(header);
  return {
    ...{ id, reference, title: "Quarter", kind: "quarterly", quarter: "2026-Q3", status: "open" },
    ...{ periodStart: period.start, periodEnd: period.end, scope: header.scope, exclusions: [] },
    ...{ silenceRule, ownerId, dueAt: DUE, createdById: ownerId, createdAt: AS_OF },
    ...{ launchedAt: AS_OF, launchedById: ownerId, asOf: AS_OF, snapshotHeader: text },
    snapshotHash: snapshotHashOf(text, lines.map(lineText)),
    ...{ snapshotLines: lines.length, policy: { version: 0, values: {} } },
  };
}

function assignments(reviewId: string, lineId: string | undefined, { first, second }: Assigned) {
  if (lineId === undefined) return [];
  return [
    assignment(reviewId, lineId, 1, first, "accountable"),
    ...(second ? [assignment(reviewId, lineId, 2, second, "risk")] : []),
  ];
}

function assignment(
  reviewId: string,
  lineId: string | null,
  stage: number,
  personId: string,
  how: string,
) {
  return { reviewId, lineId, stage, personId, how, why: "", fromAt: AS_OF, byId: "test" };
}

type Said = { readonly decision?: string; readonly stage?: 1 | 2; readonly at?: Date };

/** A decision as deciding writes it, with the change that tells of it. */
export async function decide(
  tx: Tx,
  review: OpenReview,
  by: { readonly id: string },
  numbers: readonly number[],
  { decision = "keep", stage = 1, at = addDays(NOW, -3) }: Said = {},
): Promise<void> {
  const rows = await tx.reviewDecision.createManyAndReturn({
    data: numbers.map((n) => ({
      ...{ reviewId: review.id, lineId: review.lineIds.get(n) ?? "", stage, personId: by.id },
      ...{ decision, comment: `Line ${n} was looked at.`, decidedAt: at, remaining: [] },
    })),
  });
  await tx.changeLogEntry.createMany({
    data: rows.map(({ id, lineId }) => ({
      ...{ actorKind: "person", actorId: by.id, actorRoles: [], action: "review-line.decided" },
      ...{ subjectKind: "review-line", subjectId: lineId, after: { id }, requestId: randomUUID() },
      ...{ occurredAt: at, recordedAt: at },
    })),
  });
}

/** A key, a server, an operation and a grant over them, written as no screen writes them. Answers the operation's id. */
export async function grantBySql(tx: Tx, until: Date): Promise<string> {
  const [key, server, operation] = [randomUUID(), randomUUID(), randomUUID()];
  const [by, at] = [randomUUID(), addDays(NOW, -1)];
  await tx.key.create({
    data: {
      ...{ id: key, publicId: `k_${key}`, names: [], label: "Key", kind: "agent-api-key" },
      ...{ purpose: "Tests", environment: "production", algorithm: "HMAC-SHA256" },
      ...{ store: "vault", issuerPolicy: "", issuedAt: at, activatedAt: at },
      ...{ registeredById: by, registeredAt: at, ownerId: by },
    },
  });
  await tx.server.create({
    data: {
      ...{ id: server, slug: `server-${server}`, name: "Billing", purpose: "Bills", provider: "" },
      ...{ hosting: "ours", ownerId: by, dataClasses: ["internal"], inScope: true },
      ...{ scopeReason: "", contradictedBy: [], places: [] },
      ...{ registeredById: by, registeredAt: at },
    },
  });
  await tx.operation.create({
    data: {
      ...{ id: operation, serverId: server, name: "invoices.pay", meaning: "Pays invoices." },
      ...{ access: "write", dataClasses: ["internal"], registeredById: by, registeredAt: at },
    },
  });
  await tx.grant.create({
    data: {
      ...{ keyId: key, serverId: server, operationId: operation, environment: "production" },
      ...{ purpose: "Tests", kind: "normal", fromAt: at, until, requestedById: by },
      ...{ requestedAt: at, approvedById: by, approvedAt: at },
    },
  });
  return operation;
}
