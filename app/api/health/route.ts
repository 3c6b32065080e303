import { connection } from "next/server";
import { health } from "@/lib/server/health";

/** Whether web and database stand, for whoever watches: open to all, with no secret in it. */
export async function GET(): Promise<Response> {
  await connection();
  const reply = await health();
  return Response.json(reply, {
    status: reply.database === "ok" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
