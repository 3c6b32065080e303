// `npm run bench -- activity [--calls N] [--rounds N]`: the questions of the explorer over ten million calls.
import { parseArgs } from "node:util";
import { Refusal } from "../process/refusal.mjs";
import { fill } from "./activity/fill.mjs";
import { withInstallation } from "./ledger/installation.mjs";
import { endProgramsOnSignals, runWorker } from "./ledger/processes.mjs";
import { machine, percentile, table } from "./machine.mjs";

const TARGET_MS = 100;
const USAGE = "Usage: npm run bench -- activity [--calls N] [--rounds N]";

export async function run(args = []) {
  const { calls, rounds } = optionsOf(args);
  endProgramsOnSignals();
  const now = new Date();
  const results = await withInstallation(async ({ newLedger }) => {
    const { env } = await newLedger();
    await fill(env.DATABASE_URL, { calls, now, say: (text) => console.error(text) });
    const wish = { now: now.toISOString(), rounds, only: "" };
    return await runWorker({ program: "../activity/measure.ts", wish, env });
  });
  console.log(`${machine()}; ${calls.toLocaleString("en")} calls, ${rounds} times each`);
  console.log(`Target: p95 ≤ ${TARGET_MS} ms for the first page of any filter and for 2:14.\n`);
  console.log(table(["question", "found", "p50 ms", "p95 ms"], results.map(rowOf)));
}

function rowOf({ name, found, ms }) {
  const late = percentile(ms, 0.95);
  const mark = late > TARGET_MS ? " (missed)" : "";
  return [name, found.toLocaleString("en"), percentile(ms, 0.5).toFixed(0), late.toFixed(0) + mark];
}

function optionsOf(args) {
  const options = { calls: { type: "string" }, rounds: { type: "string" } };
  try {
    const { values } = parseArgs({ args, options });
    return { calls: countOf(values.calls, 10_000_000), rounds: countOf(values.rounds, 40) };
  } catch (error) {
    throw new Refusal(`${error.message}. ${USAGE}`, { cause: error });
  }
}

function countOf(text, usual) {
  const count = Number(text ?? usual);
  if (!Number.isInteger(count) || count < 1) throw new Error(`${text} is no count`);
  return count;
}
