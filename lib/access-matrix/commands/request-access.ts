import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { RequestAccessInput } from "../grants/schema";

/** What came of it: a request per server for what needs a person, and what a standard change granted at once. */
export type AccessAsked = {
  requests: { id: string; serverId: string; title: string }[];
  granted: { id: string; serverId: string; operationId: string; standardId: string }[];
};

/**
 * Asks for access of a key to operations: one request per server, bound to every operation by its definition. What a standard
 * change covers is granted at once. Errors: not_found (key, operation), forbidden (neither part in the agent nor
 * grant:request-all), conflict (key revoked, agent not active for production, server out of scope, a definition nobody
 * approved, a request about the same key and server waits), invalid_input (until too late or past).
 */
export async function requestAccess(
  _ctx: CommandContext,
  _input: RequestAccessInput,
): Promise<AccessAsked> {
  throw new AppError("unavailable", "Access cannot be asked for yet.");
}
