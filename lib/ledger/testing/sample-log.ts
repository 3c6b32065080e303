import { signCheckpoint } from "../checkpoint";
import { encodeEntry } from "../entry-encode";
import type { Source } from "../entry-limits";
import { leafHash } from "../hash";
import type { NoteSigner } from "../note";
import { NaiveTree } from "./naive-tree";
import { sampleSigner } from "./signer";

export const SAMPLE_BASE = "ledger.example.com/acme";
export const SAMPLE_ORIGIN = `${SAMPLE_BASE}/calls`;
const START = Date.parse("2026-01-01T00:00:00.000Z");

export type SampleOptions = {
  readonly origin?: string;
  readonly signer?: NoteSigner;
  /** Distinguishes two histories of one length. */
  readonly note?: string;
  /** From this index on the note is another one: a history that was rewritten there. */
  readonly rewrittenFrom?: number;
  readonly sourceAt?: (index: number) => Source;
};

/** A log in memory, as long as asked for: entry 0 made it, all others are calls, three of them in each second. */
export class SampleLog {
  readonly origin: string;
  readonly signer: NoteSigner;
  readonly lines: readonly Uint8Array[];
  readonly tree: NaiveTree;

  constructor(size: number, options: SampleOptions = {}) {
    const { origin = SAMPLE_ORIGIN, signer = sampleSigner(origin) } = options;
    this.origin = origin;
    this.signer = signer;
    this.lines = Array.from({ length: size }, (_, index) => lineAt(index, origin, options));
    this.tree = new NaiveTree(this.lines.map(leafHash));
  }

  /** The checkpoint at a size, signed. */
  checkpoint(size: number = this.lines.length, signers = [this.signer]): Uint8Array {
    return signCheckpoint({ origin: this.origin, ...this.tree.head(size) }, signers);
  }
}

/** `ts` of the entry at an index. */
export function sampleTs(index: number): string {
  return new Date(START + Math.floor(index / 3) * 1000).toISOString();
}

function lineAt(index: number, origin: string, options: SampleOptions): Uint8Array {
  const { note = "", rewrittenFrom = 0, sourceAt = callSource } = options;
  const salt = new Uint8Array(16).fill(index % 256);
  const position = { log: origin, idx: BigInt(index), ts: sampleTs(index) };
  const data =
    index >= rewrittenFrom && note !== "" ? { operation: "query", note } : { operation: "query" };
  return index === 0
    ? encodeEntry(position, {
        type: "ledger.created",
        key: "created",
        src: { id: "sys:sealer" },
        salt,
        data: {},
      })
    : encodeEntry(position, {
        type: "call",
        key: `call-${index}`,
        src: sourceAt(index),
        salt,
        data,
      });
}

function callSource(index: number): Source {
  return { id: "gw-1", epoch: "e1", seq: index };
}
