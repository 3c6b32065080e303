// How many bodies of senders may be in memory at once: a flood ends in 429, not in a process without memory. Senders keep what
// was refused so and send it again.
import { AppError } from "@/lib/core/app-error";

export type RoomLimits = {
  /** Requests at once: of all senders, and of one. */
  readonly requests: number;
  readonly requestsOfOne: number;
  /** Bytes that arrived and are not answered: of all senders. One of them gets half of it. */
  readonly heldBytes: number;
  /** Bytes that bodies under work may come to, unpacked: of all senders. One of them gets half of it. */
  readonly workBytes: number;
  /** How long a body that is there waits for its turn. */
  readonly patienceMs: number;
};

/** The place of one request. `leave` gives back all that it took. */
export type Place = {
  /** Notes bytes that arrived. Errors: throttled. */
  readonly hold: (bytes: number) => void;
  /** Waits, in order, until there is room for a body that may come to as many bytes. Errors: throttled. */
  readonly toWork: (bytes: number) => Promise<void>;
  readonly leave: () => void;
};

/** Room for the bodies of senders, each known by a word. `enter` has the errors: throttled. */
export type BodyRoom = { readonly enter: (who: string) => Place };

type Taken = { requests: number; held: number; work: number };
type Waiting = { readonly who: string; readonly bytes: number; readonly go: () => void };

export function bodyRoom(limits: RoomLimits): BodyRoom {
  const all: Taken = { requests: 0, held: 0, work: 0 };
  const each = new Map<string, Taken>();
  const queue: Waiting[] = [];
  const of = (who: string) => each.get(who) ?? { requests: 0, held: 0, work: 0 };

  const take = (who: string, more: Partial<Taken>) => {
    const one = of(who);
    for (const taken of [all, one]) {
      taken.requests += more.requests ?? 0;
      taken.held += more.held ?? 0;
      taken.work += more.work ?? 0;
    }
    if (one.requests > 0) each.set(who, one);
    else each.delete(who);
  };
  const fits = (taken: Taken, bytes: number, most: number) =>
    taken.work === 0 || taken.work + bytes <= most;
  // Whoever waits for others of its own sender is passed by; who waits for room in all is not, or would wait for ever.
  const admit = () => {
    for (let at = 0; at < queue.length; ) {
      const next = queue[at];
      if (!next || !fits(all, next.bytes, limits.workBytes)) return;
      if (fits(of(next.who), next.bytes, limits.workBytes / 2)) {
        queue.splice(at, 1);
        take(next.who, { work: next.bytes });
        next.go();
      } else at += 1;
    }
  };

  const enter = (who: string): Place => {
    if (all.requests >= limits.requests) throw tooMany();
    if (of(who).requests >= limits.requestsOfOne) throw tooMany();
    const mine = { requests: 1, held: 0, work: 0 };
    take(who, mine);
    return {
      hold: (bytes) => {
        mine.held += bytes;
        take(who, { held: bytes });
        if (all.held > limits.heldBytes || of(who).held > limits.heldBytes / 2) throw tooMany();
      },
      toWork: async (bytes) => {
        await turn({ who, bytes }, { queue, admit, patienceMs: limits.patienceMs });
        mine.work += bytes;
      },
      leave: () => {
        take(who, { requests: -mine.requests, held: -mine.held, work: -mine.work });
        mine.requests = 0;
        mine.held = 0;
        mine.work = 0;
        admit();
      },
    };
  };
  return { enter };
}

type Turn = {
  readonly queue: Waiting[];
  readonly admit: () => void;
  readonly patienceMs: number;
};

function turn(who: Omit<Waiting, "go">, { queue, admit, patienceMs }: Turn): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => {
      queue.splice(queue.indexOf(waiting), 1);
      reject(tooMany());
      admit();
    }, patienceMs);
    const waiting: Waiting = {
      ...who,
      go: () => {
        clearTimeout(giveUp);
        resolve();
      },
    };
    queue.push(waiting);
    admit();
  });
}

function tooMany(): AppError {
  const message =
    "More is being sent at once than there is room for. Send this again a little later.";
  return new AppError("throttled", message);
}
