import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { openRequest } from "@/lib/requests/commands";
import { completed, type Policy } from "./completed";
import { fieldsOf, type SettingsSpec } from "./define-settings";
import { settingsOf } from "./registry";
import { type ProposePolicyInput, ruleValues } from "./schema";
import { BUILT_IN, diffOfVersions, valueText } from "./view";

type Values = Readonly<Record<string, number>>;

/**
 * Asks another person to approve new rules for a room, from approval or a later day (UTC) on.
 * Errors: not_found, invalid_input (out of bounds, a day that has begun, nothing to change or approve), conflict
 * (other rules were adopted since `version`).
 */
export async function proposePolicy(
  ctx: CommandContext,
  { room, version, effectiveFrom, reason, values }: ProposePolicyInput,
): Promise<{ requestId: string }> {
  const spec = settingsOf(room);
  if (!spec) throw new AppError("not_found", "There are no rules for this room.");
  assertPossible(spec, values, effectiveFrom, ctx.now);
  return transact(ctx, async (tx, record) => {
    const latest = await tx.policyVersion.findFirst({
      where: { room },
      orderBy: { version: "desc" },
    });
    const adopted = completed(spec, latest?.values ?? {});
    const differing = diffOfVersions(spec, adopted.values, values);
    // Built-in values may be proposed as they are: that is how somebody comes to approve them.
    if (differing.length === 0 && adopted.notApproved.length === 0) {
      throw new AppError(
        "invalid_input",
        "Change at least one value: nothing differs from the rules adopted last.",
      );
    }
    const baseVersion = latest?.version ?? 0;
    if (baseVersion !== version) {
      throw moved(spec, values, adopted.values, { mine: version, theirs: baseVersion });
    }
    const { id } = await openRequest(tx, record, ctx, {
      kind: "policy.change",
      subjectKind: "policy",
      subjectId: room,
      title: `Change the rules of ${spec.title}`,
      reason,
      before: {
        ...saidBefore(spec, adopted),
        effectiveFrom: latest?.effectiveFrom ?? "The installation",
      },
      after: { ...values, effectiveFrom },
      baseVersion,
      permission: "policy:decide",
      excludedIds: [],
      requestedById: ctx.actor.id,
    });
    return { requestId: id };
  });
}

// What nobody approved is not shown as if somebody had.
function saidBefore(
  spec: SettingsSpec,
  { values, notApproved }: Pick<Policy, "values" | "notApproved">,
): Record<string, number | string> {
  const said = fieldsOf(spec).map(([name, field]) => {
    const value = values[name] ?? field.default;
    return [name, notApproved.includes(name) ? `${valueText(field, value)}, ${BUILT_IN}` : value];
  });
  return Object.fromEntries(said);
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

function moved(
  spec: SettingsSpec,
  mine: Values,
  theirs: Values,
  versions: { mine: number; theirs: number },
): AppError {
  const differing = diffOfVersions(spec, mine, theirs);
  return new AppError("conflict", {
    message: "Other rules were adopted for this room while you wrote. Compare, then propose again.",
    conflict: [
      ...differing.map(({ field, label, before, after }) => ({
        ...{ field, label, mine: before, theirs: after },
        theirsValue: String(theirs[field]),
      })),
      {
        field: "version",
        label: "Version",
        mine: String(versions.mine),
        theirs: String(versions.theirs),
      },
    ],
  });
}
