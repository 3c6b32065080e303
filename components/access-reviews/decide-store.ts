import type {
  DecideLine,
  DecidePart,
  LineFacts,
  SaidView,
} from "@/lib/access-reviews/decide/decide-view";
import { oneTab, reached } from "./decide-net";
import {
  answerOf,
  browserShelf,
  dropEntry,
  type Entry,
  entriesOn,
  keepEntry,
  postOf,
  type Shelf,
  type Wish,
} from "./decide-queue";

/** Where decisions are: all with the server; on their way; waiting in this browser, and what for. */
export type Transport = "saved" | "saving" | "network" | "signed-out";

export type DecideState = {
  readonly part: DecidePart | null;
  /** Why there is nothing to show. */
  readonly failed: string | null;
  readonly entries: readonly Entry[];
  readonly transport: Transport;
  /** False: the browser keeps nothing, so what waits is lost with the tab. */
  readonly kept: boolean;
  readonly facts: ReadonlyMap<string, LineFacts>;
  /** When this reviewer decided in this sitting. */
  readonly times: readonly number[];
};

type Target = { readonly reviewId: string; readonly stage: 1 | 2; readonly personId: string };
type Saved = { readonly lineId: string; readonly said: SaidView | null };
type Said = Pick<DecidePart, "said" | "status"> & { readonly notReady: readonly string[] };

const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
const AT = "/api/access-reviews/decide";

/** What is known before anything was asked. */
export const NOTHING_YET: DecideState = {
  ...{ part: null, failed: null, entries: [], transport: "saved", kept: true },
  ...{ facts: new Map(), times: [] },
};

/**
 * What the decide screen knows, outside React: the lines, what was said of them, and the decisions on their way. A decision is shown at
 * once, lies in the browser's storage until the server has it, and is sent in the order it was made, by one tab at a time.
 */
export class DecideStore {
  readonly #target: Target;
  readonly #prefix: string;
  readonly #query: URLSearchParams;
  readonly #listeners = new Set<() => void>();
  readonly #asked = new Set<string>();
  #shelf: Shelf | null = null;
  #channel: BroadcastChannel | null = null;
  #state = NOTHING_YET;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(target: Target) {
    this.#target = target;
    this.#prefix = `decide:${target.personId}:${target.reviewId}:${target.stage}:`;
    this.#query = new URLSearchParams({ review: target.reviewId, stage: String(target.stage) });
  }

  readonly state = (): DecideState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begins: reads what waits in this browser, asks for the lines, listens to other tabs and to the network. Answers how to end. */
  start(): () => void {
    this.#shelf = browserShelf();
    this.#set({ kept: this.#shelf !== null });
    this.#reread();
    const ends = new AbortController();
    const { signal } = ends;
    this.#listenToTabs(signal);
    const back = () => {
      if (document.visibilityState !== "visible" || !this.#state.part) return;
      void this.drain();
      void this.refresh();
    };
    window.addEventListener("online", back, { signal });
    document.addEventListener("visibilitychange", back, { signal });
    void this.load().then(() => this.drain());
    return () => {
      ends.abort();
      clearTimeout(this.#timer);
      this.#channel?.close();
    };
  }

  async load(): Promise<void> {
    const reply = await reached<DecidePart>(`${AT}/part?${this.#query}`);
    if (reply.kind === "reached") this.#set({ part: reply.value, failed: null });
    else if (!this.#state.part) this.#set({ failed: reply.because });
  }

  /** What others, and other tabs, have said meanwhile. */
  async refresh(): Promise<void> {
    const reply = await reached<Said>(`${AT}/said?${this.#query}`);
    const { part } = this.#state;
    if (reply.kind !== "reached" || !part) return;
    const { said, status, notReady } = reply.value;
    const held = part.lines.filter(({ id }) => id in said);
    if (Object.keys(said).length !== held.length) return await this.load(); // more lines were given to this reviewer
    const waiting = new Set(notReady);
    const lines = held.map((line) =>
      line.ready === !waiting.has(line.id) ? line : { ...line, ready: !waiting.has(line.id) },
    );
    this.#set({ part: { ...part, said, status, lines } });
  }

  /** Says something of a line, or takes the last word back (`wish` null). Shown at once, sent as soon as it can be. */
  say(line: DecideLine, wish: Wish | null, opened: boolean): void {
    const now = Date.now();
    this.dismiss(line.id);
    const { entries, part, times } = this.#state;
    const before = entries.findLast(({ lineId }) => lineId === line.id);
    const after = before ? before.wish && before.id : (part?.said[line.id]?.id ?? null);
    this.#put({
      ...{ id: crypto.randomUUID(), order: now + entries.length / 1_000, lineId: line.id },
      ...{ wish, after, madeAt: new Date(now).toISOString(), opened },
    });
    if (wish) this.#set({ times: [...times, now] });
    void this.drain();
  }

  /** Lets go of what the server did not take about a line. */
  dismiss(lineId: string): void {
    const refused = this.#state.entries.filter(
      (entry) => entry.lineId === lineId && entry.refusal !== undefined,
    );
    for (const { id } of refused) this.#forget(id);
  }

  /** Sends what waits, oldest first, until all is sent or the network is gone. */
  async drain(): Promise<void> {
    clearTimeout(this.#timer);
    const { entries, transport } = this.#state;
    if (entries.every(({ refusal }) => refusal !== undefined)) {
      if (transport !== "saved") this.#set({ transport: "saved" });
      return;
    }
    if (transport === "saved") this.#set({ transport: "saving" });
    await oneTab(this.#prefix, async () => {
      for (let entry = this.#first(); entry; entry = this.#first()) {
        if (!(await this.#send(entry))) return;
      }
      this.#failures = 0;
      this.#set({ transport: "saved" });
    });
  }

  /** Asks for the facts of lines that are not at hand. */
  async wantFacts(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !this.#state.facts.has(id) && !this.#asked.has(id));
    if (missing.length === 0) return;
    for (const id of missing) this.#asked.add(id);
    const wanted = new URLSearchParams(this.#query);
    for (const id of missing) wanted.append("line", id);
    const reply = await reached<{ lines: LineFacts[] }>(`${AT}/facts?${wanted}`);
    for (const id of missing) this.#asked.delete(id);
    if (reply.kind !== "reached") return;
    const facts = new Map(this.#state.facts);
    for (const each of reply.value.lines) facts.set(each.id, each);
    this.#set({ facts });
  }

  async #send(entry: Entry): Promise<boolean> {
    const { path, body } = postOf(entry, this.#target);
    const reply = await reached<Saved>(path, body);
    if (reply.kind === "reached") {
      this.#setSaid(reply.value);
      this.#forget(entry.id);
      this.#channel?.postMessage(reply.value);
      return true;
    }
    const answer = answerOf(reply.status);
    if (answer === "refused") {
      this.#refuse(entry, reply.because);
      await this.refresh();
      return true;
    }
    this.#set({ transport: answer === "signed-out" ? "signed-out" : "network" });
    if (answer === "later") {
      const wait = WAITS_MS[Math.min(this.#failures, WAITS_MS.length - 1)];
      this.#timer = setTimeout(() => void this.drain(), wait);
      this.#failures += 1;
    }
    return false;
  }

  // What follows a refused decision was said in the belief that it held.
  #refuse(refused: Entry, refusal: string): void {
    for (const entry of this.#state.entries) {
      const follows = entry.lineId === refused.lineId && entry.order >= refused.order;
      if (follows) this.#put({ ...entry, refusal });
    }
  }

  #first(): Entry | undefined {
    this.#reread();
    return this.#state.entries.find(({ refusal }) => refusal === undefined);
  }

  // Without storage there is only what this tab knows.
  #reread(): void {
    if (this.#state.kept) this.#set({ entries: entriesOn(this.#shelf, this.#prefix) });
  }

  #put(entry: Entry): void {
    const kept = keepEntry(this.#shelf, this.#prefix, entry);
    const others = this.#state.entries.filter(({ id }) => id !== entry.id);
    this.#set({ entries: [...others, entry].sort((a, b) => a.order - b.order), kept });
  }

  #forget(id: string): void {
    dropEntry(this.#shelf, this.#prefix, id);
    this.#set({ entries: this.#state.entries.filter((entry) => entry.id !== id) });
  }

  #setSaid({ lineId, said }: Saved): void {
    const { part } = this.#state;
    if (part) this.#set({ part: { ...part, said: { ...part.said, [lineId]: said } } });
  }

  #listenToTabs(signal: AbortSignal): void {
    const moved = ({ key }: StorageEvent) => {
      if (key === null || key.startsWith(this.#prefix)) this.#reread();
    };
    window.addEventListener("storage", moved, { signal });
    if (typeof BroadcastChannel === "undefined") return;
    this.#channel = new BroadcastChannel(this.#prefix);
    this.#channel.addEventListener("message", ({ data }) => this.#setSaid(data), { signal });
  }

  #set(next: Partial<DecideState>): void {
    this.#state = { ...this.#state, ...next };
    for (const listener of this.#listeners) listener();
  }
}
