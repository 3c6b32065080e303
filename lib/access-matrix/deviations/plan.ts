// From what differs now to what becomes of the list. Pure.
import type { Comparison, FoundDeviation } from "./found";

export type KnownDeviation = {
  readonly id: string;
  readonly mark: string;
  readonly clearedAt: Date | null;
  readonly disposition: string;
  readonly disposedUntil: Date | null;
};

export type Same = { readonly known: KnownDeviation; readonly found: FoundDeviation };

export type Plan = {
  readonly raise: readonly FoundDeviation[];
  /** It lasts. */
  readonly last: readonly Same[];
  /** It was over and is there again. */
  readonly again: readonly Same[];
  readonly clear: readonly KnownDeviation[];
  /** It was set aside, and that holds no longer. */
  readonly reopen: readonly KnownDeviation[];
  /** How many that are not over cannot be judged now. */
  readonly held: number;
};

export function planOf(
  { found, held }: Comparison,
  known: readonly KnownDeviation[],
  now: Date,
): Plan {
  const byMark = new Map(known.map((one) => [one.mark, one]));
  const marks = new Set(found.map(({ mark }) => mark));
  const same = found.flatMap((one) => {
    const row = byMark.get(one.mark);
    return row ? [{ known: row, found: one }] : [];
  });
  const [again, last] = [same.filter(isOver), same.filter((one) => !isOver(one))];
  const lasting = known.filter(({ clearedAt, mark }) => clearedAt === null && !marks.has(mark));
  const isHeld = ({ mark }: KnownDeviation) => held.has(mark);
  const stands = [...last.map((one) => one.known), ...lasting.filter(isHeld)];
  return {
    raise: found.filter(({ mark }) => !byMark.has(mark)),
    ...{ last, again },
    clear: lasting.filter((one) => !isHeld(one)),
    reopen: [
      ...again.map((one) => one.known),
      ...stands.filter((one) => hasRunOut(one, now)),
    ].filter(({ disposition }) => disposition !== "open"),
    held: lasting.filter(isHeld).length,
  };
}

function isOver({ known }: Same): boolean {
  return known.clearedAt !== null;
}

function hasRunOut({ disposedUntil }: KnownDeviation, now: Date): boolean {
  return disposedUntil !== null && disposedUntil <= now;
}
