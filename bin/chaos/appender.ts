// One appender of the chaos: a process that sends events of its own, events that the others send as well, repetitions and
// contradictions, until it is killed. With --settle it sends what it still owes, and ends.
import { parseArgs } from "node:util";
import { env } from "@/lib/core/env";
import { LOGS, type Log } from "@/lib/ledger/origin";
import { type Random, seededRandom } from "@/lib/ledger/testing/random";
import { Appender } from "@/lib/ledger-store/append";
import { type Ledger, openLedger } from "@/lib/ledger-store/open-ledger";
import { unlockedPool } from "@/lib/ledger-store/testing/unlocked-pool";
import { openJournal, readJournal } from "./journal";
import { Sender, sleep } from "./sender";

const LANES = 3;
const LARGEST_BATCH = 25;
const START_PATIENCE_MS = 30_000;
const EVERYBODYS = "gw-everybody";
const SAME_EVENTS_MS = 250;

const { values } = parseArgs({
  options: {
    source: { type: "string", default: "gw-1" },
    journal: { type: "string", default: "" },
    seed: { type: "string", default: "1" },
    unlocked: { type: "boolean", default: false },
    settle: { type: "boolean", default: false },
  },
});

process.once("disconnect", () => process.exit(1)); // whoever started it is gone

const lines = readJournal(values.journal);
const tell = openJournal(values.journal);
const random = seededRandom(Number(values.seed));
const ledger = await opened();
const lanes = LOGS.map((log) => lane(log));
const owed = await Promise.all(lanes.map((each) => each.settle()));
if (values.settle) {
  await ledger.close();
  process.exit(0);
}
console.log(`settled ${owed.reduce((sum, count) => sum + count, 0)}`);
await Promise.all(Array.from({ length: LANES }, () => sendForEver()));

/** A connection that is cut while the process starts must not end it: a server would ask again at the next request. */
async function opened(): Promise<Ledger> {
  const since = performance.now();
  for (;;) {
    try {
      return await openLedger(env());
    } catch (error) {
      if (performance.now() - since > START_PATIENCE_MS) throw error;
      await sleep(100);
    }
  }
}

function lane(log: Log) {
  const { pool, ...rest } = ledger.logs[log];
  const own = { ...rest, pool: values.unlocked ? unlockedPool(pool) : pool };
  const sender = new Sender({ log, appender: new Appender(own, { lingerMs: 0 }), tell, random });
  const before = sender.remember(lines);
  let count = lines.reduce((sum, line) => {
    const isOwn = line.kind === "sent" && line.log === log && line.source === values.source;
    return isOwn ? Math.max(sum, ...line.keys.map(numberOf)) : sum;
  }, 0);
  const newKeys = (random: Random) =>
    Array.from({ length: 1 + random.below(LARGEST_BATCH) }, () => {
      count += 1;
      return `k-${count}`;
    });
  const settle = async () => {
    for (const [source, keys] of before) await sender.send(source, keys);
    return [...before.values()].flat().length;
  };
  return { sender, newKeys, settle };
}

async function sendForEver(): Promise<never> {
  for (;;) {
    const [calls, governance] = lanes;
    const chosen = random.below(4) === 0 ? governance : calls;
    if (chosen) await sendOnce(chosen);
    await sleep(random.below(80));
  }
}

async function sendOnce({ sender, newKeys }: ReturnType<typeof lane>): Promise<void> {
  const chance = random.below(12);
  if (chance === 0) return await sender.contradict();
  if (chance < 3) return await sender.send(EVERYBODYS, sharedKeys());
  if (chance < 5) {
    const again = sender.known(20);
    return await sender.send(again.source, again.keys);
  }
  await sender.send(values.source, newKeys(random));
}

/** The same in all processes at about the same time. */
function sharedKeys(): string[] {
  const moment = Math.floor(Date.now() / SAME_EVENTS_MS);
  return Array.from({ length: 8 }, (_, at) => `s-${moment}-${at}`);
}

function numberOf(key: string): number {
  return Number(key.slice("k-".length)) || 0;
}
