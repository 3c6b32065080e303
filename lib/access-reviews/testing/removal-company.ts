// A signed review of a key's access with everything that bears on its removal, as other rooms write those rows.
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { HOUR_MS, utcDay } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import type { DecisionLine, StageDecision } from "../decisions-view";
import { openRemediations } from "../remediation/commands/open-remediations";
import { watchRemovals } from "../remediation/commands/watch-removals";
import type { SnapshotLine } from "../snapshot-view";
import { snapshotLine } from "./snapshot-line";

/** When it is signed: a Thursday. */
export const SIGNED = new Date("2026-11-19T12:00:00.000Z");
export const hours = (count: number) => new Date(SIGNED.getTime() + count * HOUR_MS);

const JOB: Actor = { kind: "job", id: "access-reviews.removals", grants: ["review:watch"] };
export const asJob = (now: Date): CommandContext => ({ actor: JOB, now, requestId: randomUUID() });

export async function personWith(...roles: Role[]) {
  const { id } = await db().person.create({ data: { roles, joinedAt: hours(-999) } });
  return { kind: "person", id, roles } as const satisfies Actor;
}

export type Company = Awaited<ReturnType<typeof removalCompany>>;

/** A key that may read and write on a server by name, and a gateway that lets it. */
export async function removalCompany() {
  const officer = await personWith("compliance");
  const mark = randomUUID().slice(0, 8);
  const key = await db().key.create({
    data: {
      ...{ publicId: `ck_${mark}`, names: [`Alias ${mark}`], label: "Key", kind: "agent-api-key" },
      ...{ ownerId: officer.id, purpose: "p", environment: "production", algorithm: "HMAC" },
      ...{ store: "vault", issuerPolicy: "", issuedAt: hours(-900), activatedAt: hours(-900) },
      ...{ registeredById: officer.id, registeredAt: hours(-900) },
    },
  });
  const place = { environment: "production", region: "", address: "", names: [`erp-${mark}-prod`] };
  const server = await db().server.create({
    data: {
      ...{ slug: `erp-${mark}`, name: `ERP ${mark}`, purpose: "p", provider: "", hosting: "ours" },
      ...{ ownerId: officer.id, deputyId: null, dataClasses: [], inScope: true, scopeReason: "" },
      ...{ contradictedBy: [], places: [place], registeredById: officer.id },
      registeredAt: hours(-900),
    },
  });
  const operations = await Promise.all(["read", "write", "purge"].map(operationOf(server.id)));
  const [read, write, purge] = operations;
  if (!read || !write || !purge) throw new Error("no operations");
  await db().source.create({
    data: { id: `gw-${mark}`, name: `Gateway ${mark}`, kind: "auto", places: [], addedAt: SIGNED },
  });
  return { officer, key, server, read, write, purge, sourceId: `gw-${mark}`, mark };
}

const operationOf = (serverId: string) => (name: string) =>
  db().operation.create({
    data: {
      ...{ serverId, name, meaning: name, access: name === "read" ? "read" : "write" },
      ...{ dataClasses: [], registeredById: randomUUID(), registeredAt: hours(-900) },
    },
  });

/** A grant with its change. `operationId` null: a wildcard. */
export async function granted(co: Company, operationId: string | null, fromAt = hours(-800)) {
  return transact(asJob(fromAt), async (tx, record) => {
    const grant = await tx.grant.create({
      data: {
        ...{ keyId: co.key.id, serverId: co.server.id, operationId, environment: "production" },
        ...{ purpose: "p", kind: "normal", fromAt, requestedById: co.officer.id },
        ...{ requestedAt: fromAt, approvedById: co.officer.id, approvedAt: fromAt },
      },
    });
    const change = { action: "grant.given", subjectId: grant.id, before: null } as const;
    await record({ ...change, after: grant });
    return grant;
  });
}

export async function ended(id: string, now: Date): Promise<void> {
  await transact(asJob(now), async (tx, record) => {
    const before = await tx.grant.findUniqueOrThrow({ where: { id } });
    const after = await tx.grant.update({ where: { id }, data: { endedAt: now } });
    await record({ action: "grant.ended", subjectId: id, before, after });
  });
}

let version = 0;

/** One policy of the gateway: exactly these operations for the key, under a name of it. */
export async function pushed(co: Company, operations: readonly string[], statedAt: Date) {
  version += 1;
  const common = { sourceId: co.sourceId, statedAt, receivedAt: statedAt };
  const policy = await db().enforcedPolicy.create({
    data: {
      ...{ ...common, version, label: "", confirmedAt: statedAt, hash: String(version) },
      ...{ grants: operations.length, added: 0, removed: 0, channel: "push" },
      ...{ receivedFrom: co.sourceId, appliedAt: statedAt },
    },
  });
  await db().enforcedStatement.create({
    data: {
      ...common,
      ...{ policyId: policy.id, outcome: "applied", channel: "push", receivedFrom: co.sourceId },
    },
  });
  const where = { sourceId: co.sourceId, toAt: null };
  const gone = { toAt: statedAt, toPolicyId: policy.id };
  await db().enforcedGrant.updateMany({
    where: { ...where, operation: { notIn: [...operations] } },
    data: gone,
  });
  const held = await db().enforcedGrant.findMany({ where });
  for (const operation of operations) {
    if (held.some((line) => line.operation === operation)) continue;
    await db().enforcedGrant.create({
      data: {
        ...{ sourceId: co.sourceId, principal: `ALIAS ${co.mark}`, server: `erp-${co.mark}-prod` },
        ...{ operation, environment: "", conditions: "" },
        ...{ fromAt: statedAt, fromPolicyId: policy.id },
      },
    });
  }
  return policy;
}

let index = 5_000_000;

type By = { readonly agent?: string; readonly environment?: string };

/** One call of the key, or of an agent that shows none, in the ledger's index and its sums. Answers its place. */
export async function called(
  co: Company,
  operation: string,
  at: Date,
  outcome = "success",
  { agent = "", environment = "production" }: By = {},
) {
  index += 1;
  const credential = agent === "" ? `ck_${co.mark}`.toUpperCase() : "";
  const server = `erp-${co.mark}`;
  const day = utcDay(at);
  await db()
    .$executeRaw`SELECT ledger_make_partition('ledger_calls', ${at.toISOString()}::timestamptz)`;
  await db()
    .$executeRaw`INSERT INTO ledger_calls (idx, ts, leaf_hash, type, source, kind, at, agent, credential, server, operation, environment, outcome)
    VALUES (${index}, ${at}, '', 'record', ${co.sourceId}, 'tool_call', ${at}, ${agent}, ${credential}, ${server}, ${operation}, ${environment}, ${outcome})`;
  await db()
    .$executeRaw`INSERT INTO ledger_usage_day (day, dims, source, kind, agent, credential, person, server, operation, environment, region, outcome, calls, first_at, last_at)
    VALUES (${day}::date, gen_random_uuid(), ${co.sourceId}, 'tool_call', ${agent}, ${credential}, '', ${server}, ${operation}, ${environment}, '', ${outcome}, 1, ${at}, ${at})`;
  return String(index);
}

export type Said = Pick<DecisionLine, "outcome"> &
  Partial<Pick<DecisionLine, "until" | "remaining" | "newOwner">>;

type Signed = { readonly more?: Partial<SnapshotLine>; readonly silenceRule?: string };

/** A review of one line about an operation of the key (`*`: the server), signed with what was said of it. */
export async function signed(co: Company, operation: string, said: Said, wish: Signed = {}) {
  const named = [co.read, co.write, co.purge].find(({ name }) => name === operation);
  const line = snapshotLine({
    line: `access/key:${co.key.id}/${co.server.id}/${named?.id ?? "*"}/production`,
    principal: { kind: "key", id: co.key.id, label: "Key", detail: co.key.publicId },
    server: { ...co.server, id: co.server.id, name: co.server.name },
    operation: { id: named?.id ?? null, name: operation, access: null, dataClasses: [] },
    parts: named
      ? []
      : [co.read, co.write, co.purge].map(({ id, name }) => ({ id, name, calls: 0 })),
    ...wish.more,
  });
  const review = await reviewOf(co, wish.silenceRule ?? "leave", line);
  await transact(asJob(SIGNED), async (tx, record) => {
    const { lineId, ...after } = review;
    await record({ action: "review.signed", subjectId: review.id, before: null, after });
    await openRemediations(tx, record, asJob(SIGNED), {
      ...{ review, lines: [{ id: lineId, line }], delta: [] },
      decisions: [decisionOf(co, said)],
    });
  });
  const [row] = await db().reviewRemediation.findMany({ where: { reviewId: review.id } });
  return { reviewId: review.id, line, lineId: review.lineId, removalId: row?.id ?? "" };
}

async function reviewOf(co: Company, silenceRule: string, line: SnapshotLine) {
  const review = await db().accessReview.create({
    data: {
      ...{
        reference: `AR-${randomUUID()}`,
        title: "Review",
        kind: "quarterly",
        quarter: "2026-Q3",
      },
      ...{ periodStart: hours(-2_000), periodEnd: hours(-1_000), status: "signed", scope: {} },
      ...{ exclusions: [], silenceRule, ownerId: co.officer.id, dueAt: hours(24) },
      ...{ createdById: co.officer.id, createdAt: hours(-500), launchedAt: hours(-400) },
      ...{ launchedById: co.officer.id, asOf: hours(-400), snapshotHash: "a".repeat(64) },
      ...{ policy: { version: 0, values: {} }, signedAt: SIGNED },
    },
  });
  const { id: lineId } = await db().reviewLine.create({
    data: {
      ...{ reviewId: review.id, position: line.n, lineKey: line.line, kind: line.kind },
      ...{ section: line.section, risk: line.risk, stages: line.stages },
      text: JSON.stringify(line),
    },
  });
  return { ...review, lineId };
}

/** Decided a day before the signature. */
function decisionOf(co: Company, said: Said): DecisionLine {
  const { outcome, until = null, remaining = [], newOwner = null } = said;
  const decision = { until, remaining, newOwner, comment: "c", bulk: null };
  const at = hours(-24).toISOString();
  const decisions: StageDecision[] =
    outcome === "no-response"
      ? []
      : [{ stage: 1, by: co.officer.id, decision: outcome, ...decision, at }];
  return { n: 1, line: "", outcome, until, remaining, newOwner, decisions };
}

/** Looks by the data at an instant, and answers the removal. */
export async function watchedAt(removalId: string, now: Date) {
  await watchRemovals(asJob(now));
  return db().reviewRemediation.findUniqueOrThrow({ where: { id: removalId } });
}
