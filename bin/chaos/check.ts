// What must hold whatever was done to the processes and the database: asked after every round, of the whole log.
import { z } from "zod";
import { toHex } from "@/lib/ledger/bytes";
import { checkpointKey } from "@/lib/ledger/object-key";
import { LOGS, type Log } from "@/lib/ledger/origin";
import { must } from "@/lib/ledger/testing/read";
import { parseVkey, type VerifierKey } from "@/lib/ledger/vkey";
import { catchUp } from "@/lib/ledger-store/catch-up";
import type { LedgerLog } from "@/lib/ledger-store/ledger-log";
import { expectIndexed, type IntactLog } from "@/lib/ledger-store/testing/expect-log-intact";
import { type JournalLine, readJournal } from "./journal";
import { sleep } from "./sender";
import type { World } from "./world";

/** What a world was found to hold. */
export type Found = {
  readonly entries: number;
  readonly acknowledged: number;
  readonly checkpoints: number;
  readonly segments: number;
};

/**
 * Verifies both logs from their bytes: dense, no key twice, every checkpoint signed and consistent with the one before; all
 * that was acknowledged stands where its receipt says; after one tick of the catch-up the index is the ledger; and, as the
 * senders have settled, nothing that was sent is missing. Throws what does not hold.
 */
export async function checkWorld(world: World, journals: readonly string[]): Promise<Found> {
  const lines = journals.flatMap(readJournal);
  const [wrong] = lines.filter((line) => line.kind === "wrong");
  if (wrong) throw new Error(`a wrong answer: ${wrong.message}`);
  await expectNoHalt(world);
  let found: Found = { entries: 0, acknowledged: 0, checkpoints: 0, segments: 0 };
  for (const log of LOGS) {
    const one = await checkLog(world.logs[log], lines);
    found = {
      entries: found.entries + one.entries,
      acknowledged: found.acknowledged + one.acknowledged,
      checkpoints: found.checkpoints + one.checkpoints,
      segments: found.segments + one.segments,
    };
  }
  return found;
}

async function checkLog(log: LedgerLog, lines: readonly JournalLine[]): Promise<Found> {
  await catchUp(log);
  const intact = await expectIndexed(log, await trustedKeys(log));
  await expectKeysIndexed(log, intact);
  const places = placesOf(intact);
  const acknowledged = receiptsOf(log.log, lines);
  for (const [name, place] of acknowledged) {
    if (places.get(name) === place) continue;
    throw new Error(
      `${log.log}: ${name} was acknowledged at ${place} and is at ${places.get(name)}`,
    );
  }
  for (const name of sentTo(log.log, lines)) {
    if (!places.has(name))
      throw new Error(`${log.log}: ${name} was sent until it was stored, and is not`);
  }
  return {
    entries: places.size,
    acknowledged: acknowledged.size,
    checkpoints: intact.checkpoints,
    segments: (await log.reader.segments()).length,
  };
}

const haltRow = z.object({ log: z.string(), halt_message: z.string().nullable() });

/** Nothing that was done harms evidence, so nobody has a reason to stop signing. */
async function expectNoHalt({ pool }: World): Promise<void> {
  const { rows } = await pool.query(
    "SELECT log, halt_message FROM ledger_sealer WHERE halted_at IS NOT NULL",
  );
  const [halted] = haltRow.array().parse(rows);
  if (halted) throw new Error(`the sealer stopped signing ${halted.log}: ${halted.halt_message}`);
}

/** Waits until a checkpoint covers every entry of both logs. Throws where that takes longer than `patienceMs`. */
export async function expectSealed(world: World, patienceMs: number): Promise<void> {
  const until = performance.now() + patienceMs;
  for (const log of LOGS) {
    for (;;) {
      const { next } = await catchUp(world.logs[log]);
      const note = await world.logs[log].store.read(checkpointKey(log, next));
      if (note !== null) break;
      await expectNoHalt(world);
      if (performance.now() > until) throw new Error(`${log} was not sealed up to ${next}`);
      await sleep(100);
    }
  }
}

const vkeyRow = z.object({ vkey: z.string() });

/** The keys that the database knows of a log. */
export async function trustedKeys({ pool, log }: LedgerLog): Promise<VerifierKey[]> {
  const { rows } = await pool.query("SELECT vkey FROM ledger_vkey WHERE log = $1", [log]);
  return vkeyRow
    .array()
    .parse(rows)
    .map(({ vkey }) => must(parseVkey(vkey)));
}

const keyRow = z.object({ key_hash: z.instanceof(Uint8Array), idx: z.coerce.bigint() });

/** What the dedupe remembers is every key, each at its entry. */
async function expectKeysIndexed(
  { pool, log }: LedgerLog,
  { keyHashes }: IntactLog,
): Promise<void> {
  const { rows } = await pool.query("SELECT key_hash, idx FROM ledger_key WHERE log = $1", [log]);
  const remembered = new Map(
    keyRow
      .array()
      .parse(rows)
      .map(({ key_hash, idx }) => [toHex(key_hash), idx]),
  );
  for (const [index, hash] of keyHashes.entries()) {
    if (remembered.get(hash) === BigInt(index)) continue;
    throw new Error(`${log}: the key of ${index} is remembered at ${remembered.get(hash)}`);
  }
  if (remembered.size !== keyHashes.length) throw new Error(`${log}: a key of no entry`);
}

/** Index and leaf hash by source and key. */
function placesOf({ keys, stretches }: IntactLog): Map<string, string> {
  const leaves = stretches.flatMap((stretch) => stretch.leaves);
  return new Map(keys.map((name, at) => [name, `${at} ${toHex(leaves[at] ?? new Uint8Array())}`]));
}

function receiptsOf(log: Log, lines: readonly JournalLine[]): Map<string, string> {
  const receipts = lines.flatMap((line) =>
    line.kind === "acknowledged" && line.log === log
      ? line.receipts.map(
          ([key, index, leaf]) => [`${line.source} ${key}`, `${index} ${leaf}`] as const,
        )
      : [],
  );
  const first = new Map<string, string>();
  for (const [name, place] of receipts) {
    const before = first.get(name);
    if (before !== undefined && before !== place)
      throw new Error(`${name}: ${before} and ${place}`);
    first.set(name, place);
  }
  return first;
}

function sentTo(log: Log, lines: readonly JournalLine[]): Set<string> {
  return new Set(
    lines.flatMap((line) =>
      line.kind === "sent" && line.log === log
        ? line.keys.map((key) => `${line.source} ${key}`)
        : [],
    ),
  );
}
