import "server-only";
import { z } from "zod";
import { IS_TOLD } from "@/lib/change-log/told-grant";
import { readRows, sql } from "@/lib/db/read";

const SHOWN_MAX = 10_000;

const found = z.object({ id: z.string() });

/**
 * Ids of grants of which the change log does not tell all that they say, from who asked to who ended them: they were written
 * or edited behind the application (SCN-01). At most 10,000, in no order.
 */
export async function unrecordedGrants(): Promise<string[]> {
  const rows = await readRows(
    found,
    sql`SELECT g.id::text AS id FROM "Grant" g WHERE NOT ${IS_TOLD} LIMIT ${SHOWN_MAX}`,
  );
  return rows.map(({ id }) => id);
}

/** Of these grants, those that are recorded as they stand now, from their beginning to their end. */
export async function recordedAmong(
  grants: readonly { readonly id: string }[],
): Promise<ReadonlySet<string>> {
  const ids = grants.map(({ id }) => id);
  const rows = await readRows(
    found,
    sql`SELECT g.id::text AS id FROM "Grant" g WHERE g.id = ANY(${ids}::uuid[]) AND ${IS_TOLD}`,
  );
  return new Set(rows.map(({ id }) => id));
}
