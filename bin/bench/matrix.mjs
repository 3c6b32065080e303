// `npm run bench -- matrix [--calls N] [--grants N] [--rounds N]`: the access matrix of 500 keys and 2,000 operations in three environments.
import { parseArgs } from "node:util";
import { Refusal } from "../process/refusal.mjs";
import { fill } from "./activity/fill.mjs";
import { withInstallation } from "./ledger/installation.mjs";
import { endProgramsOnSignals, runWorker } from "./ledger/processes.mjs";
import { machine, percentile, table } from "./machine.mjs";
import { fillAccess } from "./matrix/fill.mjs";

const TARGET_MS = 300;
const USAGE = "Usage: npm run bench -- matrix [--calls N] [--grants N] [--rounds N]";

export async function run(args = []) {
  const { calls, grants, rounds } = optionsOf(args);
  endProgramsOnSignals();
  const now = new Date();
  const say = (text) => console.error(text);
  const { once, often, memory } = await withInstallation(async ({ newLedger }) => {
    const { env } = await newLedger();
    await fill(env.DATABASE_URL, { calls, now, say });
    await fillAccess(env.DATABASE_URL, { grants, lines: grants, now, say });
    const wish = { now: now.toISOString(), rounds };
    return await runWorker({ program: "../matrix/measure.ts", wish, env });
  });
  const counted = [calls, grants].map((count) => count.toLocaleString("en"));
  console.log(
    `${machine()}; sums of ${counted[0]} calls, ${counted[1]} grants and enforced lines, ${rounds} times each`,
  );
  console.log(`Target: p95 ≤ ${TARGET_MS} ms for any filter, any instant and the comparison.\n`);
  console.log(table(["question", "found", "p50 ms", "p95 ms"], often.map(rowOf)));
  console.log(
    `\n${table(
      ["once", "ms"],
      once.map(({ name, ms }) => [name, ms.toFixed(0)]),
    )}`,
  );
  console.log(`\nMemory of the process at the end: ${memory} MiB.`);
}

function rowOf({ name, found, ms }) {
  const late = percentile(ms, 0.95);
  const mark = late > TARGET_MS ? " (missed)" : "";
  return [name, found.toLocaleString("en"), percentile(ms, 0.5).toFixed(0), late.toFixed(0) + mark];
}

function optionsOf(args) {
  const options = Object.fromEntries(
    ["calls", "grants", "rounds"].map((name) => [name, { type: "string" }]),
  );
  try {
    const { values } = parseArgs({ args, options });
    return {
      calls: countOf(values.calls, 10_000_000),
      grants: countOf(values.grants, 200_000),
      rounds: countOf(values.rounds, 40),
    };
  } catch (error) {
    throw new Refusal(`${error.message}. ${USAGE}`, { cause: error });
  }
}

function countOf(text, usual) {
  const count = Number(text ?? usual);
  if (!Number.isInteger(count) || count < 1) throw new Error(`${text} is no count`);
  return count;
}
