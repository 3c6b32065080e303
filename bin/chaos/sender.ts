// A sender as a gateway is one: what is not acknowledged is sent again with the same keys, also after a restart.
import { AppError } from "@/lib/core/app-error";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Event, Receipt } from "@/lib/ledger/event";
import type { Log } from "@/lib/ledger/origin";
import type { Random } from "@/lib/ledger/testing/random";
import type { Appender } from "@/lib/ledger-store/append";
import type { JournalLine } from "./journal";

/** Sends to one log and compares every answer with those before. */
export class Sender {
  readonly #log: Log;
  readonly #appender: Appender;
  readonly #tell: (line: JournalLine) => void;
  readonly #random: Random;
  /** What was acknowledged, in this life and those before, by source and key. */
  readonly #known = new Map<string, { readonly index: string; readonly leafHash: string }>();
  readonly #names: [source: string, key: string][] = [];

  constructor(parts: {
    log: Log;
    appender: Appender;
    tell: (line: JournalLine) => void;
    random: Random;
  }) {
    this.#log = parts.log;
    this.#appender = parts.appender;
    this.#tell = parts.tell;
    this.#random = parts.random;
  }

  /** Takes over what an earlier life was told. Answers what it was still owed an answer for, a source at a time. */
  remember(lines: readonly JournalLine[]): Map<string, string[]> {
    const owed = new Map<string, Set<string>>();
    for (const line of lines) {
      if (line.kind === "wrong" || line.log !== this.#log) continue;
      const open = owed.get(line.source) ?? new Set();
      owed.set(line.source, open);
      if (line.kind === "sent") for (const key of line.keys) open.add(key);
      else this.#takeOver(line.source, line.receipts, open);
    }
    return new Map([...owed].map(([source, keys]) => [source, [...keys]]));
  }

  #takeOver(
    source: string,
    receipts: readonly [string, string, string][],
    open: Set<string>,
  ): void {
    for (const [key, index, leafHash] of receipts) {
      open.delete(key);
      this.#remember(source, key, { index, leafHash });
    }
  }

  /** Sends until all of it is acknowledged, in any order, and notes the receipts. */
  async send(source: string, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const shuffled = shuffle(keys, this.#random);
    this.#tell({ kind: "sent", log: this.#log, source, keys: shuffled });
    const receipts = await this.#acknowledged(shuffled.map((key) => eventOf(source, key)));
    const told = shuffled.flatMap((key, at) => this.#examined(source, key, receipts[at]));
    this.#tell({ kind: "acknowledged", log: this.#log, source, receipts: told });
  }

  /** Sends something that was acknowledged with other data: it must be a conflict with the entry that stands. */
  async contradict(): Promise<void> {
    const [source, key] = this.#names[this.#random.below(this.#names.length + 1)] ?? [];
    if (source === undefined || key === undefined) return;
    const before = this.#known.get(`${source} ${key}`);
    const [receipt] = await this.#acknowledged([{ ...eventOf(source, key), data: { other: 1 } }]);
    if (receipt?.status === "conflict" && String(receipt.index) === before?.index) return;
    this.#wrong(`${source} ${key} with other data: ${JSON.stringify(wordsOf(receipt))}`);
  }

  /** Keys that were acknowledged before, up to so many, with their source. */
  known(atMost: number): { source: string; keys: string[] } {
    const start = this.#random.below(this.#names.length + 1);
    const [source = ""] = this.#names[start] ?? [];
    const some = this.#names.slice(start, start + atMost).filter(([of]) => of === source);
    return { source, keys: some.map(([, key]) => key) };
  }

  async #acknowledged(events: readonly Event[]): Promise<readonly Receipt[]> {
    for (;;) {
      try {
        return await this.#appender.append(events);
      } catch (error) {
        const isRefusal = error instanceof AppError && error.code === "unavailable";
        if (!isRefusal) this.#wrong(`an error that is no 503: ${error}`);
        await sleep(10 + this.#random.below(50));
      }
    }
  }

  #examined(source: string, key: string, receipt: Receipt | undefined): [string, string, string][] {
    if (receipt?.status !== "stored" && receipt?.status !== "duplicate") {
      this.#wrong(`${source} ${key}: ${JSON.stringify(wordsOf(receipt))}`);
      return [];
    }
    const [index, leafHash] = [String(receipt.index), receipt.leafHash];
    const before = this.#known.get(`${source} ${key}`);
    if (before !== undefined && (before.index !== index || before.leafHash !== leafHash)) {
      this.#wrong(`${source} ${key} was ${before.index} and is ${index}`);
    }
    this.#remember(source, key, { index, leafHash });
    return [[key, index, leafHash]];
  }

  #remember(source: string, key: string, receipt: { index: string; leafHash: string }): void {
    if (!this.#known.has(`${source} ${key}`)) this.#names.push([source, key]);
    this.#known.set(`${source} ${key}`, receipt);
  }

  #wrong(message: string): void {
    this.#tell({ kind: "wrong", message: `${this.#log}: ${message}` });
  }
}

/** Waits. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** What stands behind a key is always the same, so that whoever sends it sends the same. */
function eventOf(source: string, key: string): Event {
  const data: JsonObject = { note: key.repeat((key.length % 5) + 1), by: source };
  return { type: "call", key, source: { id: source }, data };
}

function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items];
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const [moved] = shuffled.splice(random.below(at + 1), 1);
    if (moved !== undefined) shuffled.push(moved);
  }
  return shuffled;
}

function wordsOf(receipt: Receipt | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(receipt ?? { status: "none" }).map(([name, value]) => [name, String(value)]),
  );
}
