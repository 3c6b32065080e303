import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { RequestRemovalInput } from "../grants/schema";

/** One request per key and server. */
export type RemovalAsked = {
  requests: { id: string; keyId: string; serverId: string; title: string; grants: number }[];
};

/**
 * Asks that grants end: one request per key and server; another person with grant:decide approves it. Errors: not_found (a
 * grant), forbidden (neither part in the agent nor grant:request-all), conflict (a grant has ended, or its end is asked for).
 */
export async function requestRemoval(
  _ctx: CommandContext,
  _input: RequestRemovalInput,
): Promise<RemovalAsked> {
  throw new AppError("unavailable", "Removals cannot be asked for yet.");
}
