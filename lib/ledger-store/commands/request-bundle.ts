import "server-only";
import { lockName } from "@/lib/auth/locks";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { utcText } from "@/lib/core/clock";
import { LOGS } from "@/lib/ledger/origin";
import { bundleWish } from "../bundle-wish";
import { OPEN_BUNDLES_MAX } from "../limits";
import type { RequestBundleInput, TaskInput } from "../schema";
import { taskSnapshot } from "../task-record";

/**
 * Asks for a bundle, which is made in the background. The id of the task is that of the request. Errors: invalid_input (the
 * log does not reach so far), conflict (enough of them are being made).
 */
export async function requestBundle(
  ctx: CommandContext,
  input: RequestBundleInput,
): Promise<{ id: string }> {
  return transact(ctx, (tx, record) => request(tx, record, ctx, input));
}

/** Asks for the same once more, such as after a failure. Errors: not_found, invalid_input, conflict. */
export async function requestBundleAgain(
  ctx: CommandContext,
  { id }: TaskInput,
): Promise<{ id: string }> {
  return transact(ctx, async (tx, record) => {
    const earlier = await tx.ledgerTask.findFirst({ where: { id, kind: "bundle" } });
    const log = LOGS.find((name) => name === earlier?.log);
    if (!earlier || !log) throw new AppError("not_found", "There is no such bundle.");
    return request(tx, record, ctx, { log, wish: bundleWish.parse(earlier.wish) });
  });
}

async function request(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  input: RequestBundleInput,
): Promise<{ id: string }> {
  await assertReachable(tx, ctx, input);
  await assertRoom(tx);
  const task = await tx.ledgerTask.create({
    data: {
      ...input,
      ...{ id: ctx.requestId, kind: "bundle", state: "waiting" },
      ...{ askedById: ctx.actor.id, askedAt: ctx.now },
    },
  });
  const after = taskSnapshot(task);
  await record({ action: "bundle.requested", subjectId: task.id, before: null, after });
  return { id: task.id };
}

/** The index is asked, which is a hint: what it is wrong about, the making of the bundle will say. */
async function assertReachable(
  tx: Tx,
  { now }: CommandContext,
  { log, wish: { covers, consistency } }: RequestBundleInput,
): Promise<void> {
  const head = await tx.ledgerHead.findUnique({ where: { log }, select: { next: true } });
  const size = Number(head?.next ?? 0n);
  const has = `The ${log} ledger has ${size} ${size === 1 ? "entry" : "entries"} so far`;
  if (size === 0) throw faulty("log", `${has}. Ask again once it has some.`);
  if (covers.kind === "range" && covers.end > size) {
    throw faulty("end", `${has}, so a bundle can end at ${size} at most.`);
  }
  if (covers.kind === "period" && covers.from > now.toISOString()) {
    throw faulty("from", `This period has not begun. It is ${utcText(now)}.`);
  }
  const beyond = consistency.find((from) => from > size);
  if (beyond !== undefined) {
    throw faulty("consistency", `${has}, so there is no proof from ${beyond}.`);
  }
}

/** Whoever asks at the same moment waits here, and counts this one as well. */
async function assertRoom(tx: Tx): Promise<void> {
  await lockName(tx, "ledger.bundles");
  const open = await tx.ledgerTask.count({
    where: { kind: "bundle", state: { in: ["waiting", "running"] } },
  });
  if (open < OPEN_BUNDLES_MAX) return;
  const message = `${open} bundles are waiting to be made. Ask again once one of them is done.`;
  throw new AppError("conflict", message);
}

function faulty(field: string, message: string): AppError {
  return new AppError("invalid_input", { message, fieldErrors: { [field]: [message] } });
}
