import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "@/lib/core/env";
import { signCheckpoint } from "@/lib/ledger/checkpoint";
import { rootOfLeaves } from "@/lib/ledger/frontier";
import { checkpointKey } from "@/lib/ledger/object-key";
import { createdEvent } from "@/lib/ledger/reserved";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import type { LedgerLog } from "@/lib/ledger-store/ledger-log";
import { type Ledger, openLedger } from "@/lib/ledger-store/open-ledger";
import { rebuildIndex } from "@/lib/ledger-store/rebuild";
import { relayBatch } from "../relay";
import { appendChanges } from "../start-relay";

/** A ledger of this process in a folder of its own, begun, with what a test does to it. */
export type RelayedLedger = {
  ledger: Ledger;
  /** The variables with which another process opens the same. */
  environment: Readonly<Record<string, string>>;
  /** Takes all that waits in the outbox into the ledger, as the relay does. */
  relay: () => Promise<void>;
  /** Seals everything so far, as the sealer does, with a key that everybody knows. */
  seal: () => Promise<{ size: bigint; note: string }>;
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
  await asSuperuser(pool, "DELETE FROM ledger_seal");
  await rebuildIndex(governance, { now: new Date(), dedupeDays: 30 });
  await governance.appender.append([createdEvent()], "inside");
  return {
    ledger,
    environment: {
      DATABASE_URL: settings.DATABASE_URL,
      DATA_DIR: settings.DATA_DIR,
      LEDGER_ORIGIN: settings.LEDGER_ORIGIN,
      LEDGER_STORE: settings.LEDGER_STORE,
    },
    relay: async () => {
      for (;;) {
        const { taken } = await relayBatch(appendChanges);
        if (taken === 0) return;
      }
    },
    seal: () => seal(governance),
    tamper: (statement) => asSuperuser(pool, statement),
    close: async () => {
      globalThis.countersignLedger = undefined;
      await ledger.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function seal({ reader, store, pool, origin }: LedgerLog) {
  const entries = await Array.fromAsync(reader.range({ start: 0n, end: 1_000_000n }));
  const [size, root] = [BigInt(entries.length), rootOfLeaves(entries.map(({ leaf }) => leaf))];
  const note = signCheckpoint({ origin, size, root }, [sampleSigner(origin)]);
  await store.create(checkpointKey("governance", size), note);
  await pool.query(
    "INSERT INTO ledger_seal (log, size, root, note, at) VALUES ('governance', $1, $2, $3, now())",
    [size.toString(), Buffer.from(root), Buffer.from(note)],
  );
  return { size, note: new TextDecoder().decode(note) };
}

async function asSuperuser(pool: LedgerLog["pool"], statement: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SET session_replication_role = replica"); // no trigger, no foreign key
    await client.query(statement);
  } finally {
    await client.query("RESET session_replication_role");
    client.release();
  }
}
