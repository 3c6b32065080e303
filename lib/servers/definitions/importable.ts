import { type Actor, can } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { looksAfter } from "../policy";

type Target = { ownerId: string; deputyId: string | null; status: string };

/** Whether the actor may bring in what this server says: whoever looks after it, or an admin who can ask it. */
export function isImportable(server: Target, actor: Actor): boolean {
  return objectionToImport(server, actor) === null;
}

/** Errors: forbidden (not theirs to look after), conflict (retired). */
export function assertImportable(server: Target, actor: Actor): void {
  const objection = objectionToImport(server, actor);
  if (objection) throw objection;
}

function objectionToImport(server: Target, actor: Actor): AppError | null {
  const may = can(actor, "server:import");
  if (!may || !(looksAfter(server, actor) || can(actor, "server:fetch"))) {
    return new AppError(
      "forbidden",
      "Only the owner, the deputy, compliance or an admin can import the tools of this server.",
    );
  }
  if (server.status === "active") return null;
  return new AppError("conflict", "This server is retired. Take it back into use first.");
}
