import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/core/app-error";
import { defineRequestKind, type RequestRecord } from "@/lib/requests/define-request-kind";
import { fieldsOf, type SettingsSpec } from "./define-settings";
import { settingsOf } from "./registry";
import { ruleValues } from "./schema";
import { EFFECTIVE_FROM_LABEL, effectiveFromText, valueText } from "./view";

/** A wish to change the rules of one room; its approval adopts them as the next version. */
export const policyChange = defineRequestKind({
  kind: "policy.change",
  label: "Change of rules",
  permission: "policy:decide",
  fieldLabels: (room) => ({ effectiveFrom: EFFECTIVE_FROM_LABEL, ...labelsOf(settingsOf(room)) }),
  wordsOf: (field, value, room) => {
    if (field === "effectiveFrom")
      return effectiveFromText(typeof value === "string" ? value : null);
    const rule = settingsOf(room)?.fields[field];
    return rule && typeof value === "number" ? valueText(rule, value) : undefined;
  },
  apply: async (tx, record, ctx, request) => {
    const { effectiveFrom, values } = wishedRules(request);
    const { subjectId: room, baseVersion, requestedById, reason } = request;
    const latest = await tx.policyVersion.findFirst({
      where: { room },
      orderBy: { version: "desc" },
    });
    if ((latest?.version ?? 0) !== baseVersion) throw moved();
    // Two approvals may both read this latest version: the unique number lets one of them in.
    const [adopted] = await tx.policyVersion.createManyAndReturn({
      data: [
        {
          room,
          version: baseVersion + 1,
          values,
          // Never before its approval, so what was judged by the older rules stays judged (G-07).
          effectiveFrom: effectiveFrom && effectiveFrom > ctx.now ? effectiveFrom : ctx.now,
          proposedById: requestedById,
          approvedById: ctx.actor.id,
          approvedAt: ctx.now,
          reason,
        },
      ],
      skipDuplicates: true,
    });
    if (!adopted) throw moved();
    await record({
      action: "policy.adopted",
      subjectId: room,
      before: latest,
      after: adopted,
      reason,
    });
  },
  link: ({ subjectId }) => `/settings/policies/${subjectId}`,
});

// Checked once more: the bounds may have been narrowed since the request was opened.
function wishedRules({ subjectId, after }: RequestRecord) {
  const spec = settingsOf(subjectId);
  const { effectiveFrom, ...rest } = after;
  const values = spec && ruleValues(spec).safeParse(rest);
  const from = z.iso.datetime().nullable().safeParse(effectiveFrom);
  if (!values?.success || !from.success) {
    throw new AppError(
      "conflict",
      "These rules are no longer possible in this version of Countersign. Decline, and ask for a new proposal.",
    );
  }
  return { values: values.data, effectiveFrom: from.data === null ? null : new Date(from.data) };
}

function moved(): AppError {
  return new AppError(
    "conflict",
    "Other rules were adopted for this room meanwhile. Decline, and ask for a new proposal.",
  );
}

function labelsOf(spec: SettingsSpec | undefined): Record<string, string> {
  return spec ? Object.fromEntries(fieldsOf(spec).map(([name, { label }]) => [name, label])) : {};
}
