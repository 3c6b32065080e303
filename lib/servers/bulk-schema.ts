import { z } from "zod";
import { ACCESS_CLASSES } from "@/lib/core/access-classes";
import { aboutOf } from "./choice-field-labels";
import { UNCLASSIFIED } from "./labels";
import { OPERATION_NAME_MAX, OPERATIONS_MAX } from "./limits";

// Forms with one choice a line, named by `choiceField`; "" where the line is left out.
const lines = z.looseObject({ serverId: z.uuid() });

/** Classes of operations that nobody has classified: by operation id → class. */
export const classifyOperationsInput = lines.transform(({ serverId, ...fields }, ctx) => {
  const wish = z.object({ operationId: z.uuid(), access: z.enum(ACCESS_CLASSES) });
  const wishes = chosenIn(fields).map(([operationId, access]) => ({ operationId, access }));
  const read = z.array(wish).min(1).max(OPERATIONS_MAX).safeParse(wishes);
  if (read.success) return { serverId, wishes: read.data };
  ctx.addIssue({ code: "custom", message: "Choose a class for at least one operation." });
  return z.NEVER;
});
export type ClassifyOperationsInput = z.infer<typeof classifyOperationsInput>;

/** Operations that were called and are not registered: by name → class, or "unclassified" to register it without. */
export const adoptOperationsInput = lines.transform(({ serverId, ...fields }, ctx) => {
  const name = z.string().trim().min(1).max(OPERATION_NAME_MAX);
  const wish = z.object({ name, access: z.enum([UNCLASSIFIED, ...ACCESS_CLASSES]) });
  const wishes = chosenIn(fields).map(([called, access]) => ({ name: called, access }));
  const read = z.array(wish).min(1).max(OPERATIONS_MAX).safeParse(wishes);
  if (read.success) {
    const operations = read.data.map((each) => ({
      name: each.name.normalize("NFC"),
      access: each.access === UNCLASSIFIED ? null : each.access,
    }));
    return { serverId, operations };
  }
  ctx.addIssue({ code: "custom", message: "Choose at least one operation to register." });
  return z.NEVER;
});
export type AdoptOperationsInput = z.infer<typeof adoptOperationsInput>;

function chosenIn(fields: Record<string, unknown>): [string, unknown][] {
  return Object.entries(fields).flatMap(([field, choice]) => {
    const about = aboutOf(field);
    return about === null || choice === "" ? [] : [[about, choice]];
  });
}
