import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { REFUSED } from "./refusal.mjs";
import { ROOT } from "./root.mjs";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
// A child that ran this long and then died is started again at once, not after a long pause.
const HEALTHY_MS = 60_000;
const STOP_PATIENCE_MS = 25_000;

/** One program, started again whenever it dies. `started(pid)` is told of each start, `say` of each end. */
export class KeptAlive {
  #program;
  #child = null;
  #stopping = false;
  #wasReady = false;
  #ready = Promise.withResolvers();
  #over;

  constructor({ name, command, args, env, started, say }) {
    this.#program = { name, command, args, env, started, say };
    this.#over = this.#run();
  }

  /** Resolves when the program first reports that it serves. */
  get ready() {
    return this.#ready.promise;
  }

  /** Resolves when it is not started again: with a sentence why that would not help, or null after `stop`. */
  get over() {
    return this.#over;
  }

  /** Asks the program to end, and makes it end where it does not. */
  async stop() {
    this.#stopping = true;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const impatience = setTimeout(() => child.kill("SIGKILL"), STOP_PATIENCE_MS);
    await this.#over;
    clearTimeout(impatience);
  }

  async #run() {
    let pause = FIRST_PAUSE_MS;
    while (!this.#stopping) {
      const since = Date.now();
      const ending = await this.#runOnce();
      const sentence = this.#whyOver(ending);
      if (this.#stopping || sentence) return sentence;
      this.#program.say(this.#program.name, `ended (${ending.words}), starting it again`);
      await sleep(pause);
      const wasHealthy = Date.now() - since > HEALTHY_MS;
      pause = wasHealthy ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
    return null;
  }

  #runOnce() {
    const { command, args, env, started } = this.#program;
    // A session of its own: Ctrl-C in the terminal reaches only the parent, which then stops its
    // children in order. The channel tells the child when the parent is gone.
    const stdio = ["ignore", "inherit", "inherit", "ipc"];
    const child = spawn(command, args, { cwd: ROOT, env, detached: true, stdio });
    this.#child = child;
    if (child.pid) started(child.pid);
    child.once("message", () => {
      this.#wasReady = true;
      this.#ready.resolve();
    });
    return new Promise((resolve) => {
      child.once("error", (error) => resolve({ code: null, words: error.message }));
      child.once("exit", (code, signal) => resolve({ code, words: signal ?? `exit code ${code}` }));
    });
  }

  #whyOver({ code, words }) {
    const { name } = this.#program;
    if (this.#stopping) return null;
    if (code === REFUSED) return `The ${name} process cannot run; the reason stands above.`;
    if (!this.#wasReady) return `The ${name} process ended while it was starting (${words}).`;
    return null;
  }
}
