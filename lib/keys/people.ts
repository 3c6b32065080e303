import "server-only";
import { read } from "@/lib/db/read";
import type { KeyPeople } from "./policy";

/** Where people are read: outside a transaction `read()`, inside one the transaction itself. */
type Reader = Pick<ReturnType<typeof read>, "agent" | "server">;

type Bearer = {
  ownerId: string;
  personId: string | null;
  agentId: string | null;
  serverId: string | null;
};

/** Who has a part in a key: its owner and those of what it belongs to. */
export async function peopleOf(from: Reader, key: Bearer): Promise<KeyPeople> {
  const [agent, server] = await Promise.all([
    key.agentId &&
      from.agent.findUnique({
        where: { id: key.agentId },
        select: { ownerId: true, sponsorId: true },
      }),
    key.serverId &&
      from.server.findUnique({
        where: { id: key.serverId },
        select: { ownerId: true, deputyId: true },
      }),
  ]);
  return {
    ownerId: key.ownerId,
    personId: key.personId,
    agent: agent || null,
    server: server || null,
  };
}

/** The same outside a transaction. */
export async function peopleAround(key: Bearer): Promise<KeyPeople> {
  return peopleOf(read(), key);
}
