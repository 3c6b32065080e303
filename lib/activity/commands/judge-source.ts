import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { DAY_MS, MINUTE_MS } from "@/lib/core/clock";
import { aheadIn, clockQuarters } from "../gaps/clock";
import { clockFound, type FoundGap, missing, sequenceGap, silenceFound } from "../gaps/gap-found";
import { lagSamples, signsOfLife } from "../gaps/gap-scan";
import type { Range } from "../gaps/ranges";
import { silencesIn } from "../gaps/silence";
import type { GapRow, Outcome } from "./gap-rows";
import type { Watched } from "./watched-sources";

export type Rules = {
  readonly silentAfterMinutes: number;
  readonly clock: { readonly offsetMs: number; readonly fineMs: number };
};

const SIGNS_LATE_MS = 2 * MINUTE_MS; // the sign of life of a minute is written when it is over
const REOPENED_MAX = 50; // silences of a source that are looked at again, the newest

/** Silence since the last sign, and whether stretches that were silent have a sign by now. */
export async function judgeLife(
  ctx: CommandContext,
  { source, watch, open }: Watched,
  rules: Rules,
) {
  const rhythmMinutes = source.rhythmMinutes ?? rules.silentAfterMinutes;
  const until = source.disabledAt ?? new Date(ctx.now.getTime() - SIGNS_LATE_MS);
  const minutes = await signsOfLife(source.id, watch.minute, until);
  const minute = minutes.at(-1) ?? watch.minute;
  const silences = silencesIn(watch.minute, minutes, { rhythmMinutes, until });
  const changed: Outcome["changed"][number][] = [];
  const found = silences.map((silence) => {
    const { to, ...rest } = silence;
    return silenceFound({ ...rest, to: to ?? source.disabledAt }, rhythmMinutes);
  });
  for (const gap of open.filter(({ kind }) => kind === "silence").slice(0, REOPENED_MAX)) {
    const again = found.find(({ mark }) => mark === gap.mark);
    if (again && gap.toAt === null && again.toAt !== null) {
      changed.push({ gap, action: "gap.ended", data: { toAt: again.toAt } });
    } else if (gap.toAt !== null) {
      changed.push(...(await filledSilence(gap, { rhythmMinutes, now: ctx.now })));
    }
  }
  return { found, changed, minute };
}

// Records of a silent time may come later, from a spool or a file: then it was not lost.
async function filledSilence(
  gap: GapRow,
  { rhythmMinutes, now }: { rhythmMinutes: number; now: Date },
): Promise<Outcome["changed"]> {
  const last = new Date(gap.fromAt.getTime() - MINUTE_MS);
  const until = gap.toAt ?? gap.fromAt;
  const minutes = await signsOfLife(gap.sourceId, last, new Date(until.getTime() - MINUTE_MS));
  if (minutes.length === 0) return [];
  const left = silencesIn(last, minutes, { rhythmMinutes, until });
  const [first, ...others] = left;
  if (!first) return [{ gap, action: "gap.filled", data: { filledAt: now } }];
  const data = { fromAt: first.from, toAt: others.at(-1)?.to ?? first.to ?? until };
  const isSmaller = data.fromAt > gap.fromAt || data.toAt < until;
  return isSmaller ? [{ gap, action: "gap.filled", data }] : [];
}

/** A clock that ran ahead, a quarter of an hour after the other; one that went on is the same gap. */
export async function judgeClock(
  ctx: CommandContext,
  { source, watch, open }: Watched,
  { clock }: Rules,
): Promise<Outcome> {
  const since = Math.max(watch.at.getTime(), ctx.now.getTime() - 2 * DAY_MS) - 30 * MINUTE_MS;
  const samples = await lagSamples(source.id, new Date(since), ctx.now);
  const quarters = clockQuarters(samples, clock).filter(({ to }) => to <= ctx.now);
  const known = open.filter(({ kind }) => kind === "clock");
  const found: FoundGap[] = [];
  const changed: Outcome["changed"][number][] = [];
  for (const ahead of aheadIn(quarters)) {
    const gap = known.find(
      ({ fromAt, toAt }) => fromAt <= ahead.from && (toAt ?? fromAt) >= ahead.from,
    );
    if (!gap) found.push(clockFound(ahead, clock.offsetMs));
    else if (ahead.to > (gap.toAt ?? gap.fromAt)) {
      changed.push({ gap, action: "gap.ended", data: { toAt: ahead.to } });
    }
  }
  return { found, changed };
}

export function openHoles(open: readonly GapRow[]) {
  return open.flatMap(({ id, kind, epoch, firstSeq, lastSeq }) =>
    kind === "sequence" && firstSeq !== null && lastSeq !== null
      ? [{ id, epoch: epoch ?? "", first: firstSeq, last: lastSeq }]
      : [],
  );
}

type Filled = { readonly id: string; readonly left: readonly Range[]; readonly at: Date };

// What came of a hole makes it smaller; where all came, it is filled. What is left beyond its first part is a gap of its own.
export function fillOf(
  { id, left, at }: Filled,
  open: readonly GapRow[],
): Outcome["changed"][number] {
  const gap = gapOf(id, open);
  const [first] = left;
  if (!first) return { gap, action: "gap.filled", data: { filledAt: at } };
  const data = { firstSeq: first.first, lastSeq: first.last, detail: missing(first) };
  return { gap, action: "gap.filled", data };
}

export function restsOf(filled: readonly Filled[], open: readonly GapRow[]) {
  return filled.flatMap(({ id, left }) => {
    const gap = gapOf(id, open);
    const where = { epoch: gap.epoch ?? "", from: gap.fromAt, to: gap.toAt ?? gap.fromAt };
    return left.slice(1).map((range) => sequenceGap(range, { ...where, detail: missing(range) }));
  });
}

function gapOf(id: string, open: readonly GapRow[]): GapRow {
  const gap = open.find((one) => one.id === id);
  if (!gap) throw new Error("a hole without its gap");
  return gap;
}
