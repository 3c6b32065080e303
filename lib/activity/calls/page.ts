// One page of a list of calls.
import "server-only";
import { sql } from "@/lib/db/read";
import type { CallRow } from "../call-view";
import { CALL_COLUMNS, callRows } from "./call-rows";
import { all, NEWEST, rowsIn } from "./conditions";
import type { Scope } from "./scope";

/** Pages beyond this are not reached by counting: narrow the time instead. */
const OFFSET_MAX = 100_000;

/** Newest first. */
export async function pageOf(
  scope: Scope,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<CallRow[]> {
  const offset = Math.min((page - 1) * pageSize, OFFSET_MAX);
  return callRows(sql`SELECT ${CALL_COLUMNS} FROM ledger_calls c WHERE ${all([...rowsIn(scope), NEWEST])}
    ORDER BY c.at DESC, c.idx DESC LIMIT ${pageSize} OFFSET ${offset}`);
}
