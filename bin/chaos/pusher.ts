// One gateway of the chaos: a process that takes in what it sends itself, as the web process takes it in, until it is killed. What
// is not acknowledged is sent again, in the same requests or in others. With --settle it sends what it still owes, and ends.
import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { addSource } from "@/lib/activity/commands/add-source";
import { type PushRequest, push } from "@/lib/activity/ingest/push";
import { addSourceInput } from "@/lib/activity/sources/source-schema";
import type { CommandContext } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import { seededRandom } from "@/lib/ledger/testing/random";
import { ledger } from "@/lib/ledger-store/open-ledger";
import { establishInstallation, findInstallation } from "@/lib/settings/installation";
import { openJournal, readJournal } from "./journal";
import { sleep } from "./sender";
import { bodyOf, keyOf } from "./traffic";

const LARGEST_BATCH = 40;
const LANES = 2;

const { values } = parseArgs({
  options: {
    source: { type: "string", default: "gw-push" },
    journal: { type: "string", default: "" },
    seed: { type: "string", default: "1" },
    settle: { type: "boolean", default: false },
  },
});
const { source } = values;

process.once("disconnect", () => process.exit(1)); // whoever started it is gone

const encoder = new TextEncoder();
const REQUEST: Omit<PushRequest, "body"> = {
  ...{ sourceId: source, encoding: null, contentType: null, headers: {}, transport: "http" },
  format: "lines",
  wantsReceipts: true,
};

const tell = openJournal(values.journal);
const random = seededRandom(Number(values.seed));
const life = readLife();

await untilDone(prepare);
await untilDone(async () => void (await ledger()));
for (const numbers of inBatches([...life.owed])) await send(numbers);
if (values.settle) process.exit(0);
console.log(`settled ${life.owed.size}`);
await Promise.all(Array.from({ length: LANES }, () => sendForEver()));

/** What earlier lives sent, and what of it they were not answered for. */
function readLife(): { owed: Set<number>; count: number } {
  const numbers = new Map<string, number>();
  const owed = new Set<number>();
  const lines = readJournal(values.journal);
  for (let number = 0; number < lines.length * LARGEST_BATCH; number += 1) {
    numbers.set(keyOf(source, number), number);
  }
  let count = 0;
  for (const line of lines) {
    if (line.kind === "wrong") continue;
    const keys = line.kind === "sent" ? line.keys : line.receipts.map(([key]) => key);
    for (const number of keys.flatMap((key) => numbers.get(key) ?? [])) {
      count = Math.max(count, number + 1);
      if (line.kind === "sent") owed.add(number);
      else owed.delete(number);
    }
  }
  return { owed, count };
}

async function sendForEver(): Promise<never> {
  for (;;) {
    const size = 1 + random.below(LARGEST_BATCH);
    const isRepetition = life.count > size && random.below(4) === 0;
    const from = isRepetition ? random.below(life.count - size) : life.count;
    if (!isRepetition) life.count += size;
    await send(Array.from({ length: size }, (_, at) => from + at));
    await sleep(random.below(60));
  }
}

/** Pushes calls until they are acknowledged, and notes the receipts. */
async function send(numbers: readonly number[]): Promise<void> {
  if (numbers.length === 0) return;
  const keys = numbers.map((number) => keyOf(source, number));
  tell({ kind: "sent", log: "calls", source, keys });
  const body = encoder.encode(bodyOf(numbers));
  const outcome = await untilDone(() => push(context(), { ...REQUEST, body }));
  if (outcome.quarantined > 0 || outcome.records !== numbers.length) {
    const { results: _, ...told } = outcome;
    tell({ kind: "wrong", message: `${source}: ${JSON.stringify(told)}` });
  }
  const receipts = (outcome.results ?? []).flatMap((result): [string, string, string][] => {
    if (!("receipt" in result)) return [];
    const { index, leaf_hash: leaf } = result.receipt;
    return [[keys[result.position] ?? "", String(index), String(leaf)]];
  });
  tell({ kind: "acknowledged", log: "calls", source, receipts });
}

/** As a gateway does it, whatever went wrong: the door would answer 503. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await sleep(20 + random.below(100));
    }
  }
}

async function prepare(): Promise<void> {
  if (!(await findInstallation())) {
    await establishInstallation(context(), { organisation: "Chaos", demo: false });
  }
  if (await read().source.findUnique({ where: { id: source } })) return;
  const input = addSourceInput.parse({ id: source, name: source, kind: "agentgateway" });
  await addSource(context(), input);
}

function context(): CommandContext {
  const grants = ["installation:establish", "source:manage", "call:push"] as const;
  return { actor: { kind: "job", id: "chaos", grants }, now: new Date(), requestId: randomUUID() };
}

function inBatches(numbers: readonly number[]): number[][] {
  const batches: number[][] = [];
  for (let from = 0; from < numbers.length; from += LARGEST_BATCH) {
    batches.push(numbers.slice(from, from + LARGEST_BATCH));
  }
  return batches;
}
