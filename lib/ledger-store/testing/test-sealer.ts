import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MAX_SEGMENT_BYTES } from "@/lib/ledger/batch";
import type { NoteSigner } from "@/lib/ledger/note";
import { LOGS, type Log, originOf } from "@/lib/ledger/origin";
import { signerFromSeed } from "@/lib/ledger/testing/signer";
import { formatVkey, type VerifierKey } from "@/lib/ledger/vkey";
import { Appender } from "../append";
import { initLedger } from "../init";
import { createMemoryStore } from "../memory";
import { emptyIndex } from "../rebuild";
import type { KeyFolder } from "../sealer/key-folder";
import { Sealer } from "../sealer/sealer";
import { type SealedLog, type SealerSettings, sealerSettings } from "../sealer/settings";
import type { Store } from "../store";
import { expectLogIntact, type IntactLog } from "./expect-log-intact";
import { type TestRuntime, testLog, testPool, testRuntime } from "./test-log";

/** Both logs over one store, a folder of keys, and a sealer that a test lets go round by round. */
export type TestLedger = {
  readonly store: Store;
  readonly logs: Readonly<Record<Log, SealedLog & { readonly appender: Appender }>>;
  readonly runtime: TestRuntime;
  readonly keys: KeyFolder;
  readonly settings: SealerSettings;
  readonly sealer: Sealer;
};

/** As an installation has them where nothing is configured. */
export const USUAL_SETTINGS = sealerSettings({
  LEDGER_SEAL_SECONDS: 10,
  LEDGER_SEGMENT_BYTES: MAX_SEGMENT_BYTES,
  LEDGER_WAL_DAYS: 14,
  LEDGER_DEDUPE_DAYS: 30,
  LEDGER_TSA_URL: undefined,
});

/** An initialised ledger of the test's database, whose index and seals are emptied. */
export async function newTestLedger({
  store = memoryStore(),
  runtime = testRuntime(),
  settings = USUAL_SETTINGS,
  keys,
}: {
  store?: Store;
  runtime?: TestRuntime;
  settings?: SealerSettings;
  keys?: KeyFolder;
} = {}): Promise<TestLedger> {
  for (const log of LOGS) await emptyIndex(testLog({ log, store, runtime }));
  await emptyOffice();
  const folder = keys ?? (await memoryKeys());
  const ledger = anotherProcess({ store, keys: folder, settings }, runtime);
  await initLedger({ logs: ledger.logs, keys: folder });
  return ledger;
}

/** Another process on the same store, database and keys: nothing in memory is shared. */
export function anotherProcess(
  { store, keys, settings }: Pick<TestLedger, "store" | "keys" | "settings">,
  runtime = testRuntime(2),
): TestLedger {
  const open = (log: Log) => {
    const parts = testLog({ log, store, runtime });
    return { ...parts, appender: new Appender(parts, { lingerMs: 0 }) };
  };
  const logs = { calls: open("calls"), governance: open("governance") };
  const sealer = new Sealer({ logs, signer: keys, settings });
  return { store, logs, runtime, keys, settings, sealer };
}

/** A store in memory that lets a test remove what it likes. */
export function memoryStore(): Store {
  return createMemoryStore({ now: () => new Date("2999-01-01"), token: () => "probe" });
}

/** Seals and rows of the sealer, as if its database were new. Only the owner of the tables can do that. */
export async function emptyOffice(): Promise<void> {
  await testPool().query(
    `BEGIN; ALTER TABLE ledger_seal DISABLE TRIGGER USER; DELETE FROM ledger_seal;
     ALTER TABLE ledger_seal ENABLE TRIGGER USER;
     DELETE FROM ledger_sealer; DELETE FROM ledger_finding; DELETE FROM ledger_vkey; COMMIT`,
  );
}

const folders: string[] = [];

/** A new folder under the temporary one, which `removeFolders` removes. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-sealer-"));
  folders.push(folder);
  return folder;
}

/** For `afterAll`. */
export async function removeFolders(): Promise<void> {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

/** Keys that are made as `signing.ts` makes them and are kept in memory, in a folder for what the sealer notes beside them. */
export async function memoryKeys(): Promise<KeyFolder> {
  const directory = await newFolder();
  const held = new Map<string, NoteSigner>();
  const named = new Map<string, string>();
  const make = async (name: string, log: Log, seed: Uint8Array) => {
    const signer = signerFromSeed(originOf("ledger.example.com/acme", log), seed);
    if (!named.has(name)) named.set(name, formatVkey(signer.key));
    held.set(formatVkey(signer.key), signer);
    return named.get(name) ?? "";
  };
  return {
    directory,
    separation: "process",
    has: async (log) => named.has(log),
    vkey: async (log) => named.get(log) ?? "",
    make: (log, seed) => make(log, log, seed),
    makeNext: (log, seed) => make(`${log}.next`, log, seed),
    adoptNext: async (log) => {
      named.set(log, named.get(`${log}.next`) ?? named.get(log) ?? "");
      named.delete(`${log}.next`);
    },
    signersOf: async (_, vkeys) =>
      vkeys.map((vkey) => {
        const signer = held.get(vkey);
        if (signer === undefined) throw new Error(`no key ${vkey}`);
        return signer;
      }),
  };
}

/** The keys of a log that its checkpoints may carry. */
export async function trustedKeys({ keys }: TestLedger, log: Log): Promise<VerifierKey[]> {
  const signers = await keys.signersOf(log, [await keys.vkey(log)]);
  return signers.map(({ key }) => key);
}

/** Verifies both logs again, with every signature. Answers what the log that is asked for was found to be. */
export async function expectSealedIntact(ledger: TestLedger, log: Log): Promise<IntactLog> {
  for (const other of LOGS) {
    await expectLogIntact(ledger.logs[other], await trustedKeys(ledger, other));
  }
  return await expectLogIntact(ledger.logs[log]);
}

/** Sizes of the checkpoints of a log in the store, ascending. */
export async function checkpointSizes({ store }: TestLedger, log: Log): Promise<number[]> {
  const sizes: number[] = [];
  for await (const { key } of store.list(`${log}/checkpoint/`)) {
    sizes.push(Number(key.slice(key.lastIndexOf("/") + 1)));
  }
  return sizes;
}

/** Names under a folder of a log, without the folder. */
export async function namesIn({ store }: TestLedger, folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { key } of store.list(`${folder}/`)) names.push(key.slice(folder.length + 1));
  return names;
}

/** The row of the sealer about a log. */
export async function standingOf(log: Log) {
  const { rows } = await testPool().query(
    "SELECT halted_at, halt_reason, halt_message, size::int AS size FROM ledger_sealer WHERE log = $1",
    [log],
  );
  return rows[0] ?? null;
}
