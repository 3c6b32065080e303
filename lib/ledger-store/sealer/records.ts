// ledger.md §6, Sign: the three places that remember what was signed. A restored store, a restored database or an exchanged key
// folder contradicts one of the others.
import { z } from "zod";
import { equalBytes } from "@/lib/ledger/bytes";
import { openCheckpoint, type SignedCheckpoint } from "@/lib/ledger/checkpoint";
import type { KeyPeriod } from "@/lib/ledger/key-history";
import { checkpointKey, parseObjectKey } from "@/lib/ledger/object-key";
import type { SealRecord } from "@/lib/ledger/signing-guard";
import { type Failure, fails } from "@/lib/ledger/verdict";
import { LedgerDamage } from "../damage";
import type { LedgerLog } from "../ledger-log";
import { keysOf } from "./key-ring";
import { readLastNote } from "./last-note";

/** What was signed last, by each record; null where it has none. */
export type Records = {
  readonly store: SignedCheckpoint | null;
  readonly seal: SignedCheckpoint | null;
  readonly last: SignedCheckpoint | null;
};

/**
 * Reads the records, each opened with the keys of the log. `from`: a size whose checkpoint this process has seen, so that
 * LIST begins there. Errors: LedgerDamage (a note that no key of the log made, or `<log>.last` is gone), the store's, PostgreSQL's.
 */
export async function readRecords(
  log: LedgerLog,
  directory: string,
  periods: readonly KeyPeriod[],
  from: bigint,
): Promise<Records> {
  // Another sealer may be at work: what the database has, the store had before, so the store is asked after it.
  const seal = await newestSeal(log, periods);
  const store = await newestInStore(log, periods, from);
  const records = { store, seal, last: await lastNote(log, directory, periods) };
  assertInStore(log, records);
  if (records.last !== null) return records;
  const before = records.store ?? records.seal;
  if (before === null) return records;
  const detail = `${log.log}.last is not in the folder of the keys, although ${before.size} entries were sealed before: nobody can say here what this key has signed.`;
  throw new LedgerDamage(fails("truncated", detail));
}

/** The row of a seal is written after its checkpoint stands in the store, and the newest one is never freed. Errors: LedgerDamage. */
function assertInStore({ log }: LedgerLog, { store, seal }: Records): void {
  if (seal === null || (store !== null && store.size >= seal.size)) return;
  const detail = `The store has lost the checkpoint of ${seal.size} entries. Its note stands in the database, in ledger_seal.`;
  throw new LedgerDamage(fails("truncated", detail, { file: checkpointKey(log, seal.size) }));
}

/** The records as the guard takes them. */
export function sealRecords({ store, seal, last }: Records): SealRecord[] {
  const named = [
    { where: "The newest checkpoint in the store", record: store },
    { where: "The newest seal in the database", record: seal },
    { where: "The last note beside the key", record: last },
  ];
  return named.flatMap(({ where, record }) =>
    record === null ? [] : [{ where, size: record.size, root: record.root }],
  );
}

/** The larger of the records, or null. */
export function largest({ store, seal, last }: Records): SignedCheckpoint | null {
  const all = [store, seal, last].filter((record) => record !== null);
  return all.reduce<SignedCheckpoint | null>(
    (most, record) => (most === null || record.size > most.size ? record : most),
    null,
  );
}

async function newestInStore(
  { log, store, origin }: LedgerLog,
  periods: readonly KeyPeriod[],
  from: bigint,
): Promise<SignedCheckpoint | null> {
  const after = from > 0n ? checkpointKey(log, from - 1n) : undefined;
  let newest: { key: string; size: bigint } | null = null;
  for await (const { key } of store.list(`${log}/checkpoint/`, after)) {
    const name = parseObjectKey(key)?.name;
    if (name?.kind === "checkpoint") newest = { key, size: name.size };
    else if (name?.kind !== "token") {
      throw new LedgerDamage(fails("stray_file", "No checkpoint has this name.", { file: key }));
    }
  }
  if (newest === null) {
    if (from === 0n) return null;
    const detail = `The store has lost the checkpoint of ${from} entries.`;
    throw new LedgerDamage(fails("truncated", detail, { file: checkpointKey(log, from) }));
  }
  const note = await store.read(newest.key);
  const opened = openRecord(note ?? new Uint8Array(), { origin, periods, where: newest.key });
  if (opened.size === newest.size) return opened;
  const detail = `It is the checkpoint of ${opened.size} entries.`;
  throw new LedgerDamage(fails("count", detail, { file: newest.key }));
}

const sealRow = z.object({
  size: z.coerce.bigint(),
  root: z.instanceof(Uint8Array),
  note: z.instanceof(Uint8Array),
});

async function newestSeal(
  { log, pool, origin }: LedgerLog,
  periods: readonly KeyPeriod[],
): Promise<SignedCheckpoint | null> {
  const { rows } = await pool.query(
    "SELECT size, root, note FROM ledger_seal WHERE log = $1 ORDER BY size DESC LIMIT 1",
    [log],
  );
  const [row] = sealRow.array().parse(rows);
  if (row === undefined) return null;
  const where = `ledger_seal ${row.size}`;
  const opened = openRecord(new Uint8Array(row.note), { origin, periods, where });
  if (opened.size === row.size && equalBytes(opened.root, new Uint8Array(row.root))) return opened;
  throw new LedgerDamage(fails("count", "The row is not what its note says.", { file: where }));
}

async function lastNote(
  { log, origin }: LedgerLog,
  directory: string,
  periods: readonly KeyPeriod[],
): Promise<SignedCheckpoint | null> {
  const note = await readLastNote(directory, log);
  return note && openRecord(note, { origin, periods, where: `${log}.last` });
}

type Expected = {
  readonly origin: string;
  readonly periods: readonly KeyPeriod[];
  readonly where: string;
};

/**
 * A note that a key of this log made, be it revoked by now: what was signed with it binds whoever signs next, even where it
 * is no evidence any more. Errors: LedgerDamage.
 */
export function openRecord(
  note: Uint8Array,
  { origin, periods, where }: Expected,
): SignedCheckpoint {
  const opened = openCheckpoint(note, keysOf(periods));
  if (!opened.ok) throw damaged(opened, where);
  const { value } = opened;
  if (value.origin === origin) return value;
  throw damaged(fails("origin", `It is of ${value.origin}.`), where);
}

function damaged(failure: Failure, where: string): LedgerDamage {
  return new LedgerDamage({ ...failure, file: where });
}
