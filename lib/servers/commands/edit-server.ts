import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { changedFields, columnsOf } from "../content";
import { assertSound } from "../content-rules";
import { SERVER_FIELD_LABEL } from "../fields";
import { assertEditable } from "../policy";
import type { EditServerInput } from "../schema";
import type { Served } from "./register-server";
import {
  assertActivePeople,
  assertCurrent,
  assertNamesFree,
  loadServer,
  lockServers,
  namedServers,
  shownServer,
  writeServer,
} from "./server-row";

/**
 * Edits a server in use. Answers the labels of what changed. Errors: not_found, forbidden, conflict (retired; changed meanwhile:
 * with both versions), invalid_input (nothing changed, no reason for another scope decision, a name that another server has).
 */
export async function editServer(
  ctx: CommandContext,
  { serverId, version, reason, ...typed }: EditServerInput,
): Promise<Served & { changed: readonly string[] }> {
  authorize(ctx.actor, "server:register");
  return transact(ctx, async (tx, record) => {
    await lockServers(tx);
    const server = await loadServer(tx, ctx.actor, serverId);
    assertEditable(server, ctx.actor);
    const wished = { ...typed, contradictedBy: typed.inScope ? [] : typed.contradictedBy };
    await assertCurrent(server, wished, version);
    assertSound(wished);
    const changed = changedFields(server, wished);
    if (changed.length === 0) throw new AppError("invalid_input", "Nothing has changed.");
    // Somebody who left stays named until they are replaced; only who is newly named must be there.
    await assertActivePeople(tx, wished, changed);
    assertNamesFree({ ...wished, id: server.id, slug: server.slug }, await namedServers(tx));
    const edited = await writeServer(tx, server, columnsOf(wished));
    await record({
      action: "server.edited",
      subjectId: server.id,
      before: shownServer(server),
      after: shownServer(edited),
      ...(reason && { reason }),
    });
    const labels = changed.map((field) => SERVER_FIELD_LABEL[field]);
    return { id: edited.id, slug: edited.slug, name: edited.name, changed: labels };
  });
}
