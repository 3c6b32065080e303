import "server-only";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { policyInForce } from "@/lib/settings/policies";
import { LIVING_STATUSES } from "../labels";
import { REGISTRY_MAX } from "../limits";
import {
  type Described,
  duplicatesInWords,
  nearDuplicatesOf,
  type Profile,
  profileOf,
} from "../near-duplicate";
import { agentsSettings } from "../settings";

/** All living agents as they are compared. */
export async function livingProfiles(tx: Tx): Promise<Profile[]> {
  const agents = await tx.agent.findMany({
    where: { status: { in: [...LIVING_STATUSES] } },
    select: { id: true, slug: true, name: true, purpose: true },
    orderBy: { id: "asc" },
    take: REGISTRY_MAX,
  });
  return agents.map(profileOf);
}

/** Errors: invalid_input at `duplicateReason`, naming what looks the same, until a person says why it is not (G2). */
export async function assertSaidWhyAnother(
  tx: Tx,
  ctx: CommandContext,
  described: Described,
  duplicateReason: string,
): Promise<void> {
  if (duplicateReason !== "") return;
  const { values } = await policyInForce(agentsSettings, ctx.now, tx);
  const alike = nearDuplicatesOf(
    profileOf(described),
    await livingProfiles(tx),
    values.nearDuplicatePercent,
  );
  if (alike.length === 0) return;
  throw new AppError("invalid_input", {
    message: "This looks like an agent that is already there.",
    fieldErrors: { duplicateReason: [duplicatesInWords(alike)] },
  });
}
