// ledger.md §6: one process per installation signs. Determinism makes a second one harmless.
import { AppError } from "@/lib/core/app-error";
import { MINUTE_MS } from "@/lib/core/clock";
import { LOGS, type Log } from "@/lib/ledger/origin";
import { closeFindings, reportFinding } from "../findings";
import type { Signer } from "./key-folder";
import { KeyRing } from "./key-ring";
import { LogSealer } from "./log-sealer";
import type { SealedLog, SealerSettings } from "./settings";

type Parts = {
  readonly logs: Readonly<Record<Log, SealedLog>>;
  readonly signer: Signer;
  readonly settings: SealerSettings;
};

/** Tails, signs and rolls both logs. Whoever holds the lease calls `round` every second. */
export class Sealer {
  readonly #parts: Parts;
  readonly #ring: KeyRing;
  readonly #sealers: Readonly<Record<Log, LogSealer>>;
  // Until a round has gone well nobody knows what a sealer before this one left open.
  readonly #failing = new Map<Log, Failing>(LOGS.map((log) => [log, { says: "", at: 0 }]));
  #isLoaded = false;

  constructor(parts: Parts) {
    const { logs, signer, settings } = parts;
    this.#parts = parts;
    this.#ring = new KeyRing(signer.directory);
    const sealerOf = (log: Log) => new LogSealer(logs[log], signer, this.#ring, settings);
    this.#sealers = { calls: sealerOf("calls"), governance: sealerOf("governance") };
  }

  /**
   * One round of all duties over both logs. What goes wrong with one log is written down and keeps nobody else from being
   * sealed; nothing is thrown.
   */
  async round(): Promise<void> {
    // Governance first: it says which keys count.
    for (const log of LOGS.toReversed()) {
      try {
        if (!this.#isLoaded) await this.#ring.load(this.#parts.logs.governance);
        this.#isLoaded = true;
        await this.#sealers[log].round();
        await this.#recovered(log);
      } catch (error) {
        await this.#failed(log, error);
      }
    }
  }

  async #recovered(log: Log): Promise<void> {
    if (!this.#failing.has(log)) return;
    const { pool, runtime } = this.#parts.logs[log];
    await closeFindings(pool, { log, kind: "signing" }, runtime.now());
    this.#failing.delete(log);
  }

  /** A fault that lasts is told once a minute: as a finding in words where a person can mend it, else with its error in the log. */
  async #failed(log: Log, error: unknown): Promise<void> {
    const { pool, runtime } = this.#parts.logs[log];
    const before = this.#failing.get(log);
    const says = error instanceof AppError ? error.message : "The sealer could not finish a round.";
    const isNews = before?.says !== says || runtime.elapsed() - before.at >= MINUTE_MS;
    if (!isNews) return;
    this.#failing.set(log, { says, at: runtime.elapsed() });
    runtime.note("ledger.round-failed", error);
    const finding = { log, kind: "signing", severity: "critical", message: says } as const;
    await reportFinding(pool, finding, runtime.now()).catch((lost: unknown) => {
      runtime.note("ledger.finding-lost", lost);
    });
  }
}

type Failing = { readonly says: string; readonly at: number };
