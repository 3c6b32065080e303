import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { isUuid } from "@/lib/core/text";
import { configuredChannels } from "./channels";
import type { Channel } from "./labels";

export type Note = {
  personIds: readonly string[];
  /** `noun.word`, for machines that listen at the webhook. */
  kind: string;
  /** One line without personal data: the webhook carries it. */
  title: string;
  body: string;
  /** Path within the product. */
  link: string;
};

/**
 * Tells people inside the product, and leaves a delivery per channel to the job that sends: nothing
 * goes out before the command has committed. People who left are skipped; each notification is
 * recorded. The webhook hears of it once, however many people are told.
 */
export async function notify(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { personIds, ...note }: Note,
  channels: readonly Channel[] = configuredChannels(),
): Promise<void> {
  const people = await tx.person.findMany({
    where: { id: { in: personIds.filter(isUuid) }, deactivatedAt: null },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const [index, { id: personId }] of people.entries()) {
    const outward = channels.filter((channel) => channel !== "webhook" || index === 0);
    const made = await tx.notification.create({
      data: {
        ...note,
        personId,
        createdAt: ctx.now,
        deliveries: { create: outward.map((channel) => ({ channel, nextAttemptAt: ctx.now })) },
      },
      include: { deliveries: true },
    });
    await record({ action: "notification.made", subjectId: made.id, before: null, after: made });
  }
}
