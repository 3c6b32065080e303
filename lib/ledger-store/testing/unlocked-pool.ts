import type { Pool } from "pg";
import { rewrittenPool } from "./rewritten-pool";

/** A pool whose transactions take no row lock: whoever uses it believes to be alone. */
export function unlockedPool(pool: Pool): Pool {
  return rewrittenPool(pool, (statement) => statement.replaceAll("FOR UPDATE", ""));
}

/** A pool of a database whose clock is some days behind. */
export function pastPool(pool: Pool, days: number): Pool {
  const past = `(clock_timestamp() - interval '${days} days')`;
  return rewrittenPool(pool, (statement) => statement.replaceAll("clock_timestamp()", past));
}
