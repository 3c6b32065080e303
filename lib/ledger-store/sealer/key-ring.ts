// ledger.md §6, Keys: who signs and whom to believe, as the leaves of `governance` say (L5), for both logs.
import { join } from "node:path";
import { z } from "zod";
import { utf8 } from "@/lib/ledger/bytes";
import { MAX_SIZE } from "@/lib/ledger/decimal";
import type { Entry } from "@/lib/ledger/entry";
import { type KeyPeriod, keyHistory } from "@/lib/ledger/key-history";
import { parseVkey, type VerifierKey } from "@/lib/ledger/vkey";
import { LedgerDamage } from "../damage";
import { readFileIfThere, replaceFile } from "../durable-file";
import type { LedgerLog } from "../ledger-log";
import { jsonOf } from "./edge-cache";

const TYPES = ["ledger.key-rotated", "ledger.key-revoked"];
const FILE = "governance.key-leaves";
const MODE = 0o600;

const cached = z.object({
  origin: z.string(),
  readTo: z.coerce.bigint(),
  indices: z.array(z.coerce.bigint()),
});

/** The leaves about keys that were read so far. */
export class KeyRing {
  readonly #directory: string;
  readonly #leaves = new Map<bigint, Entry>();
  #origin = "";
  #readTo = 0n;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Reads all leaves about keys: those the cache knows by their index, the rest one by one. Errors: the store's. */
  async load(governance: LedgerLog): Promise<void> {
    this.#origin = governance.origin;
    const { readTo: start, indices } = await this.#cached();
    this.#readTo = start;
    try {
      for (const index of indices) {
        const stored = await governance.reader.entryAt(index);
        if (stored !== null) this.add([stored.entry]);
      }
      let from: bigint | null = start;
      while (from !== null) {
        for await (const { entry } of governance.reader.range({ start: from, end: MAX_SIZE })) {
          this.add([entry]);
        }
        from = await segmentAfter(governance, from > this.#readTo ? from : this.#readTo);
      }
    } catch (error) {
      // A damaged log is the tail's to report; what it says of keys up to there still counts.
      if (!(error instanceof LedgerDamage)) throw error;
    }
    await this.save();
  }

  async #cached(): Promise<{ readTo: bigint; indices: readonly bigint[] }> {
    const bytes = await readFileIfThere(join(this.#directory, FILE));
    const cache = cached.safeParse(jsonOf(bytes)).data;
    return cache?.origin === this.#origin ? cache : { readTo: 0n, indices: [] };
  }

  /** Notes what entries of `governance` say about keys. Answers whether any did. */
  add(entries: readonly Entry[]): boolean {
    const said = entries.filter(
      ({ body }) => body !== null && body.src.id === "sys:sealer" && TYPES.includes(body.type),
    );
    for (const entry of said) this.#leaves.set(entry.idx, entry);
    const last = entries.at(-1);
    if (last !== undefined && last.idx >= this.#readTo) this.#readTo = last.idx + 1n;
    return said.length > 0;
  }

  /** Keeps for the next start where these leaves are. Errors: the disk's. */
  async save(): Promise<void> {
    const indices = [...this.#leaves.keys()].map(String);
    const text = JSON.stringify({ origin: this.#origin, readTo: String(this.#readTo), indices });
    await replaceFile(join(this.#directory, FILE), utf8(text), MODE);
  }

  /** The keys of a log from its first one on; `current` is the one in use, and the first where no leaf says otherwise. Errors: LedgerDamage. */
  periods(origin: string, current: string): readonly KeyPeriod[] {
    const leaves = [...this.#leaves.values()].sort((left, right) => Number(left.idx - right.idx));
    const rotated = leaves.find(
      ({ body }) => body?.type === "ledger.key-rotated" && body.data.log === origin,
    );
    const first = rotated?.body?.data.old;
    const read = keyHistory(origin, typeof first === "string" ? first : current, leaves);
    if (read.ok) return read.value;
    throw new LedgerDamage(read);
  }
}

/** Where the log goes on behind segments that were deleted; null where it does not. */
async function segmentAfter({ reader }: LedgerLog, index: bigint): Promise<bigint | null> {
  return (await reader.segments()).find(({ start }) => start > index)?.start ?? null;
}

/** The keys of periods, to open notes with. */
export function keysOf(periods: readonly KeyPeriod[]): VerifierKey[] {
  return periods.flatMap(({ vkey }) => {
    const read = parseVkey(vkey);
    return read.ok ? [read.value] : [];
  });
}
