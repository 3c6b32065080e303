import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { notify } from "../notify";

/** Tells the actor something of no importance, by every configured channel. */
export async function sendTest(ctx: CommandContext): Promise<void> {
  await transact(ctx, (tx, record) =>
    notify(tx, record, ctx, {
      personIds: [ctx.actor.id],
      kind: "test.sent",
      title: "Test notification",
      body: "Somebody, probably you, asked Countersign to send this to see whether it arrives.",
      link: "/settings/notifications",
    }),
  );
}
