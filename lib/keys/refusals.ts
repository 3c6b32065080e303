// Single calls of a key in the ledger's index: what refused it, and what let it through.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import { type AskedKey, spellingsOf } from "./usage";

const found = z.object({ index: z.coerce.string(), at: z.date() });

/** A call by its place in the calls log. */
export type FoundCall = z.infer<typeof found>;

type Named = Pick<AskedKey, "id" | "publicId" | "names">;

/** The first call of the key that was denied after an instant; null if there is none. */
export async function refusalAfter(key: Named, after: Date): Promise<FoundCall | null> {
  return one(
    key,
    sql`c.at > ${after.toISOString()}::timestamptz AND c.outcome = 'denied'`,
    "first",
  );
}

/** The last call of the key that was let through after an instant; null if there is none. */
export async function lastLetThrough(key: Named, after: Date): Promise<FoundCall | null> {
  return one(
    key,
    sql`c.at > ${after.toISOString()}::timestamptz AND c.outcome IS DISTINCT FROM 'denied'`,
    "last",
  );
}

async function one(key: Named, meant: ReturnType<typeof sql>, which: "first" | "last") {
  const spelt = (await spellingsOf([key])).map(({ credential }) => credential);
  if (spelt.length === 0) return null;
  const order = which === "first" ? sql`c.at, c.idx` : sql`c.at DESC, c.idx DESC`;
  const [call] = await readRows(
    found,
    sql`SELECT c.idx::text AS index, c.at FROM ledger_calls c
        WHERE c.credential = ANY(${spelt}::text[]) AND c.kind = 'tool_call' AND ${meant}
          AND NOT EXISTS (SELECT 1 FROM ledger_calls n WHERE n.corrects = c.idx AND n.source = c.source AND n.ts >= c.ts)
        ORDER BY ${order} LIMIT 1`,
  );
  return call ?? null;
}
