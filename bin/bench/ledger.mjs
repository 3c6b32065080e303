// `npm run bench -- ledger [--seconds N] [--entries N]`: the ledger as users run it: durable PostgreSQL, files on a disk.
import { parseArgs } from "node:util";
import { Refusal } from "../process/refusal.mjs";
import { measureAppend } from "./ledger/append.mjs";
import { withInstallation } from "./ledger/installation.mjs";
import { endProgramsOnSignals, runWorker } from "./ledger/processes.mjs";
import { appendTable, pieceTable, storedTable, verifyTable } from "./ledger/tables.mjs";
import { measureVerify } from "./ledger/verify.mjs";
import { machine } from "./machine.mjs";

const LOADS = [
  { processes: 1, callers: 1 },
  { processes: 1, callers: 64 },
  { processes: 1, callers: 512 },
  { processes: 2, callers: 256 },
  { processes: 4, callers: 128 },
];
/** Its store is what the sizes and the baselines are taken from. */
const LARGEST = LOADS[2];
const BASELINE_BATCHES = 200;

export async function run(args = []) {
  const { seconds, entries } = optionsOf(args);
  endProgramsOnSignals();
  const results = await withInstallation(async ({ directory, newLedger }) => {
    const ledgers = new Map();
    const appends = [];
    for (const load of LOADS) {
      const ledger = await newLedger();
      ledgers.set(load, ledger);
      appends.push(await measureAppend({ ...load, seconds, env: ledger.env }));
    }
    const empty = await newLedger();
    const { env } = ledgers.get(LARGEST);
    const wish = { directory, emptyUrl: empty.env.DATABASE_URL, batches: BASELINE_BATCHES };
    const stored = await runWorker({ program: "stored.ts", wish, env });
    const pieces = await runWorker({ program: "pieces.ts", wish: { directory }, env });
    const verify = await measureVerify({ directory, env, entries });
    return { appends, stored, pieces, verify };
  });
  console.log(`${machine()}; ${seconds} s for each load\n`);
  console.log(`${appendTable(results)}\n\n${pieceTable(results)}\n`);
  console.log(`${storedTable(results)}\n\n${verifyTable(results)}\n`);
  console.log(JSON.stringify({ machine: machine(), at: new Date().toISOString(), ...results }));
}

function optionsOf(args) {
  const options = { seconds: { type: "string" }, entries: { type: "string" } };
  try {
    const { values } = parseArgs({ args, options });
    return { seconds: countOf(values.seconds, 10), entries: countOf(values.entries, 1_000_000) };
  } catch (error) {
    const message = `${error.message}. Usage: npm run bench -- ledger [--seconds N] [--entries N]`;
    throw new Refusal(message, { cause: error });
  }
}

function countOf(text, usual) {
  const count = Number(text ?? usual);
  if (!Number.isInteger(count) || count < 1) throw new Error(`${text} is no count`);
  return count;
}
