import "server-only";
import { f64, u32 } from "./columns";
import type { UsageDay } from "./facts-rows";
import { type NameBook, readPartOfDay } from "./read-usage";

type Part = { readonly asOf: number; readonly sums: UsageDay };

/** Parts of one day. Each costs little, and instants that are asked for lie close together. */
const PARTS_MAX = 8;

/** Days as far as an instant. What was counted for an earlier one is not counted again. */
export class DayParts {
  readonly #book: NameBook;
  /** By the sums of the whole day: once those are read again, the parts are forgotten with them. */
  readonly #parts = new WeakMap<UsageDay, readonly Part[]>();

  constructor(book: NameBook) {
    this.#book = book;
  }

  async until(whole: UsageDay, asOf: number): Promise<UsageDay> {
    const before = this.#latest(whole, asOf);
    if (before?.asOf === asOf) return before.sums;
    const sums = before
      ? added(before.sums, await readPartOfDay(this.#book, asOf, before.asOf + 1)) // the ledger counts in milliseconds
      : await readPartOfDay(this.#book, asOf);
    const parts = [{ asOf, sums }, ...(this.#parts.get(whole) ?? [])];
    this.#parts.set(whole, parts.slice(0, PARTS_MAX));
    return sums;
  }

  #latest(whole: UsageDay, asOf: number): Part | undefined {
    const earlier = (this.#parts.get(whole) ?? []).filter((part) => part.asOf <= asOf);
    return earlier.reduce<Part | undefined>(
      (latest, part) => (latest && latest.asOf >= part.asOf ? latest : part),
      undefined,
    );
  }
}

/** Two parts of a day together; the same object where the later one is empty. */
function added(one: UsageDay, later: UsageDay): UsageDay {
  if (later.names.length === 0) return one;
  const names = [...new Set([...one.names, ...later.names])]; // the former stay where they are
  const places = new Map(names.map((name, at) => [name, at]));
  const sums = {
    used: longer(one.used, names.length),
    denied: longer(one.denied, names.length),
    last: longer(one.last, names.length),
  };
  for (let at = 0; at < later.names.length; at += 1) {
    const place = places.get(u32(later.names, at)) ?? 0;
    sums.used[place] = f64(sums.used, place) + f64(later.used, at);
    sums.denied[place] = f64(sums.denied, place) + f64(later.denied, at);
    sums.last[place] = Math.max(f64(sums.last, place), f64(later.last, at));
  }
  const lastAt = Math.max(one.lastAt, later.lastAt);
  return { day: one.day, names: Uint32Array.from(names), ...sums, lastAt };
}

function longer(column: Float64Array, length: number): Float64Array {
  const all = new Float64Array(length);
  all.set(column);
  return all;
}
