// The ledger's own connections: COPY and row locks need `pg` itself, and must not wait behind the product's queries.
import "server-only";
import { Pool } from "pg";

const MAX_CONNECTIONS = 6;

/** A pool whose sessions speak UTC. `onError` hears of connections that broke; the next use opens another. */
export function ledgerPool(connectionString: string, onError: (error: Error) => void): Pool {
  const pool = new Pool({
    connectionString,
    options: "-c timezone=UTC",
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
    // A server that was switched off says nothing: the system finds out within a minute, and those who wait hear of it.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // The pool listens to idle connections alone. One that breaks in use, between two questions, would end the process
  // unheard, and a database that restarts would take everybody down with it.
  pool.on("connect", (client) => client.on("error", onError));
  pool.on("error", () => {}); // the client has told it
  return pool;
}
