import { bareOperation } from "@/lib/core/server-places";
import type { CellSpace } from "./cell-space";
import type { CallNames } from "./facts-rows";

/** Which cell a call is of. `foreign`: another agent than the key's own made it. */
export type CallCell = { readonly cell: number; readonly foreign: boolean };

/** A call belongs to the key that it showed, else to the agent that it named, else to whatever it said. */
export function callCell(space: CellSpace, names: CallNames): CallCell {
  const { directory } = space;
  const key = names.credential === "" ? undefined : directory.key(names.credential);
  const agent = names.agent === "" ? undefined : directory.agent(names.agent);
  const text = key?.publicId ?? agent?.id ?? (names.credential || names.agent);
  const principal = key ? space.keyPrincipal(key.id) : space.principalNamed(text);
  const named = directory.server(names.server);
  const environment = names.environment || (named?.environment ?? "");
  const cell = space.cell(principal, columnOf(space, names), space.environment(environment));
  return { cell, foreign: key !== undefined && isForeign(key.agentId, names.agent, agent?.id) };
}

function columnOf(space: CellSpace, { server: text, operation }: CallNames): number {
  const server = space.directory.server(text)?.server ?? null;
  const bare = bareOperation(text, operation);
  if (server) {
    for (const name of [bare, operation]) {
      const found = space.directory.operation(server.id, name);
      if (found) return space.operationColumn(found);
    }
  }
  return space.strangeColumn(server, text, bare);
}

// A key of a person belongs to no agent: what its caller calls itself says nothing, unless it is a registered agent.
function isForeign(own: string | null, said: string, agentId: string | undefined): boolean {
  if (said === "") return false;
  return own === null ? agentId !== undefined : agentId !== own;
}
