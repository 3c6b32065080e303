// The programs of the chaos: built once, because a process that is killed every second should not spend it on starting.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { PINNED_NODE } from "../process/pinned-node.mjs";
import { programEnv } from "../process/program-env.mjs";
import { at, ROOT } from "../process/root.mjs";

/** The last of what a program said is enough to see why it ended. */
const KEPT_CHARACTERS = 4_000;

/** Programs built into one folder. `path` of a source is the file to run. */
export type Built = { readonly path: (source: string) => string; readonly remove: () => void };

/** Builds programs of the project as they run in production: server code, packages from node_modules. */
export async function buildPrograms(sources: readonly string[]): Promise<Built> {
  const cache = at(".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "chaos-"));
  await build({
    entryPoints: Object.fromEntries(sources.map((source) => [nameOf(source), at(source)])),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    packages: "external",
    conditions: ["react-server"],
    logLevel: "error",
  });
  return {
    path: (source) => join(folder, `${nameOf(source)}.mjs`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function nameOf(source: string): string {
  return source.replaceAll("/", "-").replace(/[.]ts$/, "");
}

/** How a process ended: by a signal, or with a code. */
export type Ending = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** One run of a program. */
export class Run {
  readonly #child: ChildProcess;
  readonly ended: Promise<Ending>;
  stdout = "";
  stderr = "";

  /** `before`: what is put in front of node, a tracer for instance. */
  constructor(
    path: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    before: readonly string[] = [],
  ) {
    const [command = PINNED_NODE, ...rest] = [...before, PINNED_NODE, "--conditions=react-server"];
    const { PATH, HOME }: Record<string, string | undefined> = programEnv();
    this.#child = spawn(command, [...rest, path, ...args], {
      cwd: ROOT,
      env: { PATH, HOME, NODE_ENV: "production", ...env }, // and nothing that somebody set for another ledger
      // A session of its own, as Ctrl-C is for the chaos alone; the channel tells it when the chaos itself is gone.
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.stdout = (this.stdout + text).slice(-KEPT_CHARACTERS);
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr = (this.stderr + text).slice(-KEPT_CHARACTERS);
    });
    this.ended = new Promise((resolve) => {
      this.#child.once("close", (code, signal) => resolve({ code, signal }));
      this.#child.once("error", (error) => {
        this.stderr += String(error);
        resolve({ code: 127, signal: null });
      });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Kills it, asleep or awake, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.ended;
  }
}

/**
 * One place for a process: it is killed, frozen and started again, and an end that nobody wished for is reported. A process
 * that could not start, and has said nothing yet, is started again as an installation does it.
 */
export class Place {
  readonly name: string;
  readonly #start: (crashAt: string | null) => Run;
  readonly #unexpected: (message: string) => void;
  #run: Run | null = null;
  #last: Run | null = null;
  #expected = false;

  constructor(
    name: string,
    start: (crashAt: string | null) => Run,
    unexpected: (message: string) => void,
  ) {
    this.name = name;
    this.#start = start;
    this.#unexpected = unexpected;
  }

  /** Starts it, where it does not run. `crashAt`: the point at which it kills itself. */
  start(crashAt: string | null = null): void {
    if (this.#run !== null) return;
    const run = this.#start(crashAt);
    this.#run = run;
    this.#last = run;
    this.#expected = false;
    void run.ended.then(({ code, signal }) => {
      const crashed = crashAt !== null && signal === "SIGKILL";
      const wished = this.#expected || crashed || run.stdout === "";
      if (this.#run === run) this.#run = null;
      if (wished) return;
      this.#unexpected(
        `${this.name} ended by itself (${signal ?? `exit code ${code}`}): ${run.stderr}`,
      );
    });
  }

  /** What it said last. */
  get words(): string {
    return this.#last === null ? "" : `${this.name}: ${this.#last.stdout}${this.#last.stderr}`;
  }

  /** SIGKILL, and gone when it resolves. */
  async kill(): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    this.#expected = true;
    await run.kill();
    this.#run = null;
  }

  /** Stops it in the middle of whatever it does; `wake` lets it go on. */
  freeze(): void {
    this.#run?.signal("SIGSTOP");
  }

  wake(): void {
    this.#run?.signal("SIGCONT");
  }
}
