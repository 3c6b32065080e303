import { z } from "zod";
import type { RotationStateName } from "./labels";

/** How far a rotation is. */
export function rotationStateOf(rotation: {
  oldDisabledAt: Date | null;
  proof: unknown;
  finishedAt: Date | null;
}): RotationStateName {
  if (rotation.finishedAt !== null) return "finished";
  if (rotation.oldDisabledAt === null) return "open";
  return rotation.proof === null ? "unproven" : "proven";
}

const stored = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("call"), index: z.string(), at: z.string() }),
  z.object({
    kind: z.literal("test"),
    status: z.number(),
    at: z.string(),
    how: z.string(),
    byId: z.string(),
  }),
]);

/** What shows that the old key is refused; null if nothing does. */
export type Proof = z.infer<typeof stored>;

export function proofOf(proof: unknown): Proof | null {
  const parsed = stored.safeParse(proof);
  return parsed.success ? parsed.data : null;
}
