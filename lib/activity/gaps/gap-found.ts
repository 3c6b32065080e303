import { utcText } from "@/lib/core/clock";
import type { ClockAhead } from "./clock";
import type { GapKind } from "./gap-labels";
import { type Range, rangeText, sizeOf } from "./ranges";
import type { Hole } from "./sequence";
import type { Silence } from "./silence";

/** A gap as it is written down. `mark` makes the same one known again. */
export type FoundGap = {
  readonly kind: GapKind;
  readonly mark: string;
  readonly fromAt: Date;
  readonly toAt: Date | null;
  readonly epoch: string | null;
  readonly firstSeq: bigint | null;
  readonly lastSeq: bigint | null;
  readonly detail: string;
};

/** More holes than this in one look are one gap: a list that nobody can work through hides all of them. */
export const HOLES_MAX = 100;

/** What holes in the numbers are as gaps. */
export function holesFound(holes: readonly Hole[]): FoundGap[] {
  const epochs = Map.groupBy(holes, ({ epoch }) => epoch);
  return [...epochs.values()].flatMap((of) =>
    of.length > HOLES_MAX ? [together(of)] : of.map(hole),
  );
}

function hole({ epoch, first, last, from, to }: Hole): FoundGap {
  return sequenceGap({ first, last }, { epoch, from, to, detail: missing({ first, last }) });
}

function together(holes: readonly Hole[]): FoundGap {
  const [one] = holes;
  const last = holes.at(-1);
  if (!one || !last) throw new Error("no holes to put together");
  const span = { first: one.first, last: last.last };
  const detail = `${sizeOf(holes).toLocaleString("en")} numbers in ${holes.length.toLocaleString("en")} stretches between ${span.first} and ${span.last} are missing.`;
  return sequenceGap(span, { epoch: one.epoch, from: one.from, to: last.to, detail });
}

/** A gap of numbers, also for what is left of one. */
export function sequenceGap(
  { first, last }: Range,
  { epoch, from, to, detail }: { epoch: string; from: Date; to: Date; detail: string },
): FoundGap {
  return {
    kind: "sequence",
    mark: `${epoch}:${first}`,
    fromAt: from,
    toAt: to,
    epoch: epoch === "" ? null : epoch,
    firstSeq: first,
    lastSeq: last,
    detail,
  };
}

/** What is missing of a sequence, in a sentence. */
export function missing(range: Range): string {
  const count = sizeOf([range]);
  return count === 1n
    ? `Number ${rangeText(range)} is missing.`
    : `Numbers ${rangeText(range)} are missing, ${count.toLocaleString("en")} of them.`;
}

const NUMBERLESS = { epoch: null, firstSeq: null, lastSeq: null } as const;

/** What silence is as a gap. */
export function silenceFound({ last, from, to }: Silence, rhythmMinutes: number): FoundGap {
  return {
    kind: "silence",
    mark: last.toISOString(),
    fromAt: from,
    toAt: to,
    ...NUMBERLESS,
    detail: `Neither a record nor a heartbeat after ${utcText(last)}, although one is expected every ${minutesText(rhythmMinutes)}.`,
  };
}

function minutesText(minutes: number): string {
  return minutes === 1 ? "minute" : `${minutes.toLocaleString("en")} minutes`;
}

/** What a clock that runs ahead is as a gap: of that time nobody can say when things happened. */
export function clockFound({ from, to, byMs }: ClockAhead, offsetMs: number): FoundGap {
  return {
    kind: "clock",
    mark: from.toISOString(),
    fromAt: from,
    toAt: to,
    ...NUMBERLESS,
    detail: `The sender's clock was up to ${byMs.toLocaleString("en")} ms ahead of ours; ${offsetMs.toLocaleString("en")} ms are allowed.`,
  };
}
