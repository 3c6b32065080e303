import "server-only";
import { authorize } from "@/lib/auth/actor";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { DAY_MS, utcDay } from "@/lib/core/clock";
import { policyInForce } from "@/lib/settings/policies";
import { holesFound } from "../gaps/gap-found";
import { islandsIn, type Stretch, stretchFrom } from "../gaps/gap-scan";
import { epochsOf } from "../gaps/gap-watched";
import { type Island, judgeSequence } from "../gaps/sequence";
import { activitySettings } from "../settings";
import { countDays } from "./count-days";
import { keep, type Outcome } from "./gap-rows";
import { fillOf, judgeClock, judgeLife, openHoles, type Rules, restsOf } from "./judge-source";
import { type Watch, type Watched, whatIsWatched } from "./watched-sources";

const KEEP_AFTER = 100_000n; // entries, after which a look is remembered, so that none reads them again

/**
 * Looks for gaps of every source since it looked last, and writes down what it found (LOG-06, LOG-07). What is younger than
 * the join window is looked at again. `nothingFollows`: even that is settled. Errors: forbidden.
 */
export async function watchGaps(
  ctx: CommandContext,
  { nothingFollows = false }: { nothingFollows?: boolean } = {},
): Promise<void> {
  authorize(ctx.actor, "gap:watch");
  const { values } = await policyInForce(activitySettings, ctx.now);
  const windowMs = values.joinWindowSeconds * 1_000;
  const rules: Rules = {
    silentAfterMinutes: values.silentAfterMinutes,
    clock: { offsetMs: values.clockOffsetMs, fineMs: values.clockFineMs },
  };
  const before = nothingFollows
    ? new Date(ctx.now.getTime() + DAY_MS)
    : new Date(ctx.now.getTime() - windowMs);
  for (;;) {
    const watched = await whatIsWatched();
    const [start] = watched.map(({ watch }) => watch.next).sort((a, b) => (a < b ? -1 : 1));
    if (start === undefined) return;
    const stretch = await stretchFrom(start, before, { windowMs });
    const islands = await islandsIn(stretch);
    for (const one of watched) {
      await look(ctx, one, { stretch, islands: islands.get(one.source.id) ?? [], rules });
    }
    if (!stretch.cut) break;
  }
  await countDays(ctx, { all: nothingFollows });
}

type Sight = {
  readonly stretch: Stretch;
  readonly islands: readonly Island[];
  readonly rules: Rules;
};

async function look(
  ctx: CommandContext,
  one: Watched,
  { stretch, islands, rules }: Sight,
): Promise<void> {
  const numbers = judgeSequence(one.watch.epochs, islands, openHoles(one.open));
  const life = stretch.cut ? NOTHING : await judgeLife(ctx, one, rules);
  const clock = stretch.cut ? NOTHING : await judgeClock(ctx, one, rules);
  const outcome: Outcome = {
    found: [
      ...holesFound(numbers.found),
      ...life.found,
      ...clock.found,
      ...restsOf(numbers.filled, one.open),
    ],
    changed: [
      ...numbers.filled.map((filled) => fillOf(filled, one.open)),
      ...life.changed,
      ...clock.changed,
    ],
  };
  const isDue =
    utcDay(ctx.now) !== utcDay(one.watch.at) ||
    stretch.cut ||
    stretch.settled - one.watch.next >= KEEP_AFTER;
  const changes = outcome.found.length + outcome.changed.length > 0;
  const advance =
    isDue || changes
      ? advancing(ctx, one, {
          next: stretch.settled,
          epochs: numbers.counted,
          minute: life.minute ?? one.watch.minute,
        })
      : null;
  await keep(ctx, one.source, outcome, advance);
}

const NOTHING: Outcome & { minute: null } = { found: [], changed: [], minute: null };

/** Remembers how far this look has come, with what it counted: the daily record of LOG-07. */
function advancing(
  ctx: CommandContext,
  { source, watch, version }: Watched,
  to: Pick<Watch, "next" | "epochs" | "minute">,
) {
  return async (tx: Tx, record: Recorder): Promise<void> => {
    const row = {
      next: farther(watch, to).next,
      minute: to.minute,
      epochs: epochsOf(to.epochs),
      at: ctx.now,
    };
    const before = await tx.gapWatch.findUnique({ where: { sourceId: source.id } });
    if ((before?.version ?? 0) !== version) throw new Error("two looks for gaps at once");
    const after = await tx.gapWatch.upsert({
      where: { sourceId: source.id },
      create: { sourceId: source.id, ...row },
      update: { ...row, version: version + 1 },
    });
    const shown = (state: typeof after) => ({ ...state, next: String(state.next) });
    await record({
      action: "gap-watch.advanced",
      subjectId: source.id,
      before: before && shown(before),
      after: shown(after),
    });
  };
}

// Another source may have sent more: what this one was already looked at up to stays.
function farther<Each extends Pick<Watch, "next">>(one: Each, other: Each): Each {
  return other.next > one.next ? other : one;
}
