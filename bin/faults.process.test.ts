// ledger.md §15, test 7: every write, fsync, link and unlink of one append fails in each way a disk can fail, or is the last
// thing the process does. What was acknowledged is there, nothing is there in part, and the next process goes on.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectIndexed, expectLogIntact } from "@/lib/ledger-store/testing/expect-log-intact";
import { skipAndSay } from "@/lib/ledger-store/testing/skip-and-say";
import { type Built, buildPrograms, type Ending, Run } from "./chaos/programs";
import { openWorld, type World } from "./chaos/world";
import { freshDatabase, freshFolder } from "./test/processes.mjs";

const ONCE = "bin/chaos/append-once.ts";

/** One of the calls that make a file durable, the nth of its kind in the thread that does the store's work. */
type Call = { readonly name: string; readonly nth: number };

const DURABLE = /^(?:pwrite64|fsync|fdatasync|link|linkat|unlink|unlinkat)$/;
// All that the store asks of the system comes from one thread then, so that "the nth" is the same in every run.
const ONE_THREAD = { UV_THREADPOOL_SIZE: "1", UV_USE_IO_URING: "0" };

let built: Built;
let world: World;

beforeAll(async () => {
  built = await buildPrograms([ONCE]);
  const databaseUrl = await freshDatabase();
  world = await openWorld({ databaseUrl, folder: join(freshFolder(), "world") });
});

afterAll(async () => {
  built.remove();
  await world.close();
});

test("each write, fsync, link and unlink of an append may fail or be the last, and the log stays whole", async (context) => {
  const why = whyNoTrace();
  if (why !== null) return skipAndSay(context, why);
  expect(await append(["--keys", "first"])).toEqual({ code: 0, signal: null });
  const calls = await callsOfOneAppend();
  const kinds = calls.map(({ name }) => name.replace(/at$|64$/, ""));
  expect(kinds.toSorted()).toEqual(["fsync", "fsync", "link", "pwrite", "unlink"]);
  const keys = ["first", "warm", "traced"];
  for (const [at, call] of calls.entries()) {
    for (const fault of ["error=EIO", "error=ENOSPC", "signal=SIGKILL"]) {
      const name = `${at}-${fault.slice(fault.indexOf("=") + 1)}`;
      const args = ["--warm-up", `warm-${name}`, "--keys", `hit-${name}`];
      const ending = await append(args, injecting(call, fault));
      expect(ending, `${fault} at ${call.name}`).toEqual(expectedOf(call, fault));
      await expectLogIntact(world.logs.calls);
      expect(await append(["--keys", `hit-${name}`, "--until-stored"])).toEqual(STORED);
      keys.push(`warm-${name}`, `hit-${name}`);
      const indexed = await expectIndexed(world.logs.calls);
      expect(indexed.keys).toEqual(keys.map((key) => `gw-1 ${key}`));
    }
  }
});

const STORED: Ending = { code: 0, signal: null };
const ENDED_ITSELF: Ending = { code: 1, signal: null };

/** A full disk is a 503. After an error of the disk, or any failed fsync, the process believes nothing more and ends. */
function expectedOf({ name }: Call, fault: string): Ending {
  if (fault === "signal=SIGKILL") return { code: null, signal: "SIGKILL" };
  const isFull = fault === "error=ENOSPC" && !name.startsWith("f");
  return isFull ? REFUSED : ENDED_ITSELF;
}

/** What append-once answers a 503 with. */
const REFUSED: Ending = { code: 75, signal: null };

async function append(args: readonly string[], before: readonly string[] = []): Promise<Ending> {
  const env = { ...world.env, ...ONE_THREAD };
  return await new Run(built.path(ONCE), args, env, before).ended;
}

function injecting({ name, nth }: Call, fault: string): string[] {
  const file = join(world.folder, "injected");
  const filter = ["-e", `trace=${name}`, "-e", `inject=${name}:${fault}:when=${nth}`];
  return ["strace", "-f", "-o", file, ...filter];
}

/** Traces an append after one that warmed up, and answers the calls between "begin" and "end". */
async function callsOfOneAppend(): Promise<Call[]> {
  const file = join(world.folder, "traced");
  await append(["--warm-up", "warm", "--keys", "traced"], ["strace", "-f", "-o", file]);
  const lines = readFileSync(file, "utf8").split("\n");
  const [begin, end] = ["begin", "end"].map((name) =>
    lines.findIndex((line) => line.includes(`/chaos-${name}"`)),
  );
  if (begin === undefined || end === undefined || begin < 0) throw new Error("nothing was traced");
  const thread = lines[begin]?.split(" ")[0];
  const counts = new Map<string, number>();
  return lines.slice(0, end).flatMap((line, at) => {
    const [, of, name = ""] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (of !== thread || !DURABLE.test(name)) return [];
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    return at > begin ? [{ name, nth }] : [];
  });
}

function whyNoTrace(): string | null {
  const { error, status } = spawnSync("strace", ["-o", "/dev/null", "true"]);
  if (error) return "strace is not installed: apt-get install strace.";
  return status === 0 ? null : "strace may not trace here (ptrace is forbidden).";
}
