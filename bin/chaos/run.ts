// ledger.md §15, test 4: appenders and a sealer on one ledger, killed and lied to at random, and the whole log verified
// after every round. `npm run chaos` and the tests run this same code.
import { join } from "node:path";
import { seededRandom } from "@/lib/ledger/testing/random";
import { checkWorld, type Found } from "./check";
import { type Act, doSomething, type Stage } from "./mischief";
import { type Built, Place, Run } from "./programs";
import { sleep } from "./sender";
import { openWorld, type World } from "./world";

const APPENDERS = 3;
const APPENDER = "bin/chaos/appender.ts";
const SETTLE_PATIENCE_MS = 90_000;

/** The programs of a chaos, to be built once. */
export const CHAOS_PROGRAMS = [APPENDER] as const;

/** What was done to a world, and what it held at the end. `fault`: the first thing that did not hold. */
export type Report = {
  readonly rounds: number;
  readonly acts: ReadonlyMap<Act, number>;
  readonly found: Found;
  readonly fault: string | null;
};

export type Plan = {
  readonly seed: number;
  readonly rounds: number;
  readonly roundMs: number;
  /** Without the row lock, on which correctness must not rest. */
  readonly unlocked: boolean;
};

/** Runs one world to its end, or to its first fault. `databaseUrl`: migrated and empty; `folder`: empty, and kept. */
export async function runChaos(
  plan: Plan,
  place: { built: Built; databaseUrl: string; folder: string; signal?: AbortSignal },
): Promise<Report> {
  const world = await openWorld(place);
  const faults: string[] = [];
  const cast = castOf(plan, world, place.built, (message) => faults.push(message));
  const acts = new Map<Act, number>();
  let found: Found = { entries: 0, acknowledged: 0, checkpoints: 0 };
  let rounds = 0;
  try {
    while (rounds < plan.rounds && faults.length === 0 && !place.signal?.aborted) {
      await mistreat(cast.stage, plan.roundMs, acts);
      await cast.settle();
      found = await checkWorld(world, cast.journals);
      rounds += 1;
    }
  } catch (error) {
    faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await cast.killAll();
    await world.close();
  }
  return { rounds, acts, found, fault: faults[0] ?? null };
}

async function mistreat(stage: Stage, milliseconds: number, acts: Map<Act, number>): Promise<void> {
  for (const place of [...stage.appenders, ...stage.sealers]) place.start();
  const until = performance.now() + milliseconds;
  while (performance.now() < until) {
    await sleep(stage.random.below(400));
    const act = await doSomething(stage);
    acts.set(act, (acts.get(act) ?? 0) + 1);
    for (const place of [...stage.appenders, ...stage.sealers]) place.start(); // who crashed as told
  }
}

function castOf(plan: Plan, world: World, built: Built, fault: (message: string) => void) {
  const random = seededRandom(plan.seed);
  const sources = Array.from({ length: APPENDERS }, (_, at) => `gw-${at + 1}`);
  const journalOf = (source: string) => join(world.folder, `${source}.journal`);
  const argsOf = (source: string) => [
    ...[
      "--source",
      source,
      "--journal",
      journalOf(source),
      "--seed",
      String(random.below(2 ** 31)),
    ],
    ...(plan.unlocked ? ["--unlocked"] : []),
  ];
  const path = built.path(APPENDER);
  const appenders = sources.map(
    (source) =>
      new Place(
        source,
        (crashAt) => new Run(path, argsOf(source), { ...world.env, CRASH_AT: crashAt ?? "" }),
        fault,
      ),
  );
  const stage: Stage = { world, random, appenders, sealers: [] };
  return {
    stage,
    journals: sources.map(journalOf),
    killAll: async () => {
      await Promise.all([...appenders, ...stage.sealers].map((place) => place.kill()));
    },
    /** Kills all senders, and lets each send what it still owes without being disturbed. */
    settle: async () => {
      await Promise.all(appenders.map((place) => place.kill()));
      const runs = sources.map(
        (source) => new Run(path, [...argsOf(source), "--settle"], world.env),
      );
      const patience = setTimeout(() => {
        for (const run of runs) run.signal("SIGKILL");
      }, SETTLE_PATIENCE_MS);
      for (const run of runs) {
        const { code } = await run.ended;
        if (code !== 0) throw new Error(`a sender could not settle what it owes: ${run.stderr}`);
      }
      clearTimeout(patience);
    },
  };
}
