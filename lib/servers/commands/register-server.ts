import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { freeSlug } from "@/lib/core/slug";
import { columnsOf } from "../content";
import { assertSound } from "../content-rules";
import type { RegisterServerInput } from "../schema";
import { serverSlugFrom } from "../slug";
import {
  assertActivePeople,
  assertNamesFree,
  lockServers,
  namedServers,
  personBehind,
  shownServer,
} from "./server-row";

/** What a command on a server left behind. */
export type Served = { id: string; slug: string; name: string };

/**
 * Registers a server, in use from now on. Errors: forbidden, invalid_input (a rule over several fields, a person who has left, a
 * name that another server has).
 */
export async function registerServer(
  ctx: CommandContext,
  { slug: wished, ...typed }: RegisterServerInput,
): Promise<Served> {
  authorize(ctx.actor, "server:register");
  return transact(ctx, async (tx, record) => {
    assertSound(typed);
    await lockServers(tx);
    await assertActivePeople(tx, typed);
    const named = await namedServers(tx);
    const slug = chooseSlug(wished, typed.name, new Set(named.map((each) => each.slug)));
    assertNamesFree({ id: "", slug, name: typed.name, places: typed.places }, named);
    const server = await tx.server.create({
      data: {
        ...columnsOf(typed),
        slug,
        registeredById: personBehind(ctx),
        registeredAt: ctx.now,
      },
    });
    await record({
      action: "server.registered",
      subjectId: server.id,
      before: null,
      after: shownServer(server),
    });
    return { id: server.id, slug, name: server.name };
  });
}

function chooseSlug(wished: string | null, name: string, taken: ReadonlySet<string>): string {
  if (wished === null) return freeSlug(serverSlugFrom(name), taken);
  if (!taken.has(wished)) return wished;
  const fieldErrors = { slug: ["Another server has this short name. Choose another."] };
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}
