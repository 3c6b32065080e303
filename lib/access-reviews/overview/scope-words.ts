import "server-only";
import { read } from "@/lib/db/read";
import type { ReviewScope } from "../review-view";

/** The names of the servers and agents that a scope names; of one that is gone its id. */
export async function scopeWords({ serverIds, agentIds }: ReviewScope) {
  const [servers, agents] = await Promise.all([
    read().server.findMany({
      where: { id: { in: [...serverIds] } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
    read().agent.findMany({
      where: { id: { in: [...agentIds] } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
  ]);
  const named = (ids: readonly string[], rows: readonly { id: string; name: string }[]) =>
    ids.map((id) => rows.find((row) => row.id === id)?.name ?? id);
  return { servers: named(serverIds, servers), agents: named(agentIds, agents) };
}
