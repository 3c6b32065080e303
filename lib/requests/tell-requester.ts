import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { notify } from "@/lib/notify/notify";
import type { StoredRequest } from "./load";

/** Tells whoever asked what became of it. */
export async function tellRequester(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  request: StoredRequest,
  word: "Approved" | "Declined",
  note: string,
): Promise<void> {
  await notify(tx, record, ctx, {
    personIds: [request.requestedById],
    kind: "request.decided",
    title: `${word}: ${request.title}`,
    body: note ? `${word} with the note: ${note}` : `${word} without a note.`,
    link: `/inbox/${request.id}`,
  });
}
