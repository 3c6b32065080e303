// ledger.md §18: the LRU of open objects. They never change, but what the sweep deleted must not be shown for long.
import type { Runtime } from "./runtime";

/** The lines of a stored object, and the index of the first. */
export type Lines = { readonly start: bigint; readonly lines: readonly Uint8Array[] };

const MAX_BYTES = 128 * 2 ** 20;
const MAX_AGE_MS = 60_000;

type Kept = { readonly lines: Lines; readonly bytes: number; readonly at: number };

/** Lines by the key of their object: those used last, 128 MiB, a minute at most. */
export class LineCache {
  readonly #runtime: Pick<Runtime, "elapsed">;
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(runtime: Pick<Runtime, "elapsed">) {
    this.#runtime = runtime;
  }

  get(key: string): Lines | null {
    const kept = this.#kept.get(key);
    if (kept === undefined) return null;
    this.#drop(key);
    if (this.#runtime.elapsed() - kept.at > MAX_AGE_MS) return null;
    this.#add(key, kept);
    return kept.lines;
  }

  put(key: string, lines: Lines): void {
    this.#drop(key);
    const bytes = lines.lines.reduce((sum, line) => sum + line.length, 0);
    this.#add(key, { lines, bytes, at: this.#runtime.elapsed() });
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= MAX_BYTES) break;
      this.#drop(oldest);
    }
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }

  #add(key: string, kept: Kept): void {
    this.#kept.set(key, kept);
    this.#bytes += kept.bytes;
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }
}
