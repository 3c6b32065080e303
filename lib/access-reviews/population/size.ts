// How much a scope holds, before any of it is read: a population is made in memory.
import "server-only";
import { z } from "zod";
import { readLongRows, sql } from "@/lib/db/read";
import type { Bounds } from "./scope";
import { tooManyLines, tooManyToRead } from "./size-words";
import { within } from "./within";

const counted = z.object({ granted: z.number(), enforced: z.number() });

/**
 * Whether more stands within these bounds than one review can hold; a sentence that says what to do, or null. Each place that is
 * granted is a line; of what is enforced beside that, nobody knows before it is read. Errors: PostgreSQL's.
 */
export async function tooLarge(asOf: Date, bounds: Bounds): Promise<string | null> {
  const { grants, enforced } = await within(asOf, bounds);
  const [found] = await readLongRows(
    counted,
    sql`SELECT (SELECT count(*)::int FROM (SELECT DISTINCT g."keyId", g."serverId", g."operationId", g.environment FROM "Grant" g
            WHERE ${grants}) AS places) AS granted,
          (SELECT count(*)::int FROM "EnforcedGrant" e WHERE ${enforced}) AS enforced`,
  );
  if (!found) return null;
  return tooManyLines(found.granted, "at least ") ?? tooManyToRead(found.enforced);
}
