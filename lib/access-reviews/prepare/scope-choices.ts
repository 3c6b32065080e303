import "server-only";
import { read } from "@/lib/db/read";

const SHOWN_MAX = 1_000;
const GONE = ["DECLINED", "WITHDRAWN"] as const;

/** The servers and agents that a scope can name, by name, at most 1,000 each. */
export async function listScopeChoices() {
  const select = { id: true, name: true, slug: true };
  const [servers, agents] = await Promise.all([
    read().server.findMany({ select, orderBy: [{ name: "asc" }, { id: "asc" }], take: SHOWN_MAX }),
    read().agent.findMany({
      where: { status: { notIn: [...GONE] } },
      select,
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: SHOWN_MAX,
    }),
  ]);
  return { servers, agents };
}
