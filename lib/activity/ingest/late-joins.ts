// gateway-logs §5.2: what tells of one call may come in several requests. The call is stored when it comes; a partner that comes
// within the window, before or after it, makes an amendment of it. Who waits is remembered by this process alone: a call whose
// partner meets another process, or this one started anew, stays as it is.
import type { Partner } from "../record/draft";

/** A call that lacks what its partner knows. `at`: when it began, in milliseconds since 1970. */
export type WaitingCall = {
  readonly key: string;
  readonly index: bigint;
  readonly ties: readonly string[];
  readonly at: number | null;
};
export type WaitingPartner = Partner & { readonly hmac: string };
export type Pair = { readonly call: WaitingCall; readonly partner: WaitingPartner };

type Waiting<T> = { readonly one: T; readonly until: number };

// What one process remembers of each; whoever waits longest is forgotten first.
const WAITING_MAX = 20_000;

/** What calls and partners are awaited, by source. */
export class LateJoins {
  readonly #calls = new Awaited<WaitingCall>();
  readonly #partners = new Awaited<WaitingPartner>();

  /**
   * The pairs that come about when these calls and partners of a source come in. Both go on waiting: a request that is not
   * answered is sent again, and must meet the same. Where several partners could be meant, none is.
   */
  meet(
    source: string,
    come: { readonly calls: readonly WaitingCall[]; readonly partners: readonly WaitingPartner[] },
    { now, windowMs }: { readonly now: Date; readonly windowMs: number },
  ): Pair[] {
    const time = now.getTime();
    for (const all of [this.#calls, this.#partners]) all.forget(time);
    for (const call of come.calls) this.#calls.add(source, call, call.key, time + windowMs);
    for (const one of come.partners) this.#partners.add(source, one, one.hmac, time + windowMs);
    const calls = new Map(come.calls.map((call) => [call.key, call]));
    for (const partner of come.partners) {
      for (const call of this.#calls.tied(source, partner.ties)) calls.set(call.key, call);
    }
    return [...calls.values()].flatMap((call) => {
      const [partner, ...others] = this.#partnersOf(source, call);
      return partner && others.length === 0 ? [{ call, partner }] : [];
    });
  }

  /** The call is whole: nothing completes it any more. */
  settle(source: string, { call }: Pair): void {
    this.#calls.remove(source, call.key);
  }

  /** By the first tie that leads to any, as the ties of a call go from the surest to the weakest. */
  #partnersOf(source: string, call: WaitingCall): WaitingPartner[] {
    for (const tie of call.ties) {
      const found = this.#partners.tied(source, [tie]).filter((one) => isDuring(call, one));
      if (found.length > 0) return found;
    }
    return [];
  }
}

function isDuring({ at }: WaitingCall, { during }: WaitingPartner): boolean {
  return at === null || during === null || (during.from <= at && at <= during.to);
}

class Awaited<T extends { readonly ties: readonly string[] }> {
  readonly #byName = new Map<string, Waiting<T>>();
  readonly #byTie = new Map<string, Set<string>>();

  add(source: string, one: T, id: string, until: number): void {
    this.remove(source, id);
    const name = nameOf(source, id);
    this.#byName.set(name, { one, until });
    for (const tie of one.ties) {
      const names = this.#byTie.get(nameOf(source, tie)) ?? new Set();
      this.#byTie.set(nameOf(source, tie), names.add(name));
    }
    if (this.#byName.size > WAITING_MAX) this.#drop(this.#byName.keys().next().value ?? "");
  }

  tied(source: string, ties: readonly string[]): T[] {
    const names = new Set(ties.flatMap((tie) => [...(this.#byTie.get(nameOf(source, tie)) ?? [])]));
    return [...names].flatMap((name) => this.#byName.get(name)?.one ?? []);
  }

  remove(source: string, id: string): void {
    this.#drop(nameOf(source, id));
  }

  /** In the order in which they came, which is nearly that in which their time is over. */
  forget(time: number): void {
    for (const [name, { until }] of this.#byName) {
      if (until >= time) return;
      this.#drop(name);
    }
  }

  #drop(name: string): void {
    const found = this.#byName.get(name);
    if (!found) return;
    this.#byName.delete(name);
    const [source = ""] = name.split("\0");
    for (const tie of found.one.ties) {
      const names = this.#byTie.get(nameOf(source, tie));
      names?.delete(name);
      if (names?.size === 0) this.#byTie.delete(nameOf(source, tie));
    }
  }
}

function nameOf(source: string, id: string): string {
  return `${source}\0${id}`;
}
