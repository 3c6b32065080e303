// ledger.md §8: "a bad cache costs time, never truth": the tiles of a bundle, each checked up to the signed root before it leaves.
import { concatAll } from "@/lib/ledger/bytes";
import type { Tile } from "@/lib/ledger/tile";
import { tileHolding } from "@/lib/ledger/tile-tree";
import type { Failure } from "@/lib/ledger/verdict";
import { type Hashes, VerifiedTiles } from "@/lib/ledger/verified-tiles";
import { LedgerDamage } from "../damage";
import type { LedgerLog } from "../ledger-log";
import type { ProofHead } from "../prove";
import { TreeNodes } from "../tree-nodes";

/** The tiles of the tree of one checkpoint. */
export class BundleTree {
  readonly #log: LedgerLog;
  readonly #head: ProofHead;
  #tiles: VerifiedTiles | null = null;
  #cached = true;

  constructor(log: LedgerLog, head: ProofHead) {
    this.#log = log;
    this.#head = head;
  }

  /** The hashes of a tile of the tree. Errors: LedgerDamage (the stored leaves do not lead to the signed root). */
  async hashesOf(tile: Tile): Promise<Hashes> {
    const tiles = this.#tiles ?? (await this.#open());
    const read = await tiles.hashesOf(tile);
    if (read.ok) return read.value;
    this.#leaveCache(read);
    return await this.hashesOf(tile);
  }

  /** The leaf at an index below the size. Errors: LedgerDamage. */
  async leafAt(index: bigint): Promise<Uint8Array | null> {
    const tile = tileHolding(0, index, this.#head.size);
    if (tile === null) return null;
    return (await this.hashesOf(tile))[Number(index - tile.index * 256n)] ?? null;
  }

  async #open(): Promise<VerifiedTiles> {
    const nodes = new TreeNodes(this.#log);
    const opened = await VerifiedTiles.open(this.#head, async (tile) =>
      concatAll(await nodes.hashesOf(tile, this.#cached)),
    );
    if (opened.ok) {
      this.#tiles = opened.value;
      return opened.value;
    }
    this.#leaveCache(opened);
    return await this.#open();
  }

  #leaveCache(failure: Failure): void {
    if (!this.#cached) throw new LedgerDamage(failure);
    this.#cached = false;
    this.#tiles = null;
    const { log, runtime } = this.#log;
    const message =
      "A cached part of the tree is wrong. The bundle was made from the stored leaves instead.";
    runtime.report({ kind: "index", severity: "warning", log, message });
  }
}
