// ledger.md §6: the duties of the sealer towards one log, in the order of their trust: read, then sign, then tidy up.
import { AppError } from "@/lib/core/app-error";
import { addDays } from "@/lib/core/clock";
import type { Stretch } from "@/lib/ledger/batch";
import type { SignedCheckpoint } from "@/lib/ledger/checkpoint";
import { type KeyPeriod, signingVkeys } from "@/lib/ledger/key-history";
import type { Log } from "@/lib/ledger/origin";
import { fails } from "@/lib/ledger/verdict";
import { LedgerDamage } from "../damage";
import { ObjectNames } from "../object-names";
import { TreeNodes } from "../tree-nodes";
import { Chores } from "./chores";
import { readEdge, writeEdge } from "./edge-cache";
import type { Signer } from "./key-folder";
import type { KeyRing } from "./key-ring";
import { largest, type Records, readRecords, sealRecords } from "./records";
import { nextSegment, rollSegment } from "./roll";
import type { SealedLog, SealerSettings } from "./settings";
import { assertMaySign, recordSeal, signHead } from "./sign";
import { closeHalt, isHalted, writeHalt, writeSeen } from "./standing";
import { edgeFromStore, ReadBehind, rolledSize, Tail } from "./tail";

/** What this process knows of the log once it has read it. `signedAt` by the clock that only grows; null before it signed. */
type Opened = {
  readonly tail: Tail;
  readonly chores: Chores;
  signed: SignedCheckpoint | null;
  signedAt: number | null;
};

/** Seals one log. */
export class LogSealer {
  readonly #log: SealedLog;
  readonly #signer: Signer;
  readonly #ring: KeyRing;
  readonly #settings: SealerSettings;
  #opened: Opened | null = null;
  #halt: LedgerDamage | null = null;

  constructor(log: SealedLog, signer: Signer, ring: KeyRing, settings: SealerSettings) {
    this.#log = log;
    this.#signer = signer;
    this.#ring = ring;
    this.#settings = settings;
  }

  /** One round of all duties. A contradiction stops signing of this log until it is resumed. Errors: the disk's, the store's, PostgreSQL's. */
  async round(): Promise<void> {
    const { separation } = this.#signer;
    if (this.#halt === null && (await isHalted(this.#log))) {
      this.#opened = null; // whoever resumes wants everything read again
      return await writeSeen(this.#log, separation, null);
    }
    try {
      if (this.#halt === null) await this.#duties();
    } catch (error) {
      if (error instanceof ReadBehind) this.#opened = null;
      else if (error instanceof LedgerDamage) this.#halt = error;
      else throw error;
    }
    if (this.#halt === null) return;
    // Until the row is written this process remembers the halt, so that a database that is down does not lift it.
    await writeHalt(this.#log, separation, this.#halt);
    this.#log.runtime.note("ledger.halted", this.#halt);
    this.#halt = null;
    this.#opened = null;
  }

  async #duties(): Promise<void> {
    this.#opened ??= await this.#open();
    const opened = this.#opened;
    const { tail, chores } = opened;
    await tail.advance();
    if (await chores.lacksEntries()) await tail.examineNames();
    const hasBeaten = await chores.beat();
    if (hasBeaten) await tail.advance();
    if (hasBeaten || this.#isDue(opened)) await this.#sign(opened);
    await this.#roll(opened);
    chores.date();
    await chores.hourly(opened.signed?.size ?? 0n);
    await chores.watchLag(opened.signed?.size ?? 0n);
    await writeSeen(this.#log, this.#signer.separation, tail);
  }

  /** Reads the log from what is rolled on, and holds it against the records, before anything is signed. */
  async #open(): Promise<Opened> {
    this.#log.reader.forget();
    const periods = await this.#periods();
    const records = await readRecords(this.#log, this.#signer.directory, periods, 0n);
    const tail = await this.#openTail(records);
    await tail.examineNames();
    await assertMaySign(this.#log, tail, records);
    if (records.store !== null) await recordSeal(this.#log, records.store);
    const chores = new Chores(this.#log, this.#settings, tail, new TreeNodes(this.#log));
    await writeEdge(this.#signer.directory, this.#log, tail.edge);
    await chores.keys(periods);
    await closeHalt(this.#log);
    return { tail, chores, signed: records.store, signedAt: null };
  }

  async #openTail(records: Records): Promise<Tail> {
    const names = new ObjectNames(this.#log.log, this.#log.store);
    const size = await rolledSize(this.#log, () => names.ranges("hashes"));
    const newest = largest(records);
    if (size > (newest?.size ?? 0n)) throw unsigned(size);
    const wanted = sealRecords(records).map((record) => record.size);
    const cached = await readEdge(this.#signer.directory, this.#log, size);
    if (cached !== null && newest !== null && newest.size >= size) {
      const tail = new Tail(this.#log, cached, wanted, this.#onBatch);
      await tail.advance(newest.size);
      // A cache that folds to another root is no evidence of anything: the stored leaves are asked.
      if (tail.size >= newest.size && isRoot(tail, newest)) return tail;
    }
    const edge = await edgeFromStore(this.#log, size);
    const tail = new Tail(this.#log, edge, wanted, this.#onBatch);
    await tail.advance(newest?.size);
    return tail;
  }

  readonly #onBatch = (batch: Stretch) => {
    if (this.#log.log === "governance") this.#ring.add(batch.entries);
  };

  async #periods(): Promise<readonly KeyPeriod[]> {
    const current = await this.#signer.vkey(this.#log.log);
    return this.#ring.periods(this.#log.origin, current);
  }

  #isDue({ tail, signed, signedAt }: Opened): boolean {
    if (tail.size <= (signed?.size ?? 0n)) return false;
    const since = signedAt === null ? null : this.#log.runtime.elapsed() - signedAt;
    return since === null || since >= this.#settings.sealSeconds * 1_000;
  }

  async #sign(opened: Opened): Promise<void> {
    const { tail, signed, chores } = opened;
    if (tail.size <= (signed?.size ?? 0n)) return;
    const { directory } = this.#signer;
    const periods = await this.#periods();
    const vkeys = signingVkeys(periods, this.#log.runtime.now(), this.#settings.overlapDays);
    if (vkeys.length === 0) throw revoked(this.#log.log);
    const signers = await this.#signer.signersOf(this.#log.log, vkeys);
    const records = await readRecords(this.#log, directory, periods, signed?.size ?? 0n);
    // Another sealer may have signed more than was read here: then it stands in the store by now.
    for (const { size } of sealRecords(records)) tail.want(size);
    await tail.advance(largest(records)?.size);
    await assertMaySign(this.#log, tail, records);
    const until = addDays(this.#log.runtime.now(), this.#settings.walDays);
    const head = { size: tail.size, root: tail.root() };
    opened.signed = await signHead(this.#log, head, { directory, signers, periods, until });
    opened.signedAt = this.#log.runtime.elapsed();
    tail.keepRootAlone();
    await chores.keys(periods);
  }

  async #roll({ tail, signed, chores }: Opened): Promise<void> {
    const sealed = signed?.size ?? 0n;
    let range = await nextSegment(this.#log, tail, this.#settings, sealed);
    if (range !== null) await tail.examineNames();
    while (range !== null) {
      await rollSegment(this.#log, tail, range, this.#settings);
      await writeEdge(this.#signer.directory, this.#log, tail.edge);
      if (this.#log.log === "governance") await this.#ring.save();
      range = await nextSegment(this.#log, tail, this.#settings, sealed);
    }
    await chores.free();
  }
}

/** Nothing is rolled before a checkpoint covers it. */
function unsigned(size: bigint): LedgerDamage {
  const detail = `The log is rolled up to ${size}, and nothing of that size was ever signed.`;
  return new LedgerDamage(fails("truncated", detail));
}

function revoked(log: Log): AppError {
  const message = `Every key of the ${log} log was revoked. Give it a new one with npm run ledger -- rotate ${log}.`;
  return new AppError("unavailable", message);
}

function isRoot(tail: Tail, { size, root }: SignedCheckpoint): boolean {
  const known = tail.knownRoot(size);
  return known !== null && Buffer.compare(known, root) === 0;
}
