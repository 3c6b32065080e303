import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { findInstallation } from "@/lib/settings/installation";
import { policyInForce } from "@/lib/settings/policies";
import { configuredRoutes, type Routes } from "../channels";
import { type Mailer, openMailer } from "../email";
import { CHANNEL_LABEL, type Channel, isChannel } from "../labels";
import { type DueDelivery, listDueDeliveries, mailAddressOf } from "../queries";
import { failure, nextAttemptAt, type Outcome } from "../retry";
import { notifySettings } from "../settings";
import { sendWebhook } from "../webhook";

type Senders = Record<Channel, ((delivery: DueDelivery) => Promise<Outcome>) | null>;

/**
 * Sends what waits, outside any transaction, and records each outcome. A crash between the two sends
 * once more, under the same message id. Once a channel cannot be reached, the rest of it waits for
 * the next run, so that a dead mail server does not use up everybody's attempts.
 */
export async function deliverNotifications(
  ctx: CommandContext,
  routes: Routes = configuredRoutes(),
): Promise<void> {
  const due = await listDueDeliveries(ctx.actor, ctx.now);
  const mailer = routes.email ? openMailer(routes.email) : null;
  const senders = sendersOf(ctx, routes, mailer);
  const unreachable = new Set<string>();
  try {
    for (const delivery of due) {
      if (unreachable.has(delivery.channel)) continue;
      const outcome = await attempt(senders, delivery);
      await settle(ctx, delivery, outcome);
      if (!outcome.ok && outcome.unreachable) unreachable.add(delivery.channel);
    }
  } finally {
    mailer?.close();
  }
}

async function attempt(senders: Senders, delivery: DueDelivery): Promise<Outcome> {
  const { channel } = delivery;
  if (!isChannel(channel)) return failure(`There is no channel ${channel}.`, { final: true });
  const send = senders[channel];
  if (!send) return failure(`${CHANNEL_LABEL[channel]} is no longer configured.`, { final: true });
  return send(delivery);
}

function sendersOf(ctx: CommandContext, { webhook }: Routes, mailer: Mailer | null): Senders {
  return {
    email: mailer && ((delivery) => sendMail(ctx, mailer, delivery)),
    webhook:
      webhook &&
      (({ notification: { id, kind, title, link, createdAt } }) => {
        const event = { id, kind, title, link: urlOf(link), createdAt: createdAt.toISOString() };
        return sendWebhook(webhook, event, ctx.now);
      }),
  };
}

async function sendMail(
  { actor }: CommandContext,
  mailer: Mailer,
  { id, notification: { personId, title, body, link } }: DueDelivery,
): Promise<Outcome> {
  const to = await mailAddressOf(actor, personId);
  if (!to) return failure("This person has left or has no address any more.", { final: true });
  const here = await findInstallation();
  const subject = here?.demo ? `[DEMO DATA] ${title}` : title;
  const from = here ? `Countersign of ${here.organisation}` : "Countersign";
  const text = `${body}\n\nSee it at ${urlOf(link)}\n\n${from}\n`;
  return mailer.send({ id, to, subject, text });
}

function urlOf(link: string): string {
  return `${env().baseUrl}${link}`;
}

async function settle(
  ctx: CommandContext,
  { id, channel, attempts: earlier, notification }: DueDelivery,
  outcome: Outcome,
): Promise<void> {
  const attempts = earlier + 1;
  const result = await resultOf(outcome, channel, attempts, notification.createdAt, ctx.now);
  await transact(ctx, async (tx, record) => {
    const whole = { where: { id: notification.id }, include: { deliveries: true } } as const;
    const before = await tx.notification.findUniqueOrThrow(whole);
    const { count } = await tx.delivery.updateMany({
      where: { id, status: "PENDING", attempts: earlier },
      data: { ...result, attempts },
    });
    if (count === 0) throw new AppError("conflict", "Another run of this job sent this already.");
    await record({
      action: outcome.ok ? "notification.sent" : "notification.failed",
      subjectId: notification.id,
      before,
      after: await tx.notification.findUniqueOrThrow(whole),
      ...(outcome.ok ? {} : { reason: outcome.reason }),
    });
  });
}

async function resultOf(
  outcome: Outcome,
  channel: string,
  attempts: number,
  createdAt: Date,
  now: Date,
) {
  if (outcome.ok) return { status: "SENT" as const, sentAt: now, lastError: null };
  const { values } = await policyInForce(notifySettings, createdAt);
  const again =
    isChannel(channel) && !outcome.final ? nextAttemptAt(values, channel, attempts, now) : null;
  return again
    ? { nextAttemptAt: again, lastError: outcome.reason }
    : { status: "FAILED" as const, lastError: outcome.reason };
}
