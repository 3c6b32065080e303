import { z } from "zod";
import { LINE_KINDS } from "../review-view";

// What assigning needs of a stored line. The text was written by the launch and is hashed there: another shape is a broken snapshot.
const assignableLine = z.object({
  n: z.int(),
  line: z.string(),
  kind: z.enum(LINE_KINDS),
  stages: z.union([z.literal(1), z.literal(2)]),
  principal: z.object({ kind: z.string(), id: z.string(), label: z.string() }),
  agent: z.object({ id: z.string(), name: z.string() }).nullable(),
  ownerId: z.string().nullable(),
  server: z
    .object({
      id: z.string().nullable(),
      name: z.string(),
      ownerId: z.string().nullable(),
      deputyId: z.string().nullable(),
    })
    .nullable(),
  grants: z.array(z.object({ requestedById: z.string(), approvedById: z.string() })).readonly(),
});

/** What assigning reads of a line. Every SnapshotLine is one. */
export type AssignableLine = Readonly<z.infer<typeof assignableLine>>;

/** The stored text of a line, as far as assigning needs it. Throws where the text is no line. */
export function assignableOf(text: string): AssignableLine {
  return assignableLine.parse(JSON.parse(text));
}
