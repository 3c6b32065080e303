// One reading thread: it does one order at a time, and is thrown away with it when that takes too long or breaks it.
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/core/app-error";
import type { Answer, Order, WorkerData } from "./messages";

/** Why a thread was lost. */
export type Loss = "deadline" | "exception";

/** How an order ended. `lost`: the thread is gone, and with it whatever it had found. */
export type Ending =
  | { readonly kind: "answered"; readonly answer: Exclude<Answer, { kind: "ready" }> }
  | { readonly kind: "lost"; readonly reason: Loss }
  | { readonly kind: "never-started"; readonly error: AppError };

// The thread itself watches between texts how long it works. One text, what follows the last of them, and waiting for a busy
// machine take less than this.
const GRACE_MS = 25_000;
const START_MS = 10_000;
const HEAP_MB = 1_024;

export class ReadingThread {
  readonly #worker: Worker;
  readonly #graceMs: number;
  #isReady = false;
  #isGone = false;
  #end: ((ending: Ending) => void) | null = null;
  #onReady: (() => void) | null = null;

  /** Starts the program in a file. `data` is all that it gets: no environment, no options of this process. */
  constructor(file: string, data: WorkerData, graceMs = GRACE_MS) {
    this.#graceMs = graceMs;
    this.#worker = new Worker(/* turbopackIgnore: true */ file, {
      workerData: data,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    this.#worker.unref(); // an idle thread keeps no process alive
    this.#worker.on("message", (answer: Answer) => this.#hear(answer));
    this.#worker.on("error", () => this.#isLost("exception"));
    this.#worker.on("exit", () => this.#isLost("exception"));
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Does an order, whose body is taken away from the caller. Never rejects; the time counts from when the thread has started. */
  do(order: Order): Promise<Ending> {
    return new Promise((resolve) => {
      let timer = setTimeout(() => this.#isLost("deadline"), START_MS);
      this.#worker.ref();
      this.#end = (ending) => {
        clearTimeout(timer);
        this.#end = null;
        this.#worker.unref();
        resolve(ending);
      };
      const begin = () => {
        clearTimeout(timer);
        timer = setTimeout(() => this.#isLost("deadline"), order.budgetMs + this.#graceMs);
        const { buffer } = order.body;
        this.#worker.postMessage(order, buffer instanceof ArrayBuffer ? [buffer] : []);
      };
      if (this.#isGone) this.#isLost("exception");
      else if (this.#isReady) begin();
      else this.#onReady = begin;
    });
  }

  async stop(): Promise<void> {
    this.#isGone = true;
    await this.#worker.terminate();
  }

  #hear(answer: Answer): void {
    if (answer.kind === "ready") {
      this.#isReady = true;
      this.#onReady?.();
      return;
    }
    this.#end?.({ kind: "answered", answer });
  }

  // Before it was ready it had seen no body: that is our mistake, and the sender shall come again.
  #isLost(reason: Loss): void {
    this.#isGone = true;
    void this.#worker.terminate();
    this.#end?.(
      this.#isReady
        ? { kind: "lost", reason }
        : { kind: "never-started", error: new AppError("unavailable", NO_THREAD) },
    );
  }
}

const NO_THREAD =
  "What reads records could not be started, so nothing was kept. Start the installation again, and send this again.";
