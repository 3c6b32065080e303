// ledger.md §15, test 4: appenders, a gateway and a sealer on one ledger, killed and lied to at random, and the whole log verified
// after every round. `npm run chaos` and the tests run this same code.
import { join } from "node:path";
import { seededRandom } from "@/lib/ledger/testing/random";
import { checkWorld, expectSealed, type Found } from "./check";
import { type Act, doSomething, type Stage } from "./mischief";
import { type Built, Place, Run } from "./programs";
import { sleep } from "./sender";
import { openWorld, type World } from "./world";

const APPENDERS = 3;
const SEALERS = 2; // one of them waits, until the lease is taken from the other
const PATIENCE_MS = 90_000;

const PUSHER = "gw-push"; // what it sends goes the way of what gateways send

const APPENDER = "bin/chaos/appender.ts";
const PUSHER_PROGRAM = "bin/chaos/pusher.ts";
const SEALER = "bin/sealer.ts";
const LEDGER = "bin/ledger.ts";

/** The programs of a chaos, to be built once. */
export const CHAOS_PROGRAMS = [APPENDER, PUSHER_PROGRAM, SEALER, LEDGER] as const;

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

type Made = { readonly built: Built; readonly databaseUrl: string; readonly folder: string };

/** Runs one world to its end, or to its first fault. `databaseUrl`: migrated and empty; `folder`: empty, and kept. */
export async function runChaos(plan: Plan, made: Made, signal?: AbortSignal): Promise<Report> {
  const world = await openWorld(made);
  const faults: string[] = [];
  const cast = castOf(plan, world, made.built, (message) => faults.push(message));
  const acts = new Map<Act, number>();
  let found: Found = { entries: 0, acknowledged: 0, checkpoints: 0, segments: 0 };
  let rounds = 0;
  try {
    await begin(world, made.built);
    while (rounds < plan.rounds && faults.length === 0 && !signal?.aborted) {
      await mistreat(cast.stage, plan.roundMs, acts);
      await cast.settle();
      found = await checkWorld(world, cast.journals);
      rounds += 1;
    }
  } catch (error) {
    const words = cast.stage.sealers.map((place) => place.words).join("\n");
    faults.push(`${error instanceof Error ? (error.stack ?? error.message) : error}\n${words}`);
  } finally {
    await cast.killAll();
    await world.close();
  }
  return { rounds, acts, found, fault: faults[0] ?? null };
}

/** Keys and first entries, as the first start of an installation makes them. */
async function begin({ env }: World, built: Built): Promise<void> {
  const init = new Run(built.path(LEDGER), ["init"], env);
  const { code } = await init.ended;
  if (code !== 0) throw new Error(`the ledger could not be begun: ${init.stderr}`);
}

async function mistreat(stage: Stage, milliseconds: number, acts: Map<Act, number>): Promise<void> {
  const places = [...stage.appenders, ...stage.sealers];
  for (const place of places) place.start();
  const until = performance.now() + milliseconds;
  while (performance.now() < until) {
    await sleep(stage.random.below(400));
    const act = await doSomething(stage);
    acts.set(act, (acts.get(act) ?? 0) + 1);
    for (const place of places) place.start(); // who crashed as told
  }
}

function castOf(plan: Plan, world: World, built: Built, fault: (message: string) => void) {
  const random = seededRandom(plan.seed);
  const placeOf = (name: string, program: string, args: () => readonly string[]) =>
    new Place(
      name,
      (crashAt) => new Run(built.path(program), args(), { ...world.env, CRASH_AT: crashAt ?? "" }),
      fault,
    );
  const sources = [...Array.from({ length: APPENDERS }, (_, at) => `gw-${at + 1}`), PUSHER];
  const journalOf = (source: string) => join(world.folder, `${source}.journal`);
  const argsOf = (source: string) => [
    ...["--source", source, "--journal", journalOf(source)],
    ...["--seed", String(random.below(2 ** 31))],
    ...(plan.unlocked && source !== PUSHER ? ["--unlocked"] : []),
  ];
  const appenders = sources.map((source) =>
    placeOf(source, programOf(source), () => argsOf(source)),
  );
  const sealers = Array.from({ length: SEALERS }, (_, at) =>
    placeOf(`sealer ${at + 1}`, SEALER, () => []),
  );
  const kill = async (places: readonly Place[]) => {
    await Promise.all(places.map((place) => place.kill()));
  };
  return {
    stage: { world, random, appenders, sealers },
    journals: sources.map(journalOf),
    killAll: () => kill([...appenders, ...sealers]),
    /** Kills everybody, lets each sender send what it still owes and a sealer seal it, undisturbed, and kills that one too. */
    settle: async () => {
      await kill([...appenders, ...sealers]);
      await payDebts(
        sources.map((source) => [built.path(programOf(source)), ...argsOf(source), "--settle"]),
        world,
      );
      await world.pool.query("DELETE FROM ledger_lease");
      sealers[0]?.start();
      await expectSealed(world, PATIENCE_MS);
      await kill(sealers);
    },
  };
}

function programOf(source: string): string {
  return source === PUSHER ? PUSHER_PROGRAM : APPENDER;
}

async function payDebts(programs: readonly string[][], { env }: World): Promise<void> {
  const runs = programs.map(([path = "", ...args]) => new Run(path, args, env));
  const impatience = setTimeout(() => {
    for (const run of runs) run.signal("SIGKILL");
  }, PATIENCE_MS);
  for (const run of runs) {
    const { code } = await run.ended;
    if (code !== 0) throw new Error(`a sender could not settle what it owes: ${run.stderr}`);
  }
  clearTimeout(impatience);
}
