import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "@/lib/core/env";
import { createdEvent } from "@/lib/ledger/reserved";
import { type Ledger, openLedger } from "@/lib/ledger-store/open-ledger";
import { rebuildIndex } from "@/lib/ledger-store/rebuild";
import { relayBatch } from "../relay";
import { appendChanges } from "../start-relay";

/** A ledger of this process in a folder of its own, begun, with what a test does to it. */
export type RelayedLedger = {
  ledger: Ledger;
  /** Takes all that waits in the outbox into the ledger, as the relay does. */
  relay: () => Promise<void>;
  /** Puts a checkpoint of everything so far into the index. It is signed by nobody. */
  seal: () => Promise<bigint>;
  /** Does to rows what only a superuser can. */
  tamper: (statement: string) => Promise<void>;
  close: () => Promise<void>;
};

/** Opens it as the ledger that the whole process uses, over the database of the test. */
export async function relayedLedger(): Promise<RelayedLedger> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-relayed-"));
  const settings = {
    ...env(),
    LEDGER_ORIGIN: "ledger.example.com/test",
    LEDGER_STORE: `fs:${folder}`,
  };
  const ledger = await openLedger(settings);
  globalThis.countersignLedger = Promise.resolve(ledger);
  const { governance } = ledger.logs;
  const { pool } = governance;
  await rebuildIndex(governance, { now: new Date(), dedupeDays: 30 });
  await governance.appender.append([createdEvent()], "inside");
  return {
    ledger,
    relay: async () => {
      for (;;) {
        const { taken } = await relayBatch(appendChanges);
        if (taken === 0) return;
      }
    },
    seal: async () => {
      const { rows } = await pool.query(
        `INSERT INTO ledger_seal (log, size, root, note, at)
         SELECT log, next, $1, $2, now() FROM ledger_head WHERE log = 'governance'
         ON CONFLICT DO NOTHING RETURNING size::text`,
        [randomBytes(32), Buffer.from(`${governance.origin}\n`)],
      );
      return BigInt(rows[0]?.size ?? -1);
    },
    tamper: async (statement) => {
      const client = await pool.connect();
      try {
        await client.query("SET session_replication_role = replica");
        await client.query(statement);
      } finally {
        await client.query("RESET session_replication_role");
        client.release();
      }
    },
    close: async () => {
      globalThis.countersignLedger = undefined;
      await ledger.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
