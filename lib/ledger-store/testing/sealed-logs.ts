import { readFile } from "node:fs/promises";
import { signCheckpoint } from "@/lib/ledger/checkpoint";
import { Frontier } from "@/lib/ledger/frontier";
import type { NoteSigner } from "@/lib/ledger/note";
import { checkpointKey } from "@/lib/ledger/object-key";
import type { Log } from "@/lib/ledger/origin";
import { must } from "@/lib/ledger/testing/read";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import type { VerifyOptions } from "@/lib/ledger/testing/verify";
import { inMemory, nodeInflate } from "@/lib/ledger/testing/zip";
import type { Report } from "@/lib/ledger/verify/report";
import { verifyBundle } from "@/lib/ledger/verify/verify-bundle";
import { openZip } from "@/lib/ledger/zip-read";
import { Appender } from "../append";
import { newestCheckpoint, type WaitForCheckpoint } from "../bundles/newest-checkpoint";
import type { BundleParts } from "../bundles/parts";
import type { LedgerLog } from "../ledger-log";
import type { OpenLog } from "../open-ledger";
import { Prover } from "../prove";
import type { Store } from "../store";
import { emptyTestLog, type TestRuntime } from "./test-log";

export type SealedLog = OpenLog & { readonly runtime: TestRuntime };

/** An empty log that can be appended to, by default in memory. */
export async function openTestLog(log: Log, store?: Store): Promise<SealedLog> {
  return opened(await emptyTestLog({ log, ...(store === undefined ? {} : { store }) }));
}

/** The log with its appender and its prover. */
export function opened(parts: LedgerLog & { readonly runtime: TestRuntime }): SealedLog {
  return { ...parts, appender: new Appender(parts, { lingerMs: 0 }), prover: new Prover(parts) };
}

/** What the sealer does in two words: signs the log as it is stored, or its first `size` entries. Answers the size. */
export async function sealTestLog(
  log: SealedLog,
  size?: bigint,
  signers: readonly NoteSigner[] = [sampleSigner(log.origin)],
): Promise<bigint> {
  const frontier = Frontier.empty();
  let count = 0n;
  const end = size ?? 2n ** 50n;
  for await (const { leaf } of log.reader.range({ start: 0n, end })) {
    frontier.append(leaf);
    count += 1n;
  }
  const head = { origin: log.origin, size: count, root: frontier.root() };
  const note = signCheckpoint(head, signers);
  await log.store.create(checkpointKey(log.log, count), note);
  return count;
}

/** The parts of bundles of a log. Whoever waits for a checkpoint gets one at once. */
export function testParts(log: SealedLog, governance: SealedLog): BundleParts {
  return {
    ...{ log, governance, storage: "fs", keySeparation: "process" },
    demo: false,
    vkeys: [sampleSigner(log.origin).key],
    governanceKeys: [sampleSigner(governance.origin).key],
    verifiers: [
      { name: "verify.mjs", bytes: new TextEncoder().encode("// a verifier\n"), sha256: "aa" },
      { name: "verify.html", bytes: new TextEncoder().encode("<!doctype html>"), sha256: "bb" },
    ],
    waitFor: sealing(log),
    waitForGovernance: sealing(governance),
  };
}

/** Signs the log as soon as somebody waits for it. */
function sealing(log: SealedLog): WaitForCheckpoint {
  return async (size) => {
    const newest = await newestCheckpoint(log);
    if (newest !== null && newest.size >= size) return newest;
    await sealTestLog(log);
    const sealed = await newestCheckpoint(log);
    if (sealed === null) throw new Error("nothing was sealed");
    return sealed;
  };
}

/** What the verifier says of the ZIP at a path. */
export async function verifyZip(
  path: string,
  log: SealedLog,
  { trusted = [sampleSigner(log.origin).key], given = [], tokenHolds }: VerifyOptions = {},
): Promise<Report> {
  const zip = inMemory(new Uint8Array(await readFile(path)));
  return await verifyBundle({
    source: must(await openZip(zip, nodeInflate)),
    trusted,
    given: given.map((bytes, at) => ({ name: `given ${at}`, bytes })),
    recall: async () => null,
    tokenHolds: tokenHolds ?? null,
  });
}
