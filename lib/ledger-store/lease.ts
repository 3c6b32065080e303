// ledger.md §6: who seals is elected by a lease row of 30 s. It saves work: what sealers write is the same whoever writes it.
import type { Pool } from "pg";
import type { Runtime } from "./runtime";

/** How long a lease lasts beyond its last renewal, by the clock of the database. */
export const LEASE_SECONDS = 30;

type Parts = {
  readonly pool: Pool;
  readonly runtime: Pick<Runtime, "elapsed">;
  readonly name: string;
  /** A uuid of this process alone. */
  readonly holder: string;
};

/** One process's claim on a name. Of several processes at most one holds it, as long as their clocks run alike. */
export class Lease {
  readonly #parts: Parts;
  #heldUntil = Number.NEGATIVE_INFINITY;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Whether this process still holds the lease, without asking anybody. */
  isHeld(): boolean {
    return this.#parts.runtime.elapsed() < this.#heldUntil;
  }

  /** Takes the lease where it is free, renews it where it is ours. Answers whether it is held now. Errors: PostgreSQL's. */
  async hold(): Promise<boolean> {
    const { pool, runtime, name, holder } = this.#parts;
    const asked = runtime.elapsed(); // before the question: our idea of its end must not be later than the database's
    const { rowCount } = await pool.query(
      `INSERT INTO ledger_lease (name, holder, until)
         VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
         WHERE ledger_lease.holder = excluded.holder OR ledger_lease.until < clock_timestamp()`,
      [name, holder, LEASE_SECONDS],
    );
    this.#heldUntil = rowCount === 1 ? asked + LEASE_SECONDS * 1_000 : Number.NEGATIVE_INFINITY;
    return rowCount === 1;
  }

  /** Gives the lease back, so that the next one need not wait for its end. Errors: PostgreSQL's. */
  async release(): Promise<void> {
    const { pool, name, holder } = this.#parts;
    this.#heldUntil = Number.NEGATIVE_INFINITY;
    await pool.query("DELETE FROM ledger_lease WHERE name = $1 AND holder = $2", [name, holder]);
  }
}
