// What is done to a ledger at random: to its processes, and to what PostgreSQL believes of it.
import { z } from "zod";
import { LOGS, type Log } from "@/lib/ledger/origin";
import type { Random } from "@/lib/ledger/testing/random";
import type { CrashPoint } from "@/lib/ledger-store/runtime";
import { freeRolled } from "@/lib/ledger-store/sealer/free";
import type { Place } from "./programs";
import { sleep } from "./sender";
import type { World } from "./world";

/** Who can be done something to. */
export type Stage = {
  readonly world: World;
  readonly random: Random;
  readonly appenders: readonly Place[];
  readonly sealers: readonly Place[];
};

const APPENDER_POINTS: readonly CrashPoint[] = [
  "after-lock",
  "after-create",
  "before-commit",
  "after-commit",
];
const SEALER_POINTS: readonly CrashPoint[] = [
  "after-last",
  "after-sign",
  "after-hashes",
  "after-seg",
  "before-free",
];

const ACTS = {
  "killed an appender": (stage: Stage) => killed(stage, stage.appenders, APPENDER_POINTS),
  "killed a sealer": (stage: Stage) => killed(stage, stage.sealers, SEALER_POINTS),
  "froze an appender": (stage: Stage) => frozen(stage, stage.appenders, 2_500),
  "froze a sealer": (stage: Stage) => frozen(stage, stage.sealers, 2_500),
  "took the lease away": ({ world }: Stage) => query(world, "DELETE FROM ledger_lease"),
  "lowered a head": ({ world, random }: Stage) =>
    onHead(world, random, `next = greatest(next - ${random.below(40)}, -3)`),
  "lowered a head to the beginning": ({ world, random }: Stage) =>
    onHead(world, random, "next = 0, prev = 0"),
  "raised a head by 1,000": ({ world, random }: Stage) =>
    onHead(world, random, "next = next + 1000, prev = prev + 1000"),
  "raised a head a little": ({ world, random }: Stage) =>
    onHead(world, random, `next = next + ${1 + random.below(30)}`),
  "deleted a head": ({ world, random }: Stage) =>
    query(world, "DELETE FROM ledger_head WHERE log = $1", [someLog(random)]),
  "restored an older index": restored,
  "freed what was rolled": freed,
  "cut the connections": ({ world }: Stage) =>
    query(
      world,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    ),
} as const satisfies Record<string, (stage: Stage) => Promise<void>>;

/** The names of what can be done. */
export type Act = keyof typeof ACTS;

// Killing appenders is what the test is named for.
const OFTEN: readonly Act[] = ["killed an appender", "killed an appender", "killed an appender"];

/** Does something at random. Answers what it was. */
export async function doSomething(stage: Stage): Promise<Act> {
  const names = [...Object.keys(ACTS), ...OFTEN]
    .filter(isAct)
    .filter((name) => isPossible(stage, name));
  const act = names[stage.random.below(names.length)];
  if (act === undefined) throw new Error("there is nothing to do");
  await ACTS[act](stage);
  return act;
}

function isAct(name: string): name is Act {
  return name in ACTS;
}

function isPossible({ sealers }: Stage, act: Act): boolean {
  return sealers.length > 0 || !(act.endsWith("sealer") || act === "took the lease away");
}

async function killed(
  { random, world }: Stage,
  places: readonly Place[],
  points: readonly CrashPoint[],
): Promise<void> {
  const place = places[random.below(places.length)];
  await place?.kill();
  await sleep(random.below(200));
  if (random.below(3) > 0) await query(world, "DELETE FROM ledger_lease"); // else the next sealer waits for it
  place?.start(random.below(3) === 0 ? (points[random.below(points.length)] ?? null) : null);
}

/** It sleeps while others go on, and wakes believing what it knew. Not waited for: other things happen meanwhile. */
async function frozen({ random }: Stage, places: readonly Place[], longest: number): Promise<void> {
  const place = places[random.below(places.length)];
  place?.freeze();
  setTimeout(() => place?.wake(), 50 + random.below(longest));
}

async function onHead(world: World, random: Random, set: string): Promise<void> {
  await query(world, `UPDATE ledger_head SET ${set} WHERE log = $1`, [someLog(random)]);
}

const headRow = z.object({ next: z.coerce.bigint() });

/**
 * As a database restored from an older copy: rows and keys of the last entries are gone, and the head with them. Nobody is
 * in the middle of a transaction then, also not one that took no row lock: hence the lock on the table.
 */
async function restored({ world, random }: Stage): Promise<void> {
  const log = someLog(random);
  const client = await world.pool.connect();
  try {
    await client.query(
      "BEGIN; SET LOCAL lock_timeout = '2s'; SET LOCAL session_replication_role = replica; LOCK TABLE ledger_head",
    );
    const { rows } = await client.query("SELECT next FROM ledger_head WHERE log = $1", [log]);
    const [head] = headRow.array().parse(rows);
    const { rows: older } = await client.query(
      `SELECT idx AS next FROM ledger_${log} WHERE idx >= $1 ORDER BY idx LIMIT 1`,
      [String((head?.next ?? 0n) - BigInt(random.below(200)))],
    );
    const from = headRow.array().parse(older)[0]?.next ?? 0n;
    await client.query(`DELETE FROM ledger_${log} WHERE idx >= ${from}`);
    await client.query(`DELETE FROM ledger_key WHERE log = '${log}' AND idx >= ${from}`);
    await client.query(
      `UPDATE ledger_head SET next = ${from}, prev = ${from} - 1 WHERE log = '${log}'`,
    );
    await client.query(`DELETE FROM ledger_seal WHERE log = '${log}' AND size > ${from}`);
    await client.query("COMMIT");
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Longer than anybody is frozen here, as LEDGER_WAL_DAYS is longer than anybody is frozen anywhere. */
const FREED_AFTER_MS = 12_000;

/** The batches that stand in a segment as well go, so that heads and memories point to places that are free again. */
async function freed({ world, random }: Stage): Promise<void> {
  const log = world.logs[someLog(random)];
  await freeRolled(log, new Date(Date.now() - FREED_AFTER_MS));
}

function someLog(random: Random): Log {
  return LOGS[random.below(4) === 0 ? 1 : 0];
}

/** A statement that the chaos may itself spoil, by a cut connection or a lock that does not come: then nothing happened. */
async function query(world: World, text: string, values: readonly string[] = []): Promise<void> {
  await world.pool.query(text, [...values]).catch(() => {});
}
