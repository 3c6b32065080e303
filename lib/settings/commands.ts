import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { openRequest } from "@/lib/requests/commands";
import type { SettingsSpec } from "./define-settings";
import { completed } from "./policies";
import { settingsOf } from "./registry";
import { type ProposePolicyInput, ruleValues } from "./schema";
import { diffOfVersions } from "./view";

type Values = Readonly<Record<string, number>>;

/**
 * Asks another person to approve new rules for a room, from approval or a later day (UTC) on.
 * Errors: not_found, invalid_input (out of bounds, a day that has begun, nothing differs), conflict
 * (other rules were adopted since `baseVersion`).
 */
export async function proposePolicy(
  ctx: CommandContext,
  { room, baseVersion, effectiveFrom, reason, values }: ProposePolicyInput,
): Promise<{ requestId: string }> {
  const spec = settingsOf(room);
  if (!spec) throw new AppError("not_found", "There are no rules for this room.");
  assertPossible(spec, values, effectiveFrom, ctx.now);
  return transact(ctx, async (tx, record) => {
    const latest = await tx.policyVersion.findFirst({
      where: { room },
      orderBy: { version: "desc" },
    });
    const before = completed(spec, latest?.values ?? {}).values;
    if ((latest?.version ?? 0) !== baseVersion) throw moved(spec, values, before);
    if (diffOfVersions(spec, before, values).length === 0) {
      throw new AppError(
        "invalid_input",
        "Change at least one value: nothing differs from the rules adopted last.",
      );
    }
    const { id } = await openRequest(tx, record, ctx, {
      kind: "policy.change",
      subjectKind: "policy",
      subjectId: room,
      title: `Change the rules of ${spec.title}`,
      reason,
      before: { ...before, effectiveFrom: latest?.effectiveFrom ?? null },
      after: { ...values, effectiveFrom },
      baseVersion,
      permission: "policy:decide",
      excludedIds: [],
      requestedById: ctx.actor.id,
    });
    return { requestId: id };
  });
}

function assertPossible(
  spec: SettingsSpec,
  values: Values,
  effectiveFrom: Date | null,
  now: Date,
): void {
  if (!ruleValues(spec).safeParse(values).success) {
    throw new AppError("invalid_input", "Give each rule a whole number within its bounds.");
  }
  if (effectiveFrom && effectiveFrom < now) {
    const says =
      "Choose a day that has not begun yet (UTC), or leave this empty: rules never reach back.";
    throw new AppError("invalid_input", {
      message: "Check the fields.",
      fieldErrors: { effectiveFrom: [says] },
    });
  }
}

function moved(spec: SettingsSpec, mine: Values, theirs: Values): AppError {
  return new AppError("conflict", {
    message: "Other rules were adopted for this room while you wrote. Compare, then propose again.",
    conflict: diffOfVersions(spec, mine, theirs).map(({ field, label, before, after }) => ({
      field,
      label,
      mine: before,
      theirs: after,
    })),
  });
}
