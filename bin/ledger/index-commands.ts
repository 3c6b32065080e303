import { env } from "@/lib/core/env";
import type { Log } from "@/lib/ledger/origin";
import { catchUp } from "@/lib/ledger-store/catch-up";
import { compareIndex, type RowDifference, rowsWithoutEntry } from "@/lib/ledger-store/compare";
import { compareKeys } from "@/lib/ledger-store/compare-keys";
import type { LedgerLog } from "@/lib/ledger-store/ledger-log";
import { rebuildIndex } from "@/lib/ledger-store/rebuild";
import { type Answer, DIFFERENCES_FOUND } from "./answer";
import { counted, label, withLedger } from "./open";

/** More of them are counted, not named: after so many it is the whole index. */
const NAMED_MAX = 1_000;

/** Empties the index of these logs and fills it from the store. */
export async function rebuild(logs: readonly Log[]): Promise<Answer> {
  return await withLedger(async (ledger) => {
    const rebuilt: { log: Log; entries: number }[] = [];
    for (const log of logs) {
      const settings = { now: new Date(), dedupeDays: env().LEDGER_DEDUPE_DAYS };
      const size = await rebuildIndex(ledger.logs[log], settings);
      rebuilt.push({ log, entries: Number(size) });
    }
    const lines = rebuilt.map(
      ({ log, entries }) => `${label(log)}  ${counted(entries, "entry", "entries")} indexed again`,
    );
    return { text: lines.join("\n"), data: { rebuilt } };
  });
}

/** Names the rows of the index that are not what their entries say. Changes nothing but what the index lacked at its end. */
export async function compare(logs: readonly Log[]): Promise<Answer> {
  return await withLedger(async (ledger) => {
    const found: Compared[] = [];
    for (const log of logs) found.push(await compareLog(ledger.logs[log]));
    const differs = found.some(({ total }) => total > 0);
    return {
      text: found.map(inWords).join("\n"),
      data: { compared: found },
      ...(differs ? { exitCode: DIFFERENCES_FOUND } : {}),
    };
  });
}

type Named = {
  table: string;
  index: string;
  kind: RowDifference["kind"];
  columns: readonly string[];
};
type Compared = { log: Log; entries: number; total: number; differences: Named[] };

async function compareLog(log: LedgerLog): Promise<Compared> {
  const { next } = await catchUp(log);
  const differences: Named[] = [];
  let total = 0;
  const add = (table: string, { index, kind, columns }: RowDifference) => {
    total += 1;
    if (total <= NAMED_MAX) differences.push({ table, index: index.toString(), kind, columns });
  };
  const { table } = log.index;
  for await (const row of compareIndex(log, { start: 0n, end: next })) add(table, row);
  const endNow = async () => (await catchUp(log)).next;
  for (const row of await rowsWithoutEntry(log, next, endNow)) add(table, row);
  for await (const key of compareKeys(log)) add("ledger_key", key);
  return { log: log.log, entries: Number(next), total, differences };
}

function inWords({ log, entries, total, differences }: Compared): string {
  const whole = counted(entries, "entry", "entries");
  if (total === 0)
    return `${label(log)}  ${whole}, and every row of the index is what its entry says`;
  const lines = differences.map(
    ({ table, index, kind, columns }) => `  ${table} ${index}  ${WORDS[kind](columns)}`,
  );
  const more = total > differences.length ? [`  … and ${total - differences.length} more`] : [];
  const head = `${label(log)}  ${whole}, ${counted(total, "row")} of the index not what the entries say:`;
  return [head, ...lines, ...more].join("\n");
}

const WORDS = {
  missing: () => "has no row",
  extra: () => "a row that no entry stands behind",
  different: (columns) => `differs in ${columns.join(", ")}`,
} as const satisfies Record<RowDifference["kind"], (columns: readonly string[]) => string>;
