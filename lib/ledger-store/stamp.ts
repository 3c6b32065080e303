// ledger.md §4 step 4: the batch gets its time, its indices and its salts, and becomes bytes.
import { encodeLines } from "@/lib/ledger/batch";
import type { Entry } from "@/lib/ledger/entry";
import { stampEntry } from "@/lib/ledger/entry-encode";
import { examineEvent } from "@/lib/ledger/event";
import { leafHash } from "@/lib/ledger/hash";
import { clockEvent } from "@/lib/ledger/reserved";
import type { Candidate } from "./dedupe";
import { zlibDeflate } from "./gzip";
import type { Cell, Indexed } from "./index-rows";
import type { LedgerLog } from "./ledger-log";
import type { LogEnd } from "./log-end";

/** A batch ready to be created, and the rows it will be found by. */
export type Batch = {
  readonly start: bigint;
  readonly end: bigint;
  readonly ts: string;
  readonly object: Uint8Array;
  readonly entries: readonly Indexed[];
  readonly keys: readonly (readonly Cell[])[];
};

/** The batch of these candidates from the end of the log on. Every attempt has its own salts, so its bytes are its own. */
export function stampBatch(
  { origin, runtime }: Pick<LedgerLog, "origin" | "runtime">,
  { next }: LogEnd,
  ts: string,
  candidates: readonly Candidate[],
): Batch {
  const lines: Uint8Array[] = [];
  const entries: Indexed[] = [];
  const keys: Cell[][] = [];
  for (const [at, { event, examined }] of candidates.entries()) {
    const idx = next + BigInt(at);
    const salt = runtime.salt();
    const line = stampEntry(examined.template, { idx, ts, salt });
    const { type, key, data, source: src } = event;
    const entry: Entry = { v: 1, log: origin, idx, ts, body: { type, src, key, salt, data } };
    lines.push(line);
    entries.push({ leaf: leafHash(line), entry });
    keys.push([examined.keyHash, examined.dataHash, idx, ts]);
  }
  const end = next + BigInt(lines.length);
  return { start: next, end, ts, object: encodeLines(lines, zlibDeflate), entries, keys };
}

/** The `ledger.clock` entry that goes first where clocks disagree. */
export function clockCandidate(
  origin: string,
  said: { now: Date; databaseNow: Date; last: string | null },
): Candidate {
  const event = clockEvent({
    now: said.now.toISOString(),
    database: said.databaseNow.toISOString(),
    last: said.last,
  });
  const examined = examineEvent(event, origin, "inside");
  if (!examined.ok) throw new Error(`the clock entry is refused: ${examined.reason}`);
  return { event, examined };
}
