// What both verifiers do before and around the pure core of lib/ledger/verify.

import { MANIFEST, parseBundleName } from "@/lib/ledger/bundle-layout";
import { type BundleSource, readFile } from "@/lib/ledger/bundle-source";
import { type Manifest, parseManifest } from "@/lib/ledger/manifest";
import type { Failure } from "@/lib/ledger/verdict";
import { Findings } from "@/lib/ledger/verify/findings";
import { type Report, reportOf } from "@/lib/ledger/verify/report";
import type { Step } from "@/lib/ledger/verify/verify-bundle";
import { isOfPack, parsePackManifest } from "@/lib/signatures/pure/pack-manifest";
import type { PackStep } from "@/lib/signatures/pure/verify-pack";

/** The report over something that cannot even be read as a bundle. */
export function unopened(failure: Failure): Report {
  const findings = new Findings();
  findings.add(failure);
  const nothing = { compared: [], dated: [], proofs: 0, ofOtherLogs: [] };
  return reportOf({ findings, bundle: null, ...nothing });
}

/** How much of a step there will be to do, as far as the bundle says: for progress alone, nothing is believed. */
export type Totals = Readonly<Partial<Record<Step | PackStep, number>>>;

const MAX_PEEK_BYTES = 16 * 2 ** 20;

/** What lies there, by the word of its manifest.json, and how much of it. Errors: what `read` throws when the machine fails. */
export async function peekAt(
  source: BundleSource,
): Promise<{ readonly isPack: boolean; readonly totals: Totals }> {
  const bytes = await readFile(source, MANIFEST, MAX_PEEK_BYTES);
  const files = Math.max(0, source.names.length - 1);
  if (bytes.ok && isOfPack(bytes.value)) {
    const manifest = parsePackManifest(bytes.value);
    const signatures = manifest.ok ? manifest.value.signatures.length : 0;
    return { isPack: true, totals: { files, signatures } };
  }
  const manifest = bytes.ok ? parseManifest(bytes.value) : bytes;
  const tiles = source.names.filter((name) => parseBundleName(name)?.kind === "tile").length;
  const totals = { tiles, files, ...(manifest.ok && { lines: linesOf(manifest.value) }) };
  return { isPack: false, totals };
}

/** The disclosed entries and their witnesses. */
function linesOf({ disclosed, range, tree }: Manifest): number {
  return Number(disclosed) + Number(range.start > 0n) + Number(range.end < tree.size);
}
