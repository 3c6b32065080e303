// An installation that is thrown away: its own database, its own ledger, web and sealer as they are in earnest, and sources with
// their tokens. For programs that push at it until something gives.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { anyPort } from "../process/ports.mjs";
import { programEnv } from "../process/program-env.mjs";
import { runTypescript, typescriptArgs } from "../process/run-typescript.mjs";
import { ensureLedger } from "../start/ledger.mjs";
import type { SourceToken } from "./calls";
import { Part } from "./part";
import { sourceName } from "./source-name";

export type Installation = {
  readonly url: string;
  /** Reads the ledger. */
  readonly reader: string;
  /** The key that signs the log of the calls. */
  readonly vkey: string;
  /** A source and its token, by any name that it was given. Errors: no such source. */
  readonly senderFor: (name: string) => SourceToken;
  /** What the web process said so far. */
  readonly said: () => string;
  /** Memory of the web process, in MiB; 0 once it has ended. */
  readonly memory: () => number;
  readonly web: Part;
  readonly sealer: Part;
  readonly stop: () => Promise<void>;
};

const prepared = z.object({ reader: z.string(), sources: z.record(z.string(), z.string()) });
const SENTENCE = "The installation to push at could not be prepared.";

type Site = {
  readonly databaseUrl: string;
  readonly folder: string;
  /** What its processes are told besides, or instead. */
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts one on a migrated database, with its data in the folder `data`. The web part has to be built. Errors: Refusal. */
export async function openInstallation(
  { databaseUrl, folder, env: more = {} }: Site,
  sourceNames: readonly string[],
): Promise<Installation> {
  mkdirSync(folder, { recursive: true });
  const port = await anyPort();
  const url = `http://localhost:${port}`;
  const env = programEnv({
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(folder, "data"),
    PORT: String(port),
    BASE_URL: url,
    LEDGER_SEAL_SECONDS: "1",
    ...more,
  });
  const text = await runTypescript(["bin/lab/prepare.ts", ...sourceNames], {
    env,
    sentence: SENTENCE,
  });
  const { reader, sources } = prepared.parse(JSON.parse(text));
  const keys: { log: string; vkey: string }[] = await ensureLedger({
    url: databaseUrl,
    env,
    signal: undefined,
  });
  const log = join(folder, "web.log");
  const web = new Part(["bin/web.mjs"], env, log);
  const sealer = new Part(typescriptArgs(["bin/sealer.ts"]), env, join(folder, "sealer.log"));
  await Promise.all([web.start(), sealer.start()]);
  return {
    ...{ url, reader },
    vkey: keys.find((key) => key.log === "calls")?.vkey ?? "",
    senderFor: (name) => {
      const source = sourceName(name);
      const token = sources[source];
      if (token === undefined) throw new Error(`There is no source ${source}.`);
      return { source, token };
    },
    said: () => readFileSync(log, "utf8"),
    memory: () => memoryOf(web.pid),
    ...{ web, sealer },
    stop: async () => {
      await Promise.all([web.stop(), sealer.stop()]);
    },
  };
}

function memoryOf(pid: number): number {
  try {
    const kib = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
    return Math.round(Number(kib.trim()) / 1_024);
  } catch {
    return 0; // it has ended
  }
}
