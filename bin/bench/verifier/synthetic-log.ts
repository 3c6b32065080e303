// A log of any size for measuring and testing the verifiers: entries as they would be, made one after the other.
import { generateKeyPairSync, sign } from "node:crypto";
import { signCheckpoint } from "@/lib/ledger/checkpoint";
import { encodeEntry } from "@/lib/ledger/entry-encode";
import { rootOfLeaves } from "@/lib/ledger/frontier";
import { leafHash, splitHashes } from "@/lib/ledger/hash";
import { TILE_WIDTH, type Tile } from "@/lib/ledger/tile";
import { type VerifierKey, verifierKey } from "@/lib/ledger/vkey";

const ORIGIN = "ledger.example.com/synthetic/calls";
const START = Date.parse("2026-01-01T00:00:00.000Z");
const HASH_BYTES = 32;

/** Where an entry's padding comes from: text that packs about as well as statements do. */
const WORDS = "select customer_id, invoice_no, amount, due_on from invoices where region = ";

export class SyntheticLog {
  readonly origin = ORIGIN;
  readonly size: number;
  readonly key: VerifierKey;
  /** Per tile level its hashes, one after the other. */
  readonly #levels: Uint8Array[];
  readonly #sign: (message: Uint8Array) => Uint8Array;
  readonly #padding: string;

  /** A log of `size` entries of about `bytes` bytes each. Holds 32 bytes for each. */
  constructor(size: number, bytes = 500) {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const spki = publicKey.export({ format: "der", type: "spki" });
    this.key = verifierKey(ORIGIN, new Uint8Array(spki.subarray(-HASH_BYTES)));
    this.#sign = (message) => sign(null, message, privateKey);
    this.#padding = WORDS.repeat(Math.ceil(bytes / WORDS.length)).slice(
      0,
      Math.max(0, bytes - 300),
    );
    this.size = size;
    this.#levels = [new Uint8Array(size * HASH_BYTES)];
  }

  /** The stored line of an entry; its hash is kept. In order, each once, before anything else is asked. */
  line(index: number): Uint8Array {
    const position = { log: ORIGIN, idx: BigInt(index), ts: timeOf(index) };
    const data = {
      agent: `agent-${index % 17}`,
      operation: "postgres.query",
      parameters: `${this.#padding}${index % 251}`,
      occurred_at: timeOf(index),
    };
    const src = { id: "gw-1", epoch: "e1", seq: index };
    const salt = new Uint8Array(16).fill(index % 256);
    const body = { type: "call", key: `call-${index}`, src, salt, data };
    const line = encodeEntry(position, body);
    this.#levels[0]?.set(leafHash(line), index * HASH_BYTES);
    return line;
  }

  /** The bytes of a tile. */
  tile({ level, index, width }: Tile): Uint8Array {
    const first = Number(index) * TILE_WIDTH * HASH_BYTES;
    return this.#level(level).subarray(first, first + width * HASH_BYTES);
  }

  root(): Uint8Array {
    return rootOfLeaves(splitHashes(this.#level(0)) ?? []);
  }

  checkpoint(root: Uint8Array): Uint8Array {
    const head = { origin: ORIGIN, size: BigInt(this.size), root };
    return signCheckpoint(head, [{ key: this.key, sign: this.#sign }]);
  }

  #level(level: number): Uint8Array {
    const known = this.#levels[level];
    if (known !== undefined) return known;
    const below = this.#level(level - 1);
    const tileBytes = TILE_WIDTH * HASH_BYTES;
    const made = new Uint8Array(Math.floor(below.length / tileBytes) * HASH_BYTES);
    for (let at = 0; (at + 1) * tileBytes <= below.length; at += 1) {
      const hashes = splitHashes(below.subarray(at * tileBytes, (at + 1) * tileBytes)) ?? [];
      made.set(rootOfLeaves(hashes), at * HASH_BYTES);
    }
    this.#levels[level] = made;
    return made;
  }
}

/** Three entries to the second. */
export function timeOf(index: number): string {
  return new Date(START + Math.floor(index / 3) * 1000).toISOString();
}
