import "server-only";
import { read } from "@/lib/db/read";

const PICKER_MAX = 5_000;

/** What a key can belong to, by name: agents and servers that have not ended. At most 5,000 of each. */
export async function listBearers() {
  const [agents, servers] = await Promise.all([
    read().agent.findMany({
      where: { status: { notIn: ["RETIRED", "DECLINED", "WITHDRAWN"] } },
      select: { id: true, name: true, slug: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: PICKER_MAX,
    }),
    read().server.findMany({
      where: { status: { not: "retired" } },
      select: { id: true, name: true, slug: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: PICKER_MAX,
    }),
  ]);
  return { agents, servers };
}
