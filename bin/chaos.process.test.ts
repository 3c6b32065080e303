// ledger.md §15, test 4: `npm run chaos` for a while. The seed is printed where something does not hold.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Built, buildPrograms } from "./chaos/programs";
import { CHAOS_PROGRAMS, runChaos } from "./chaos/run";
import { freshDatabase, freshFolder } from "./test/processes.mjs";

let built: Built;

beforeAll(async () => {
  built = await buildPrograms(CHAOS_PROGRAMS);
});

afterAll(() => built.remove());

test.each([
  ["with the row lock", { rounds: 2, roundMs: 9_000, unlocked: false }],
  [
    "without the row lock, on which correctness does not rest",
    { rounds: 1, roundMs: 8_000, unlocked: true },
  ],
])(
  "killed, frozen, restored and lied to, three appenders, a gateway and a sealer keep a whole log: %s",
  async (_, plan) => {
    const seed = Math.floor(Math.random() * 1_000_000);
    const databaseUrl = await freshDatabase();
    const folder = join(freshFolder(), "world");
    const report = await runChaos({ ...plan, seed }, { built, databaseUrl, folder });
    expect(report.fault, `seed ${seed}`).toBeNull();
    expect(report.rounds).toBe(plan.rounds);
    expect(report.found.acknowledged).toBeGreaterThan(100);
    expect(report.found.checkpoints).toBeGreaterThan(1);
  },
);
