// ledger.md §7, Start-up probe: what a store promises, tried before anything is trusted to it.
import { equalBytes, utf8 } from "@/lib/ledger/bytes";
import type { ProbeCheck, ProbeReport, StorageMode, Store } from "./store";

const RACERS = 16;

type Probed = Pick<Store, "create" | "read">;

/**
 * The checks that all stores must pass: of 16 racing creates one wins; create, read, create again. `token` makes the keys
 * new. Never throws: a store that fails is a check that fails.
 */
export async function probeChecks(store: Probed, token: string): Promise<ProbeCheck[]> {
  return [
    await check("one of racing creates wins", () => race(store, `probe/${token}-race`)),
    await check("what was created is read", () => readBack(store, `probe/${token}-read`)),
  ];
}

/** The report of checks. */
export function probeReport(
  mode: StorageMode,
  place: string,
  checks: readonly ProbeCheck[],
): ProbeReport {
  return { mode, place, ok: checks.every(({ ok }) => ok), checks };
}

async function check(name: string, run: () => Promise<string | null>): Promise<ProbeCheck> {
  try {
    const fault = await run();
    return { name, ok: fault === null, detail: fault ?? "as promised" };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

async function race(store: Probed, key: string): Promise<string | null> {
  const racers = Array.from({ length: RACERS }, (_, at) => store.create(key, utf8(`racer ${at}`)));
  const outcomes = await Promise.all(racers);
  const winner = outcomes.indexOf("created");
  const winners = outcomes.filter((outcome) => outcome === "created").length;
  if (winners !== 1) {
    return `${winners} of ${RACERS} racing creates of one key won, so two writers could commit the same place. Use another store; on S3 set LEDGER_S3_ORDER.`;
  }
  const bytes = await store.read(key);
  if (bytes !== null && equalBytes(bytes, utf8(`racer ${winner}`))) return null;
  return "The store does not keep the bytes of the create that won. Use another store.";
}

async function readBack(store: Probed, key: string): Promise<string | null> {
  const first = await store.create(key, utf8("probe"));
  const bytes = await store.read(key);
  const again = await store.create(key, utf8("probe again"));
  const after = await store.read(key);
  if (first !== "created") return "A new key could not be created.";
  if (bytes === null || !equalBytes(bytes, utf8("probe"))) return "What was created was not read.";
  if (again !== "exists") return "A key could be created twice.";
  if (after !== null && equalBytes(after, bytes)) return null;
  return "A second create changed the object.";
}
