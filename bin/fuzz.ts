// `npm run fuzz -- --minutes 10 [--seed 1]`: an installation of its own, which is thrown away, is pushed at with sound, damaged and
// hostile bodies of every format. Exit code 1 on an answer that is not of the contract, an error that nobody foresaw, too much
// memory, or a server that has ended. The seed makes the same requests again.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type FuzzReport, runFuzz } from "./fuzz/run";
import { openInstallation } from "./lab/installation";
import { Refusal, runProgram } from "./process/refusal.mjs";
import { ensureBuilt } from "./start/build.mjs";
import { say } from "./start/report.mjs";
import { openThrowaway } from "./test/throwaway.mjs";

const USAGE = "Say how long: npm run fuzz -- --minutes 10 --seed 1";
const MINUTE_MS = 60_000;
const SENDERS = 4;

await runProgram(main);

async function main(): Promise<void> {
  const { minutes, seed } = wishes();
  await ensureBuilt({ say, signal: undefined });
  const throwaway = await openThrowaway();
  try {
    const databaseUrl = await throwaway.database("fuzz");
    const place = { databaseUrl, folder: join(throwaway.folder, "fuzz") };
    const server = await openInstallation(place, ["fuzz"]);
    console.log(`Fuzzing ${server.url} for ${minutes} min, seed ${seed}.`);
    const plan = { seed, ms: minutes * MINUTE_MS, senders: SENDERS };
    const report = await runFuzz(plan, { ...server, sender: server.senderFor("fuzz") });
    await server.stop();
    tell(report, seed);
    process.exitCode = report.faults.length === 0 ? 0 : 1;
  } finally {
    await throwaway.close();
  }
  process.exit();
}

function tell({ requests, statuses, mostMemory, faults }: FuzzReport, seed: number): void {
  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status} ${n} ×`);
  console.log(`${requests} requests: ${counts.join(", ")}; at most ${mostMemory} MiB`);
  for (const fault of faults) console.log(`  ${fault}`);
  console.log(
    faults.length === 0 ? `All of it held. Seed ${seed}.` : `It did not hold. Seed ${seed}.`,
  );
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
