// What detectors look at: plain rows, read with bounded queries (../facts) or made up by a canary.

import { type AccessFacts, NO_ACCESS } from "./access-facts";
import { NO_REVIEWS, type ReviewFacts } from "./review-facts";

/** Who called: an agent by the name it gave, or a key where no agent was named. */
export type Caller = { readonly kind: "agent" | "key"; readonly value: string };

export type SeenCaller = Caller & {
  readonly calls: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly servers: readonly string[];
  readonly operations: readonly string[];
  readonly environments: readonly string[];
  /** Somebody judged that it needs no entry in the registry, and that still holds. */
  readonly dismissed: boolean;
};

/** What a caller did on a UTC day. */
export type CallerDay = Caller & {
  readonly day: string;
  readonly calls: number;
  readonly denied: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
};

/** An operation that an agent used in the window. `firstAt`: also within the baseline before it. */
export type CallerUse = {
  readonly agent: string;
  readonly server: string;
  readonly operation: string;
  readonly calls: number;
  readonly environments: readonly string[];
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** When the agent, the server, and the operation by anybody were first seen within the baseline. */
  readonly agentSince: Date;
  readonly serverSince: Date;
  readonly operationSince: Date;
};

/** An agent with a key in an environment, in the window; `before`: calls of the same in the baseline. */
export type KeyUse = {
  readonly agent: string;
  readonly credential: string;
  readonly environment: string;
  readonly calls: number;
  readonly before: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
};

/** From how many addresses a key was used within the last hour. */
export type AddressUse = {
  readonly credential: string;
  readonly addresses: number;
  readonly calls: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
};

export type RegisteredAgent = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly status: string;
  readonly environments: readonly string[];
  readonly ownerId: string;
  readonly sponsorId: string | null;
  readonly successorId: string | null;
  /** When it was suspended or retired. */
  readonly endedAt: Date | null;
};

export type LedgerFault = {
  readonly log: string;
  readonly kind: string;
  readonly critical: boolean;
  readonly message: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly times: number;
  readonly closed: boolean;
};

export type OpenGap = {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly detail: string;
  readonly fromAt: Date;
  readonly toAt: Date | null;
  readonly foundAt: Date;
};

export type WatchedSource = {
  readonly id: string;
  readonly name: string;
  readonly rhythmMinutes: number;
  /** When anything came from it, a sign of life included. */
  readonly lastAt: Date | null;
  readonly since: Date;
};

export type Backlog = {
  readonly source: string;
  readonly records: number;
  readonly oldestAt: Date;
  readonly newestAt: Date;
};

export type Leak = {
  readonly id: string;
  readonly at: Date;
  readonly entries: number;
  /** A person looked and said that it is one. */
  readonly confirmed: boolean;
};

/** A detector or log path, and when its canary was last noticed. */
export type Pulse = {
  readonly id: string;
  readonly title: string;
  readonly passedAt: Date | null;
  /** The last canary, where it was not noticed. */
  readonly failed: { readonly at: Date; readonly detail: string } | null;
  /** Since when it should have been running. */
  readonly since: Date;
};

export type Facts = {
  /** Where the window of what is looked at begins, and where the baseline before it does. */
  readonly windowFrom: Date;
  readonly baselineFrom: Date;
  /** The first call within the baseline; null: there is none. */
  readonly historyFrom: Date | null;
  readonly callers: readonly SeenCaller[];
  readonly days: readonly CallerDay[];
  readonly uses: readonly CallerUse[];
  readonly keys: readonly KeyUse[];
  readonly addresses: readonly AddressUse[];
  readonly agents: readonly RegisteredAgent[];
  /** Who has left, and when. */
  readonly gone: ReadonlyMap<string, Date>;
  readonly faults: readonly LedgerFault[];
  readonly gaps: readonly OpenGap[];
  readonly sources: readonly WatchedSource[];
  readonly backlogs: readonly Backlog[];
  readonly leaks: readonly Leak[];
  readonly pulses: readonly Pulse[];
  readonly access: AccessFacts;
  readonly reviews: ReviewFacts;
};

/** Nothing seen, as of an instant: what a canary adds to. */
export function noFacts(now: Date): Facts {
  const day = 86_400_000;
  const today = Math.floor(now.getTime() / day) * day;
  return {
    windowFrom: new Date(today - day),
    baselineFrom: new Date(today - 29 * day),
    historyFrom: new Date(today - 29 * day),
    callers: [],
    days: [],
    uses: [],
    keys: [],
    addresses: [],
    agents: [],
    gone: new Map(),
    faults: [],
    gaps: [],
    sources: [],
    backlogs: [],
    leaks: [],
    pulses: [],
    access: NO_ACCESS,
    reviews: NO_REVIEWS,
  };
}
