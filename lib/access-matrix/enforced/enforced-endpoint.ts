import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import type { IngestEndpoint, Received, Refusal } from "@/lib/server/define-ingest";
import type { IngestReply } from "@/lib/server/ingest-reply";
import { receivePolicy } from "./commands/receive-policy";
import { BODY_MAX, PACKED_MAX } from "./enforced-limits";
import { statementOf } from "./read-statement";

/** Deflate makes no byte out of less than a thousandth (RFC 1951 §3.2.5). */
const MOST_GROWTH = 1_032;
/** What a body comes to in memory while it is read: its text, its objects, its columns. */
const WORK_GROWTH = 1;

/** `PUT` of a whole effective policy by the source of the token. The answer says what became of it. */
export const enforcedEndpoint: IngestEndpoint = {
  boundOf: (encoding) =>
    encoding === null || encoding.trim().toLowerCase() === "identity"
      ? { maxBytes: BODY_MAX, maxUnpackedBytes: BODY_MAX, growth: WORK_GROWTH }
      : { maxBytes: PACKED_MAX, maxUnpackedBytes: BODY_MAX, growth: MOST_GROWTH },
  take: async (ctx: CommandContext, { sourceId, body, headers }: Received) => {
    const statement = await statementOf(body, headers.get("content-encoding"), ctx.now);
    const receipt = await receivePolicy(ctx, { sourceId, channel: "push", statement });
    return jsonReply(200, receipt);
  },
  refuse: ({ code, message, status }: Refusal) => jsonReply(status, { error: { code, message } }),
};

function jsonReply(status: number, said: unknown): IngestReply {
  const body = new TextEncoder().encode(JSON.stringify(said));
  return { status, contentType: "application/json", body };
}
