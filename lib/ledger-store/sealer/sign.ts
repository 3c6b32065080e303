// ledger.md §6, Sign: first the three records, then the key; first the note beside the key, then the store, then the database.
import { equalBytes, textOf } from "@/lib/ledger/bytes";
import {
  parseCheckpointText,
  type SignedCheckpoint,
  signCheckpoint,
} from "@/lib/ledger/checkpoint";
import type { TreeHead } from "@/lib/ledger/consistency";
import type { KeyPeriod } from "@/lib/ledger/key-history";
import type { NoteSigner } from "@/lib/ledger/note";
import { checkpointKey } from "@/lib/ledger/object-key";
import { maySign } from "@/lib/ledger/signing-guard";
import { fails } from "@/lib/ledger/verdict";
import { LedgerDamage } from "../damage";
import type { LedgerLog } from "../ledger-log";
import { writeLastNote } from "./last-note";
import { oldRoot } from "./old-roots";
import { openRecord, type Records, sealRecords } from "./records";
import type { Tail } from "./tail";

/** Errors: LedgerDamage, where the tree that was read contradicts what was signed before. */
export async function assertMaySign(log: LedgerLog, tail: Tail, records: Records): Promise<void> {
  const head = { size: tail.size, root: tail.root() };
  const rootAt = async (size: bigint) => tail.knownRoot(size) ?? (await oldRoot(log, size, head));
  const verdict = await maySign(tail.size, rootAt, sealRecords(records));
  if (!verdict.ok) throw new LedgerDamage(verdict);
}

type Signing = {
  readonly directory: string;
  readonly signers: readonly NoteSigner[];
  readonly periods: readonly KeyPeriod[];
  readonly until: Date;
};

/**
 * Signs a head that `assertMaySign` let pass. Answers the checkpoint as it stands in the store: of two sealers the first
 * one's. Errors: LedgerDamage (another text stands there), the disk's, the store's, PostgreSQL's; each leaves what a next
 * round finishes.
 */
export async function signHead(
  log: LedgerLog,
  { size, root }: TreeHead,
  { directory, signers, periods, until }: Signing,
): Promise<SignedCheckpoint> {
  const { origin, store, runtime } = log;
  const note = signCheckpoint({ origin, size, root }, signers);
  await writeLastNote(directory, log.log, note);
  runtime.reached("after-last");
  const key = checkpointKey(log.log, size);
  const outcome = await store.create(key, note, until);
  const standing = outcome === "created" ? note : await sameText(log, key, note);
  runtime.reached("after-sign");
  const signed = openRecord(standing, { origin, periods, where: key });
  await recordSeal(log, signed);
  return signed;
}

/** Writes the row of a checkpoint that stands in the store. Errors: PostgreSQL's. */
export async function recordSeal(
  { log, pool, runtime }: LedgerLog,
  { size, root, note }: SignedCheckpoint,
): Promise<void> {
  await pool.query(
    "INSERT INTO ledger_seal (log, size, root, note, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    [log, size.toString(), Buffer.from(root), Buffer.from(note), runtime.now().toISOString()],
  );
}

/** "exists: texts are equal, else halt". The signatures may differ: in a rotation one of two sealers knows the new key first. */
async function sameText({ store }: LedgerLog, key: string, note: Uint8Array): Promise<Uint8Array> {
  const standing = (await store.read(key)) ?? new Uint8Array();
  if (equalBytes(textPart(standing), textPart(note))) return standing;
  const detail = "Another checkpoint of this size was signed before.";
  throw new LedgerDamage(fails("fork", detail, { file: key }));
}

function textPart(note: Uint8Array): Uint8Array {
  const text = textOf(note) ?? "";
  const cut = text.slice(0, text.lastIndexOf("\n\n") + 1);
  return parseCheckpointText(cut).ok ? new TextEncoder().encode(cut) : new Uint8Array();
}
