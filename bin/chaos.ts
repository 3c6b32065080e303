// `npm run chaos -- --minutes 10 [--seed 1]`: a ledger of its own, in a folder and a PostgreSQL that are thrown away, whose
// processes are killed and lied to at random; the whole log is verified after every round. Exit code 1 where something did
// not hold: then the store is kept.
import { cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildPrograms } from "./chaos/programs";
import { CHAOS_PROGRAMS, type Report, runChaos } from "./chaos/run";
import { Refusal, runProgram } from "./process/refusal.mjs";
import { openThrowaway } from "./test/throwaway.mjs";

const ROUND_MS = 10_000;
const ROUNDS = 5;
const MINUTE_MS = 60_000;
// Every third world has no row lock.
const WORLDS_IN_TURN = [false, false, true] as const;

const USAGE = "Say how long: npm run chaos -- --minutes 10 --seed 1";

await runProgram(main);

async function main(): Promise<void> {
  const { minutes, seed } = wishes();
  const interruption = new AbortController();
  for (const event of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(event, () => interruption.abort());
  }
  const throwaway = await openThrowaway();
  const built = await buildPrograms(CHAOS_PROGRAMS);
  const until = performance.now() + minutes * MINUTE_MS;
  console.log(`Chaos for ${minutes} min, seed ${seed}.`);
  let failed = false;
  try {
    for (let at = 0; performance.now() < until && !interruption.signal.aborted; at += 1) {
      const unlocked = WORLDS_IN_TURN[at % WORLDS_IN_TURN.length] ?? false;
      const left = Math.ceil((until - performance.now()) / ROUND_MS);
      const rounds = Math.max(1, Math.min(ROUNDS, left));
      const name = `world ${at + 1}${unlocked ? ", without the row lock" : ""}`;
      const plan = { seed: seed + at, rounds, roundMs: ROUND_MS, unlocked };
      const databaseUrl = await throwaway.database(`chaos${at}`);
      const folder = join(throwaway.folder, `world-${at}`);
      const report = await runChaos(plan, { built, databaseUrl, folder }, interruption.signal);
      say(name, plan.seed, report);
      failed = report.fault !== null;
      if (!failed) continue;
      console.log(`  its store and journals are kept in ${keep(folder, plan.seed)}`);
      break;
    }
  } finally {
    built.remove();
    await throwaway.close();
  }
  console.log(failed ? `Something did not hold. Seed ${seed}.` : `All of it held. Seed ${seed}.`);
  process.exit(failed ? 1 : 0);
}

function wishes(): { minutes: number; seed: number } {
  const values = parsed();
  const minutes = Number(values.minutes ?? "1");
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  if (!(minutes > 0) || !Number.isSafeInteger(seed)) throw new Refusal(USAGE);
  return { minutes, seed };
}

function parsed() {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ options: { minutes: text, seed: text } }).values;
  } catch (cause) {
    throw new Refusal(USAGE, { cause });
  }
}

/** The evidence and what the senders noted, for whoever looks into a fault: the rest is thrown away. */
function keep(folder: string, seed: number): string {
  const kept = join(tmpdir(), `countersign-chaos-${seed}`);
  cpSync(folder, kept, { recursive: true });
  return kept;
}

function say(name: string, seed: number, { rounds, acts, found, fault }: Report): void {
  const done = [...acts].map(([act, times]) => `${act} ${times} ×`).join(", ");
  console.log(
    `${name} (seed ${seed}): ${rounds} rounds, ${found.entries} entries, ${found.acknowledged} acknowledged, ${found.checkpoints} checkpoints, ${found.segments} segments`,
  );
  console.log(`  ${done}`);
  console.log(fault === null ? "  held" : `  DID NOT HOLD: ${fault}`);
}
