import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { assertEditable, assertRestorable } from "../policy";
import type { RestoreServerInput, RetireServerInput } from "../schema";
import type { Served } from "./register-server";
import { loadServer, shownServer, writeServer } from "./server-row";

/**
 * Takes a server out of use. It keeps its names, operations and grants, so that whoever still calls it is seen.
 * Errors: not_found, forbidden, conflict, invalid_input (the typed name is not the server's).
 */
export async function retireServer(
  ctx: CommandContext,
  { serverId, reason, typedName }: RetireServerInput,
): Promise<Served> {
  authorize(ctx.actor, "server:register");
  return transact(ctx, async (tx, record) => {
    const server = await loadServer(tx, ctx.actor, serverId);
    assertEditable(server, ctx.actor);
    if (typedName.normalize("NFC").trim() !== server.name) {
      const fieldErrors = { typedName: [`Type the name exactly: ${server.name}`] };
      throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
    }
    const retired = await writeServer(tx, server, { status: "retired", retiredAt: ctx.now });
    await record({
      action: "server.retired",
      subjectId: server.id,
      before: shownServer(server),
      after: shownServer(retired),
      reason,
    });
    return { id: retired.id, slug: retired.slug, name: retired.name };
  });
}

/** Takes a retired server back into use. Errors: not_found, forbidden, conflict. */
export async function restoreServer(
  ctx: CommandContext,
  { serverId, reason }: RestoreServerInput,
): Promise<Served> {
  authorize(ctx.actor, "server:register");
  return transact(ctx, async (tx, record) => {
    const server = await loadServer(tx, ctx.actor, serverId);
    assertRestorable(server, ctx.actor);
    const restored = await writeServer(tx, server, { status: "active", retiredAt: null });
    await record({
      action: "server.restored",
      subjectId: server.id,
      before: shownServer(server),
      after: shownServer(restored),
      reason,
    });
    return { id: restored.id, slug: restored.slug, name: restored.name };
  });
}
