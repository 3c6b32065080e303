// ledger.md §12: "consistency/<m>-<n> from each checkpoint of earlier bundles (`bundle.exported` leaves, newest 100)".
import { z } from "zod";
import type { Log } from "@/lib/ledger/origin";
import type { LedgerLog } from "../ledger-log";

const NEWEST = 100;
const ROWS_AT_ONCE = 500;

const placeRow = z.object({ idx: z.coerce.bigint() });
const exported = z.object({
  after: z.object({ log: z.string(), size: z.number().int().positive().safe() }),
});

/**
 * The tree sizes of the newest 100 bundles of a log, as the leaves of `governance` tell them, each once and descending. The
 * index says where the leaves are, never what they say. Errors: LedgerDamage.
 */
export async function earlierBundleSizes(governance: LedgerLog, log: Log): Promise<bigint[]> {
  const sizes = new Set<bigint>();
  let found = 0;
  for await (const index of exportsNewestFirst(governance)) {
    const stored = await governance.reader.entryAt(index);
    const { type, data } = stored?.entry.body ?? {};
    const read = type === "bundle.exported" ? exported.safeParse(data) : null;
    if (!read?.success || read.data.after.log !== log) continue;
    sizes.add(BigInt(read.data.after.size));
    found += 1;
    if (found === NEWEST) break;
  }
  return [...sizes].sort((a, b) => (a < b ? 1 : -1));
}

async function* exportsNewestFirst({ pool }: LedgerLog): AsyncGenerator<bigint> {
  let below: bigint | null = null;
  for (;;) {
    const { rows } = await pool.query(
      `SELECT idx FROM ledger_governance
       WHERE subject_kind = 'bundle' AND type = 'bundle.exported' AND ($1::bigint IS NULL OR idx < $1)
       ORDER BY idx DESC LIMIT ${ROWS_AT_ONCE}`,
      [below?.toString() ?? null],
    );
    const places = placeRow.array().parse(rows);
    for (const { idx } of places) yield idx;
    const last = places.at(-1);
    if (last === undefined || places.length < ROWS_AT_ONCE) return;
    below = last.idx;
  }
}
