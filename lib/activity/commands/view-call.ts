import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { hasViewed } from "@/lib/ledger-store/queries-views";
import type { ViewCallInput } from "../calls/call-schema";
import type { CallRow } from "../calls/call-view";
import { getCall, versionsOf } from "../calls/queries-calls";

/** More versions than a page compares. */
export const VERSIONS_VIEWED = 20;

/**
 * Records that somebody looks at what a call's record says, and at its other versions, which are shown beside it (LOG-10).
 * Looking again within ten minutes is the same look. Errors: not_found (also: not theirs to see), forbidden.
 */
export async function viewCall(ctx: CommandContext, { index }: ViewCallInput): Promise<CallRow> {
  const call = await getCall(ctx.actor, index);
  const versions = await versionsOf(ctx.actor, index);
  const shown = versions.some(({ idx }) => idx === call.idx) ? versions : [call, ...versions];
  const looks = await Promise.all(
    shown.slice(0, VERSIONS_VIEWED).map(async (row) => {
      const place = { log: "calls", index: BigInt(row.idx) } as const;
      return (await hasViewed(ctx.actor, place, ctx.now)) ? [] : [row];
    }),
  );
  const unseen = looks.flat();
  if (unseen.length > 0) {
    await transact(ctx, async (_, record) => {
      for (const { idx, recordedAt } of unseen) {
        await record({
          action: "entry.viewed",
          subjectId: `calls-${idx}`,
          before: null,
          after: { log: "calls", index: Number(idx), ts: recordedAt },
        });
      }
    });
  }
  return call;
}
