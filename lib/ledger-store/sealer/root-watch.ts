// ledger.md §6, Scrub: the leaves of a log against every checkpoint that is kept of it.
import { equalBytes } from "@/lib/ledger/bytes";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import { Frontier } from "@/lib/ledger/frontier";
import { checkpointKey } from "@/lib/ledger/object-key";
import { type Failure, fails } from "@/lib/ledger/verdict";
import type { VerifierKey } from "@/lib/ledger/vkey";
import { readCheckpoint } from "../checkpoints";
import { LedgerDamage } from "../damage";
import type { LedgerLog } from "../ledger-log";

type Parts = {
  /** Sizes of the checkpoints in the store, ascending. */
  readonly sizes: readonly bigint[];
  readonly trusted: readonly VerifierKey[];
  readonly found: (finding: Failure) => void;
};

const WITHOUT_KEY =
  "No key of this log is known here, so no signature on a checkpoint was checked. The sealer writes its keys down when it signs: see that it runs.";

/** A tree that grows leaf by leaf and looks at each checkpoint when it has its size. */
export class RootWatch {
  readonly #log: LedgerLog;
  readonly #parts: Parts;
  #tree: Frontier | null = Frontier.empty();
  #next = 0;
  #disagrees = false;
  #isWithoutKey = false;

  constructor(log: LedgerLog, parts: Parts) {
    this.#log = log;
    this.#parts = parts;
  }

  /** The next leaves of the log, in order. Errors: the store's. */
  async append(leaves: readonly Uint8Array[]): Promise<void> {
    for (const leaf of leaves) {
      this.#tree?.append(leaf);
      while (this.#tree !== null && this.#sizeDue() === this.#tree.size) {
        await this.#check(this.#tree.size, this.#tree.root());
        this.#next += 1;
      }
    }
  }

  /** From here on leaves are missing, and no root can be known any more. */
  lose(): void {
    this.#tree = null;
  }

  /** At the end of the log no checkpoint may be larger than it. */
  async atEnd(size: bigint): Promise<void> {
    const larger = this.#parts.sizes.find((sealed) => sealed > size);
    if (larger === undefined) return;
    const file = checkpointKey(this.#log.log, larger);
    const detail = `The checkpoint covers ${larger} entries, the log has ${size}.`;
    this.#parts.found(fails("truncated", detail, { file, index: size }));
  }

  /** Without a key no signature can be checked, and a pass must not end as if all of them had been: it is told once. */
  #checkSignature(note: Uint8Array, file: string): void {
    if (this.#parts.trusted.length === 0) {
      if (!this.#isWithoutKey) this.#parts.found(fails("unknown_key", WITHOUT_KEY, { file }));
      this.#isWithoutKey = true;
      return;
    }
    const opened = openCheckpoint(note, this.#parts.trusted);
    if (!opened.ok) this.#parts.found({ ...opened, file });
  }

  #sizeDue(): bigint | undefined {
    return this.#parts.sizes[this.#next];
  }

  async #check(size: bigint, root: Uint8Array): Promise<void> {
    const file = checkpointKey(this.#log.log, size);
    const checkpoint = await readCheckpoint(this.#log, size).catch((error: unknown) => {
      if (!(error instanceof LedgerDamage)) throw error;
      this.#parts.found({ file, ...error.failure });
      return null;
    });
    if (checkpoint === null) return; // freed meanwhile, or told
    this.#checkSignature(checkpoint.note, file);
    if (equalBytes(checkpoint.root, root) || this.#disagrees) return;
    // All later checkpoints disagree for the same reason: it is told once.
    this.#disagrees = true;
    const detail = `The entries have another root at size ${size} than this checkpoint.`;
    this.#parts.found(fails("fork", detail, { file }));
  }
}
