// What was granted, enforced and used at one instant, cell by cell, and what of it does not agree. Pure: the same facts, the same
// answer.
import { DAY_MS } from "@/lib/core/clock";
import { flagBit } from "./cells-view";
import { f64, num, u8, u16 } from "./columns";
import type { UsageDay } from "./facts-rows";
import { judgeGrants } from "./judge-grants";
import { judgeLines } from "./judge-lines";
import { judgeUse } from "./judge-use";
import type { MatrixIndex } from "./matrix-index";
import { type Standing, standingOf } from "./standing";

/** `lastDay`: the day of the instant as far as the instant; undefined: everything known of that day is before it. */
export type Instant = {
  readonly asOf: number;
  readonly days: number;
  readonly dormantDays: number;
  readonly staleHours: number;
  readonly lastDay?: UsageDay;
};

/** All by number of the cell, but `present`: the cells that are there, in the order in which they are shown. */
export type Matrix = {
  readonly index: MatrixIndex;
  readonly instant: Instant;
  /** Calls count from here: the beginning of a UTC day. */
  readonly from: number;
  readonly present: Uint32Array;
  readonly granted: Uint8Array;
  /** 0 no, 1 yes, 2 unknown. */
  readonly enforced: Uint8Array;
  readonly used: Float64Array;
  readonly denied: Float64Array;
  /** Milliseconds since 1970; 0: not used in the period. */
  readonly last: Float64Array;
  /** Bit i is FLAGS[i]. */
  readonly flags: Uint16Array;
};

/** The first instant of the period: midnight UTC, so many days before the day of the instant. */
export function periodStart(asOf: number, days: number): number {
  return (Math.floor(asOf / DAY_MS) - days) * DAY_MS;
}

export function evaluate(index: MatrixIndex, instant: Instant): Matrix {
  const from = periodStart(instant.asOf, instant.days);
  const flags = new Uint16Array(index.space.size);
  const grants = judgeGrants(index, instant.asOf, flags);
  const lines = judgeLines(index, instant, flags);
  const use = judgeUse(index, instant, { from, grants, flags });
  const marks = new Marks(index, instant, { grants, lines, use, flags });
  const present = new Uint32Array(index.space.size);
  let count = 0;
  for (const cell of index.order) {
    if (!marks.isPresent(cell)) continue;
    marks.judge(cell);
    present[count] = cell;
    count += 1;
  }
  return {
    ...{ index, instant, from, flags, granted: grants.granted, enforced: marks.enforced },
    ...{ used: use.used, denied: use.denied, last: use.last },
    present: present.slice(0, count),
  };
}

const CROSSING = flagBit("environment-crossing");
const ENFORCED_ALONE = flagBit("enforced-not-granted");
const GRANTED_ALONE = flagBit("granted-not-enforced");
const DORMANT = flagBit("dormant");
const EXPIRED = flagBit("expired");
const AGENT_INACTIVE = flagBit("agent-inactive");
const KEY_INACTIVE = flagBit("key-inactive");
const ORPHAN = flagBit("orphan");
const UNKNOWN = flagBit("enforcement-unknown");

type Found = {
  readonly grants: ReturnType<typeof judgeGrants>;
  readonly lines: ReturnType<typeof judgeLines>;
  readonly use: ReturnType<typeof judgeUse>;
  readonly flags: Uint16Array;
};

/** What follows from the three together. */
class Marks {
  readonly enforced: Uint8Array;
  readonly #index: MatrixIndex;
  readonly #found: Found;
  readonly #standing: Standing;
  readonly #dormantBefore: number;

  constructor(index: MatrixIndex, instant: Instant, found: Found) {
    this.enforced = new Uint8Array(index.space.size);
    this.#index = index;
    this.#found = found;
    this.#standing = standingOf(index.space, instant.asOf, found.lines.line);
    const before = instant.asOf - instant.dormantDays * DAY_MS;
    // What has not been tracked for so long cannot be said to be unused.
    const tracked = index.facts.trackedFrom !== null && index.facts.trackedFrom <= before;
    this.#dormantBefore = tracked ? before : -Infinity;
  }

  isPresent(cell: number): boolean {
    const { grants, lines, use, flags } = this.#found;
    return (
      u8(grants.granted, cell) + u8(lines.line, cell) + u16(flags, cell) > 0 ||
      f64(use.used, cell) + f64(use.denied, cell) > 0
    );
  }

  judge(cell: number): void {
    const { grants, lines, flags } = this.#found;
    const enforced = this.#enforcedIn(cell);
    this.enforced[cell] = enforced;
    const isGranted = u8(grants.granted, cell) === 1;
    const allowed = isGranted || u8(lines.line, cell) > 0;
    flags[cell] =
      u16(flags, cell) |
      (enforced === 2 ? UNKNOWN : 0) |
      (isGranted ? this.#grantedBits(cell, enforced) : this.#otherBits(cell, enforced)) |
      this.#rowBits(cell, allowed) |
      (allowed ? this.#inactiveBits(cell) : 0);
  }

  #enforcedIn(cell: number): number {
    const line = u8(this.#found.lines.line, cell);
    if (line > 0) return line;
    return u8(this.#found.lines.freshPlace, num(this.#index.space.placeOf, cell)) === 1 ? 0 : 2;
  }

  #grantedBits(cell: number, enforced: number): number {
    const { grants, use } = this.#found;
    const unused = u8(use.recent, cell) === 0 && grants.since(cell) <= this.#dormantBefore;
    return (enforced === 0 ? GRANTED_ALONE : 0) | (unused ? DORMANT : 0);
  }

  #otherBits(cell: number, enforced: number): number {
    if (enforced !== 1) return 0;
    return f64(this.#found.grants.expiredAt, cell) > 0 ? EXPIRED : ENFORCED_ALONE;
  }

  #rowBits(cell: number, allowed: boolean): number {
    const { principalOf, environmentOf } = this.#index.space;
    const { orphan, own, unstated } = this.#standing;
    const principal = num(principalOf, cell);
    const environment = num(environmentOf, cell);
    const home = own[principal] ?? -1;
    const away = home >= 0 && home !== environment && environment !== unstated;
    const there = allowed || f64(this.#found.use.used, cell) > 0;
    return (u8(orphan, principal) === 1 ? ORPHAN : 0) | (away && there ? CROSSING : 0);
  }

  #inactiveBits(cell: number): number {
    const { principalOf, environmentOf } = this.#index.space;
    const { keyInactive, agent, production } = this.#standing;
    const principal = num(principalOf, cell);
    // Who was stopped may do nothing; who was not activated yet, nothing in production.
    const level = num(environmentOf, cell) === production ? 1 : 2;
    const stopped = u8(agent, principal) >= level;
    return (u8(keyInactive, principal) === 1 ? KEY_INACTIVE : 0) | (stopped ? AGENT_INACTIVE : 0);
  }
}
