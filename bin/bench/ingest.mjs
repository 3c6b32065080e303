// `npm run bench -- ingest [--seconds N]`: calls pushed over HTTP into a production build, as gateways push them, on a durable
// PostgreSQL and a store of files on a disk.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Refusal } from "../process/refusal.mjs";
import { withReceivingInstallation } from "./ingest/installation.mjs";
import { measureLoad } from "./ingest/load.mjs";
import { baselineTable, loadTable, storedTable } from "./ingest/tables.mjs";
import { endProgramsOnSignals, runWorker } from "./ledger/processes.mjs";
import { machine } from "./machine.mjs";

const SUSTAINED_SECONDS = 60;
const LOADS = [
  { batch: 1, senders: 64 },
  { batch: 100, senders: 16 },
  { batch: 1_000, senders: 4 },
];
const BASELINE_ROWS = 50_000;

export async function run(args = []) {
  const seconds = secondsOf(args);
  endProgramsOnSignals();
  const results = await withReceivingInstallation(async (installation) => {
    const loads = [];
    for (const load of LOADS) loads.push(await measureLoad(installation, { ...load, seconds }));
    const half = { ...LOADS.at(-1), seconds, perSecond: loads.at(-1).perSecond / 2 };
    loads.push(await measureLoad(installation, half));
    return { loads, stored: await measureStored(installation) };
  });
  console.log(`${machine()}; ${seconds} s for each load\n`);
  console.log(`${loadTable(results)}\n\n${baselineTable(results)}\n\n${storedTable(results)}\n`);
  console.log(JSON.stringify({ machine: machine(), at: new Date().toISOString(), ...results }));
}

async function measureStored({ settings, emptyUrl }) {
  const { DATABASE_URL: url, DATA_DIR: directory } = settings;
  const wish = { url, store: join(directory, "ledger"), rows: BASELINE_ROWS };
  const env = { ...settings, DATABASE_URL: emptyUrl };
  return await runWorker({ program: "../ingest/stored.ts", wish, env });
}

function secondsOf(args) {
  try {
    const { values } = parseArgs({ args, options: { seconds: { type: "string" } } });
    const seconds = Number(values.seconds ?? SUSTAINED_SECONDS);
    if (!Number.isInteger(seconds) || seconds < 1) throw new Error(`${values.seconds} is no count`);
    return seconds;
  } catch (error) {
    const message = `${error.message}. Usage: npm run bench -- ingest [--seconds N]`;
    throw new Refusal(message, { cause: error });
  }
}
