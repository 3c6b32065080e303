// gateway-logs §5.2 and ledger.md §11.3: holes in the numbers that a sender stamps, per epoch. The only answer to loss before us.
import { common, type Range, sizeOf, without } from "./ranges";

/** Numbers of one epoch that follow each other without a hole. `epoch` is "" where the sender names none. */
export type Island = Range & {
  readonly epoch: string;
  /** Whether an earlier look cannot have seen them. */
  readonly fresh: boolean;
  /** The greatest of them that was received before the join window; null where none was. */
  readonly settled: bigint | null;
  /** When the calls happened, the first and the last. */
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** When the last of them was received. */
  readonly receivedAt: Date;
};

/** What has been counted of an epoch: each number in it has come, or stands in a gap. */
export type Counted = Range & {
  readonly epoch: string;
  readonly lastAt: Date;
  /** Numbers that came a second time: then a hole could hide behind them. */
  readonly repeats: bigint;
};

export type Hole = Range & { readonly epoch: string; readonly from: Date; readonly to: Date };
export type OpenHole = Range & { readonly id: string; readonly epoch: string };

export type SequenceVerdict = {
  readonly counted: readonly Counted[];
  readonly found: readonly Hole[];
  /** Open holes of which something came: `left` is what still misses. */
  readonly filled: readonly {
    readonly id: string;
    readonly left: readonly Range[];
    readonly at: Date;
  }[];
};

/**
 * Looks at the numbers that came since. A hole counts once a greater number is older than the join window: until then
 * what is missing may only be late.
 */
export function judgeSequence(
  known: readonly Counted[],
  islands: readonly Island[],
  open: readonly OpenHole[],
): SequenceVerdict {
  const epochs = new Set([...known, ...islands].map(({ epoch }) => epoch));
  const verdicts = [...epochs].map((epoch) =>
    judgeEpoch(
      known.find((one) => one.epoch === epoch) ?? null,
      islands.filter((one) => one.epoch === epoch),
      open.filter((one) => one.epoch === epoch),
    ),
  );
  return {
    counted: verdicts.flatMap(({ counted }) => counted ?? []),
    found: verdicts.flatMap(({ found }) => found),
    filled: verdicts.flatMap(({ filled }) => filled),
  };
}

function judgeEpoch(known: Counted | null, islands: readonly Island[], open: readonly OpenHole[]) {
  const filled = open.flatMap((hole) => filling(hole, islands));
  const last = greatest([known?.last, ...islands.map(({ settled }) => settled)]);
  const settled = islands.filter((island) => island.settled !== null);
  if (last === null) return { counted: known, found: [], filled };
  const first = least([known?.first, ...settled.map((island) => island.first)]) ?? last;
  const seen = known ? [known, ...islands] : islands;
  const found = without({ first, last }, seen).map((hole) => dated(hole, known, islands));
  const counted: Counted = {
    epoch: known?.epoch ?? islands[0]?.epoch ?? "",
    first,
    last,
    lastAt: lastAtOf(last, known, islands),
    repeats: (known?.repeats ?? 0n) + repeatsOf(known, islands, open),
  };
  return { counted, found, filled };
}

function filling({ id, ...hole }: OpenHole, islands: readonly Island[]) {
  const came = islands.filter((island) => common(hole, [island]).length > 0);
  if (came.length === 0) return [];
  const at = new Date(Math.max(...came.map(({ receivedAt }) => receivedAt.getTime())));
  return [{ id, left: without(hole, came), at }];
}

/** Numbers that were counted before and are in no open hole: a sender that began again without a new epoch. */
function repeatsOf(known: Counted | null, islands: readonly Island[], open: readonly OpenHole[]) {
  if (!known) return 0n;
  const again = islands.filter(({ fresh }) => fresh).flatMap((island) => common(known, [island]));
  return sizeOf(again.flatMap((range) => without(range, open)));
}

// From the last call before the hole to the first after it, by the sender's clock.
function dated(hole: Range, known: Counted | null, islands: readonly Island[]): Hole {
  const below = islands.filter(({ last }) => last < hole.first).map(({ lastAt }) => lastAt);
  const above = islands.filter(({ first }) => first > hole.last).map(({ firstAt }) => firstAt);
  const before = known && known.last < hole.first ? [known.lastAt, ...below] : below;
  const to = Math.min(...above.map((at) => at.getTime()));
  const from = Math.min(to, Math.max(...before.map((at) => at.getTime())));
  const epoch = islands[0]?.epoch ?? known?.epoch ?? "";
  const end = Number.isFinite(to) ? to : (known?.lastAt.getTime() ?? 0);
  return {
    ...hole,
    epoch,
    from: new Date(Number.isFinite(from) ? from : end),
    to: new Date(end),
  };
}

function lastAtOf(last: bigint, known: Counted | null, islands: readonly Island[]): Date {
  const holder = islands.find((island) => island.first <= last && last <= island.last);
  return holder?.lastAt ?? known?.lastAt ?? new Date(0);
}

function greatest(numbers: readonly (bigint | null | undefined)[]): bigint | null {
  return numbers.reduce<bigint | null>(
    (most, one) => (one != null && (most === null || one > most) ? one : most),
    null,
  );
}

function least(numbers: readonly (bigint | undefined)[]): bigint | null {
  return numbers.reduce<bigint | null>(
    (most, one) => (one !== undefined && (most === null || one < most) ? one : most),
    null,
  );
}
