import { connection } from "next/server";
import { health } from "@/lib/server/health";

/**
 * How web, database and ledger stand, for whoever watches: open to all, with no secret in it. Only what keeps the pages from
 * being served makes it a 503: records can be read, and wait to be sealed, while the ledger's store or its sealer is down.
 */
export async function GET(): Promise<Response> {
  await connection();
  const reply = await health();
  return Response.json(reply, {
    status: reply.database === "ok" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
