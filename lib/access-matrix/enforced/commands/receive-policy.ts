import "server-only";
import { answerableId } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { Statement } from "../read-statement";
import { applyLines } from "./apply-lines";

export type Channel = "push" | "upload";

/** What became of a statement. `applied`: it is what the source enforces now; `late`: something newer was known already. */
export type Receipt = {
  readonly outcome: "applied" | "confirmed" | "late";
  readonly policyId: string;
  readonly version: number;
  readonly statedAt: string;
  readonly grants: number;
  readonly repeated: number;
  readonly added: number;
  readonly removed: number;
  readonly hash: string;
};

type Row = Awaited<ReturnType<Tx["enforcedPolicy"]["create"]>>;
type Wish = { sourceId: string; channel: Channel; statement: Statement };

/**
 * Takes in what a source says it enforces, all of it. The newest statement stands, in whatever order they come and however many
 * come at once: the same again confirms it, an older one is kept and changes nothing (G-06, CHG-01). Lines are compared in
 * the database; the record holds counts and hashes of what came and went, the lines stand in their table. Errors:
 * not_found (no such source, or it is disabled), forbidden (neither the source nor a person states it).
 */
export async function receivePolicy(ctx: CommandContext, wish: Wish): Promise<Receipt> {
  const receivedFrom = ctx.actor.kind === "source" ? ctx.actor.id : answerableId(ctx.actor);
  if (receivedFrom === null || (ctx.actor.kind === "source" && ctx.actor.id !== wish.sourceId)) {
    throw new AppError("forbidden", "A source states what it enforces itself, or a person does.");
  }
  return transact(ctx, async (tx, record) => {
    await lockSource(tx, wish.sourceId);
    const { outcome, policy } = await settle(tx, record, ctx, { ...wish, receivedFrom });
    await tx.enforcedStatement.create({
      data: {
        ...{ sourceId: wish.sourceId, policyId: policy.id, channel: wish.channel },
        // What never applied proves nothing of what did, however often it is sent.
        outcome: policy.appliedAt === null ? "late" : outcome,
        ...{ statedAt: wish.statement.statedAt, receivedAt: ctx.now, receivedFrom },
      },
    });
    return receiptOf(outcome, policy, wish.statement);
  });
}

// Statements of one source come in one after the other; those of different sources do not wait for each other here.
async function lockSource(tx: Tx, sourceId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`enforced ${sourceId}`}, 0))`;
  const source = await tx.source.findUnique({
    where: { id: sourceId },
    select: { disabledAt: true },
  });
  if (!source || source.disabledAt !== null) {
    throw new AppError("not_found", "No such source, or it is disabled.");
  }
}

type Asked = Wish & { receivedFrom: string };
type Settled = { outcome: Receipt["outcome"]; policy: Row };

async function settle(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  asked: Asked,
): Promise<Settled> {
  const { sourceId, statement } = asked;
  const { statedAt } = statement;
  const { hash } = statement.policy;
  const newest = await tx.enforcedPolicy.findFirst({
    where: { sourceId, appliedAt: { not: null } },
    orderBy: { version: "desc" },
  });
  if (newest?.hash === hash && statedAt >= newest.statedAt) {
    return confirm(tx, record, newest, statedAt);
  }
  const said = await tx.enforcedPolicy.findFirst({
    where: { sourceId, hash, statedAt: { lte: statedAt }, confirmedAt: { gte: statedAt } },
    orderBy: { version: "desc" },
  });
  // The very statement came before, and something newer since: a sender that had no answer sends again.
  if (said) return confirm(tx, record, said, said.confirmedAt);
  if (newest && statedAt <= newest.confirmedAt) return keepLate(tx, record, ctx, asked);
  return apply(tx, record, ctx, { ...asked, newest });
}

async function confirm(tx: Tx, record: Recorder, before: Row, statedAt: Date): Promise<Settled> {
  const confirmedAt = statedAt > before.confirmedAt ? statedAt : before.confirmedAt;
  const policy = await tx.enforcedPolicy.update({
    where: { id: before.id },
    data: { confirmedAt },
  });
  await record({
    action: "enforced-policy.confirmed",
    subjectId: policy.id,
    before,
    after: policy,
  });
  return { outcome: "confirmed", policy };
}

async function keepLate(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  asked: Asked,
): Promise<Settled> {
  const data = await rowOf(tx, ctx, asked);
  const policy = await tx.enforcedPolicy.create({
    data: { ...data, added: 0, removed: 0, appliedAt: null },
  });
  await record({
    action: "enforced-policy.late",
    subjectId: policy.id,
    before: null,
    after: policy,
  });
  return { outcome: "late", policy };
}

async function apply(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { newest, ...asked }: Asked & { newest: Row | null },
): Promise<Settled> {
  const { sourceId, statement } = asked;
  const { statedAt } = statement;
  const data = await rowOf(tx, ctx, asked);
  const differences = await applyLines(tx, { sourceId, lines: statement.policy.lines });
  const { write, ...counted } = differences;
  const policy = await tx.enforcedPolicy.create({
    data: { ...data, ...counted, appliedAt: ctx.now },
  });
  if (newest) {
    await tx.enforcedPolicy.update({ where: { id: newest.id }, data: { replacedAt: statedAt } });
  }
  await write(policy.id, statedAt);
  const replaced = newest ? { id: newest.id, version: newest.version, hash: newest.hash } : null;
  await record({
    action: "enforced-policy.received",
    subjectId: policy.id,
    before: null,
    after: { ...policy, replaced },
  });
  return { outcome: "applied", policy };
}

async function rowOf(
  tx: Tx,
  ctx: CommandContext,
  { sourceId, channel, statement, receivedFrom }: Asked,
) {
  const last = await tx.enforcedPolicy.aggregate({
    where: { sourceId },
    _max: { version: true },
  });
  const { label, statedAt, policy } = statement;
  return {
    ...{ sourceId, channel, receivedFrom, label, statedAt },
    ...{ version: (last._max.version ?? 0) + 1, receivedAt: ctx.now, confirmedAt: statedAt },
    ...{ hash: policy.hash, grants: policy.count },
  };
}

function receiptOf(
  outcome: Receipt["outcome"],
  row: Row,
  { statedAt, policy }: Statement,
): Receipt {
  const isNew = outcome === "applied";
  return {
    ...{ outcome, policyId: row.id, version: row.version, statedAt: statedAt.toISOString() },
    ...{ grants: row.grants, repeated: policy.repeated, hash: row.hash },
    ...{ added: isNew ? row.added : 0, removed: isNew ? row.removed : 0 },
  };
}
