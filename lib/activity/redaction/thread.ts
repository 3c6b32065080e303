// One redaction thread: it does one order at a time, and is thrown away with it when that takes too long or breaks it.
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/core/app-error";
import type { RedactionFailure } from "./redact";
import type { Answer, Order, Results, WorkerData } from "./worker-messages";

/** How an order ended. `lost`: the thread is gone, and with it whatever it had found. */
export type Ending =
  | { readonly kind: "done"; readonly results: Results }
  | { readonly kind: "lost"; readonly reason: RedactionFailure }
  | { readonly kind: "never-started"; readonly error: AppError };

// The thread itself watches the time between texts; one text is looked through in less.
const GRACE_MS = 1_000;
const START_MS = 10_000;
const HEAP_MB = 512;

export class RedactionThread {
  readonly #worker: Worker;
  #isReady = false;
  #isGone = false;
  #end: ((ending: Ending) => void) | null = null;
  #onReady: (() => void) | null = null;

  /** Starts the program in a file. `data` is all that it gets: no environment, no options of this process. */
  constructor(file: string, data: WorkerData) {
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

  /** Does an order. Never rejects; the time counts from when the thread has started. */
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
        timer = setTimeout(() => this.#isLost("deadline"), order.budgetMs + GRACE_MS);
        this.#worker.postMessage(order);
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
    const results: Results = JSON.parse(answer.redacted);
    this.#end?.({ kind: "done", results });
  }

  // Before it was ready it had seen no payload: that is our mistake, and the sender shall come again.
  #isLost(reason: RedactionFailure): void {
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
  "The redaction could not be started, so nothing was kept. Start the installation again, and send this again.";
