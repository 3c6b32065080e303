import "server-only";
import { z } from "zod";
import { read, readLongRows, sql } from "@/lib/db/read";
import { snapshotHashOf } from "./canonical";

/** `detail` is a sentence: what was recomputed, or what does not agree. */
export type SnapshotIntegrity = { readonly state: "whole" | "broken"; readonly detail: string };

const storedLine = z.object({
  ...{ position: z.number(), lineKey: z.string(), kind: z.string(), section: z.string() },
  ...{ risk: z.string(), stages: z.number(), text: z.string() },
});
const readLine = z.object({
  ...{ n: z.number(), line: z.string(), kind: z.string(), section: z.string() },
  ...{ risk: z.string(), stages: z.number() },
});
const launched = z.object({ snapshotHash: z.string(), snapshotLines: z.number() });

/**
 * Hashes the stored snapshot of a review again and holds it against the review and against the change `review.launched`, which
 * stands in the governance ledger. A draft has nothing that could break. Errors: PostgreSQL's.
 */
export async function snapshotIntegrity(reviewId: string): Promise<SnapshotIntegrity> {
  const review = await read().accessReview.findUnique({ where: { id: reviewId } });
  if (!review || review.launchedAt === null) {
    return { state: "whole", detail: "It has no snapshot yet." };
  }
  const [lines, change] = await Promise.all([
    readLongRows(
      storedLine,
      sql`SELECT position, "lineKey", kind, section, risk, stages, text FROM "ReviewLine"
          WHERE "reviewId" = ${reviewId}::uuid ORDER BY position`,
    ),
    read().changeLogEntry.findFirst({
      where: { subjectKind: "review", subjectId: reviewId, action: "review.launched" },
      select: { after: true },
      orderBy: { seq: "asc" },
    }),
  ]);
  const recorded = launched.safeParse(change?.after);
  if (!recorded.success) return broken("No change record says what its snapshot was.");
  const { snapshotHash, snapshotLines } = recorded.data;
  if (review.snapshotHash !== snapshotHash || review.snapshotLines !== snapshotLines) {
    return broken("The review names another snapshot than the change record of its start.");
  }
  if (lines.length !== snapshotLines) {
    const [was, is] = [snapshotLines.toLocaleString("en"), lines.length.toLocaleString("en")];
    return broken(`The snapshot had ${was} lines when it was frozen; ${is} are stored.`);
  }
  const strange = lines.find((line, at) => !isAsItSays(line, at + 1));
  if (strange) return broken(`Line ${strange.position} does not say what it is filed under.`);
  const texts = lines.map(({ text }) => text);
  if (snapshotHashOf(review.snapshotHeader ?? "", texts) !== snapshotHash) {
    return broken(
      "Its header and lines, hashed again, do not give the hash that was recorded at its start: at least one byte was changed.",
    );
  }
  return {
    state: "whole",
    detail: `Its header and ${lines.length.toLocaleString("en")} lines, hashed again, give the hash that was recorded at its start.`,
  };
}

function isAsItSays({ text, ...filed }: z.infer<typeof storedLine>, position: number): boolean {
  const { success, data } = readLine.safeParse(parsed(text));
  if (!success || filed.position !== position || data.n !== position) return false;
  return (
    data.line === filed.lineKey &&
    data.kind === filed.kind &&
    data.section === filed.section &&
    data.risk === filed.risk &&
    data.stages === filed.stages
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function broken(detail: string): SnapshotIntegrity {
  return { state: "broken", detail };
}
