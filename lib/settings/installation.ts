import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";

export type Installation = { id: string; organisation: string; demo: boolean; createdAt: Date };

let known: Installation | undefined;

/** Which installation this is; kept once found, because a trigger refuses to change it. Errors: unavailable. */
export async function installation(): Promise<Installation> {
  const found = await findInstallation();
  if (!found) {
    throw new AppError(
      "unavailable",
      "This installation has no name yet. Start it with npm run up.",
    );
  }
  return found;
}

/** Like `installation`, but null before the first start has established it. */
export async function findInstallation(): Promise<Installation | null> {
  if (known) return known;
  const found = await read().installation.findFirst();
  if (found) known = found;
  return found;
}

/** Names the installation, once, and says whether it is a demo. Errors: forbidden, conflict (it has a name). */
export async function establishInstallation(
  ctx: CommandContext,
  { organisation, demo }: { organisation: string; demo: boolean },
): Promise<Installation> {
  authorize(ctx.actor, "installation:establish");
  return transact(ctx, async (tx, record) => {
    // The unique index on a constant lets one row in, so of two starts at once one finds nothing made.
    const [made] = await tx.installation.createManyAndReturn({
      data: [{ id: ctx.requestId, organisation, demo, createdAt: ctx.now }],
      skipDuplicates: true,
    });
    if (!made) throw new AppError("conflict", "This installation has been established already.");
    await record({
      action: "installation.established",
      subjectId: made.id,
      before: null,
      after: made,
    });
    return made;
  });
}
