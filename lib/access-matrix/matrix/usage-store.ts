import "server-only";
import { DayParts } from "./day-parts";
import type { UsageDay } from "./facts-rows";
import { type Heads, NameBook, readDayPrints, readTouchedDays, readUsageDays } from "./read-usage";
import type { Span } from "./span";

/** How many days are read at once. */
const BATCH = 5;
/** Sums that moved are not read again sooner than this: calls come all the time. Milliseconds. */
const PAUSE = 2_000;
/** How often all sums are compared, for what moves them without an entry of the ledger: a rebuild, or somebody's hand. */
const PRINTS_EVERY = 60_000;
/** More new entries than are looked through for their days. */
const ENTRIES_MAX = 200_000n;

/** Sums of calls by UTC day, as the database had them. */
export class UsageStore {
  readonly book = new NameBook();
  countedAt = new Date(0);
  #days = new Map<number, UsageDay>();
  readonly #read = new Set<number>();
  #counted = -1n;
  #prints = new Map<number, string>();
  #readAt = -Infinity;
  #printsAt = -Infinity;
  readonly #parts = new DayParts(this.book);

  /** All that were read; another map after each change. */
  days(): ReadonlyMap<number, UsageDay> {
    return this.#days;
  }

  /** What moved is read again at once, however short ago it was read. */
  hurry(): void {
    this.#readAt = -Infinity;
  }

  /** Forgets the days whose sums moved. */
  async follow({ counted, now }: Heads): Promise<void> {
    const at = performance.now();
    const moved = counted !== this.#counted;
    if (moved && at - this.#readAt < PAUSE) return;
    const isJump = counted < this.#counted || counted - this.#counted > ENTRIES_MAX;
    if (isJump || this.#printsAt === -Infinity) await this.comparePrints();
    else if (at - this.#printsAt > PRINTS_EVERY) this.comparePrints().catch(() => undefined);
    if (moved && !isJump) this.#forget(await readTouchedDays(this.#counted, counted));
    this.#counted = counted;
    this.#readAt = at;
    this.countedAt = now;
  }

  /** Reads the days of a span that are not there, the newest first. */
  async fill({ from, to }: Span): Promise<void> {
    const missing: number[] = [];
    for (let day = to; day >= from; day -= 1) if (!this.#read.has(day)) missing.push(day);
    if (missing.length === 0) return;
    const days = new Map(this.#days);
    for (let start = 0; start < missing.length; start += BATCH) {
      const some = missing.slice(start, start + BATCH);
      for (const sums of await readUsageDays(this.book, some)) days.set(sums.day, sums);
      for (const day of some) this.#read.add(day);
    }
    this.#days = days;
  }

  /** The day of an instant until that instant; undefined where nothing came after it on that day. */
  async partOf(
    asOf: number,
    day: number,
    days: ReadonlyMap<number, UsageDay> = this.#days,
  ): Promise<UsageDay | undefined> {
    const whole = days.get(day);
    if (!whole || whole.lastAt <= asOf) return undefined;
    return await this.#parts.until(whole, asOf);
  }

  /** Forgets every day whose sums are not what they were. */
  async comparePrints(): Promise<void> {
    this.#printsAt = performance.now();
    const prints = await readDayPrints();
    const days = new Set([...prints.keys(), ...this.#prints.keys()]);
    this.#forget([...days].filter((day) => prints.get(day) !== this.#prints.get(day)));
    this.#prints = prints;
  }

  #forget(days: readonly number[]): void {
    for (const day of days) this.#read.delete(day);
    if (!days.some((day) => this.#days.has(day))) return;
    const forgotten = new Set(days);
    this.#days = new Map([...this.#days].filter(([day]) => !forgotten.has(day)));
  }
}
