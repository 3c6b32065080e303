import { connection } from "next/server";
import { hecHealthReply } from "@/lib/activity/decode/reply";
import { replyOf } from "@/lib/server/ingest-reply";

/** Shippers ask before they send, without a token. */
export async function GET(): Promise<Response> {
  await connection();
  return replyOf(hecHealthReply());
}
