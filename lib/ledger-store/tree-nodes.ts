// ledger.md §8: "Proofs come from hashes/, wal/ and ledger_tile": the tree of a log, read where it is cheapest.
import { z } from "zod";
import { HASH_SIZE } from "@/lib/ledger/crypto";
import { rootOfLeaves } from "@/lib/ledger/frontier";
import { leafHash, splitHashes } from "@/lib/ledger/hash";
import { decodeHashes } from "@/lib/ledger/hashes-file";
import { hashesKey } from "@/lib/ledger/object-key";
import { TILE_WIDTH, type Tile, tilePath } from "@/lib/ledger/tile";
import { nodesFromTiles } from "@/lib/ledger/tile-tree";
import type { NodeReader, Range } from "@/lib/ledger/tree";
import { fails } from "@/lib/ledger/verdict";
import { LedgerDamage } from "./damage";
import type { LedgerLog } from "./ledger-log";
import { ObjectNames } from "./object-names";

/** Roots of full tiles that were computed here. 65,536 of them are 16 million leaves in 6 MiB. */
const MAX_ROOTS = 65_536;

type Roots = Map<string, Uint8Array>;

/** Whether cached tiles count, and where computed roots are kept. */
type From = { readonly cached: boolean; readonly roots: Roots };

/** The nodes of the tree of one log. Nothing read here is true before a proof led from it to a signed root. */
export class TreeNodes {
  readonly #log: LedgerLog;
  readonly #names: ObjectNames;
  /** Also computed from cached tiles. What reads the leaves alone never looks here: a reader beside it may write a lie. */
  readonly #roots: Roots = new Map();
  readonly #rootsOfLeaves: Roots = new Map();

  constructor(log: LedgerLog) {
    this.#log = log;
    this.#names = new ObjectNames(log.log, log.store);
  }

  /** Reads nodes of the tree of `size`. `cached: false` reads stored leaves alone, for when a cache has lied. Errors: LedgerDamage. */
  reader(size: bigint, { cached }: { readonly cached: boolean }): NodeReader {
    if (!cached) this.#roots.clear();
    const roots: Roots = cached ? this.#roots : new Map();
    return nodesFromTiles(size, (tile) => this.#hashesOf(tile, { cached, roots }));
  }

  /** The hashes of a tile. Errors: LedgerDamage, where leaves are missing. */
  async hashesOf(tile: Tile, cached = true): Promise<readonly Uint8Array[]> {
    return await this.#hashesOf(tile, {
      cached,
      roots: cached ? this.#roots : this.#rootsOfLeaves,
    });
  }

  async #hashesOf(tile: Tile, from: From): Promise<readonly Uint8Array[]> {
    const first = tile.index * BigInt(TILE_WIDTH);
    if (tile.level === 0)
      return await this.leaves({ start: first, end: first + BigInt(tile.width) });
    const known = from.cached && tile.width === TILE_WIDTH ? await this.#storedTile(tile) : null;
    if (known !== null) return known;
    const hashes: Uint8Array[] = [];
    for (let at = 0; at < tile.width; at += 1) {
      const below = { level: tile.level - 1, index: first + BigInt(at), width: TILE_WIDTH };
      hashes.push(await this.#rootOf(below, from));
    }
    return hashes;
  }

  /** The leaf hashes of a range, also of entries that were deleted. Errors: LedgerDamage, where one is missing. */
  async leaves({ start, end }: Range): Promise<readonly Uint8Array[]> {
    const leaves: Uint8Array[] = [];
    for (let at = start; at < end; at = start + BigInt(leaves.length)) {
      const part =
        (await this.#keptLeaves({ start: at, end })) ?? (await this.#ownLeaves({ start: at, end }));
      if (part.length === 0) {
        throw new LedgerDamage(fails("leaf", "There is no leaf here.", { index: at }));
      }
      leaves.push(...part);
    }
    return leaves;
  }

  async #rootOf(tile: Tile, from: From): Promise<Uint8Array> {
    const { roots } = from;
    const name = tilePath(tile);
    const known = roots.get(name);
    if (known !== undefined) return known;
    const root = rootOfLeaves(await this.#hashesOf(tile, from));
    if (roots.size >= MAX_ROOTS) roots.clear();
    roots.set(name, root);
    return root;
  }

  async #keptLeaves({ start, end }: Range): Promise<readonly Uint8Array[] | null> {
    const file = await this.#names.rangeWith("hashes", start);
    if (file === null) return null;
    const until = end < file.end ? end : file.end;
    const bytes = await this.#log.store.read(hashesKey(this.#log.log, file), {
      offset: Number(start - file.start) * HASH_SIZE,
      length: Number(until - start) * HASH_SIZE,
    });
    if (bytes === null) return null;
    const read = decodeHashes(bytes, { start, end: until });
    if (read.ok) return read.value;
    throw new LedgerDamage({ ...read, file: hashesKey(this.#log.log, file) });
  }

  async #ownLeaves(range: Range): Promise<readonly Uint8Array[]> {
    const leaves: Uint8Array[] = [];
    for await (const lines of this.#log.reader.lines(range)) leaves.push(...lines.map(leafHash));
    return leaves;
  }

  async #storedTile({ level, index }: Tile): Promise<readonly Uint8Array[] | null> {
    const { rows } = await this.#log.pool.query(
      "SELECT hashes FROM ledger_tile WHERE log = $1 AND level = $2 AND n = $3",
      [this.#log.log, level, index.toString()],
    );
    const [row] = tileRow.array().parse(rows);
    const hashes = row === undefined ? null : splitHashes(new Uint8Array(row.hashes));
    return hashes?.length === TILE_WIDTH ? hashes : null;
  }
}

const tileRow = z.object({ hashes: z.instanceof(Uint8Array) });
