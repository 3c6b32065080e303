// A process of an installation that can be made to die, and started again.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { PINNED_NODE } from "../process/pinned-node.mjs";
import { ROOT } from "../process/root.mjs";

type Life = { readonly child: ChildProcess; readonly ended: Promise<"ended"> };

export class Part {
  readonly #args: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  readonly #log: string;
  #life: Life | null = null;

  /** `log`: the file for what it says, in all of its lives. */
  constructor(args: readonly string[], env: NodeJS.ProcessEnv, log: string) {
    this.#args = args;
    this.#env = env;
    this.#log = log;
  }

  /** The number of the process that runs, or ran last; 0 before the first. */
  get pid(): number {
    return this.#life?.child.pid ?? 0;
  }

  /** Starts it; it is ready when this resolves. Errors: what it said, where it ended instead. */
  async start(): Promise<void> {
    const output = openSync(this.#log, "a");
    const child = spawn(PINNED_NODE, this.#args, {
      ...{ cwd: ROOT, env: this.#env },
      stdio: ["ignore", output, output, "ipc"],
    });
    closeSync(output);
    const ended = new Promise<"ended">((resolve) => child.once("exit", () => resolve("ended")));
    const ready = new Promise<"ready">((resolve) => child.once("message", () => resolve("ready")));
    this.#life = { child, ended };
    if ((await Promise.race([ended, ready])) === "ended") {
      throw new Error(`It did not start:\n${readFileSync(this.#log, "utf8")}`);
    }
  }

  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  /** Kills it at once, in the middle of whatever it does. It is gone when this resolves. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#life?.child.kill(signal);
    await this.#life?.ended;
  }
}
