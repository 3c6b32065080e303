// ledger.md §12, Verifier, last step: every file is the one the manifest names, and none is missing or too many.
import { MANIFEST } from "../bundle-layout";
import { type BundleSource, readable } from "../bundle-source";
import { toHex } from "../bytes";
import { runningSha256 } from "../crypto";
import type { FileFact } from "../manifest";
import { fails, HOLDS, type Verdict } from "../verdict";
import type { Findings } from "./findings";
import type { OpenBundle } from "./open-bundle";

/** What of a bundle this step needs; a review pack has it too. */
export type NamedFiles = Pick<OpenBundle, "source" | "names"> & {
  readonly manifest: { readonly files: ReadonlyMap<string, FileFact> };
};

/** Hashes all files but the `unnamed`, in flat memory. Adds `file_hash`, and `framing` where one cannot be read. */
export async function checkFiles(
  { source, names, manifest }: NamedFiles,
  findings: Findings,
  progress: () => void,
  unnamed: readonly string[] = [MANIFEST],
): Promise<void> {
  for (const name of source.names) {
    if (unnamed.includes(name)) continue;
    progress();
    const verdict = await checkFile(source, name, manifest.files.get(name));
    if (!verdict.ok) findings.add(verdict);
  }
  for (const file of manifest.files.keys()) {
    if (names.has(file)) continue;
    findings.add(fails("file_hash", "The manifest names this file, and it is missing.", { file }));
  }
}

async function checkFile(
  source: BundleSource,
  file: string,
  expected: FileFact | undefined,
): Promise<Verdict> {
  if (expected === undefined) {
    return fails("file_hash", "The manifest does not name this file.", { file });
  }
  const hash = runningSha256();
  let bytes = 0;
  const broken = await readable(file, async () => {
    for await (const chunk of source.read(file) ?? []) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  });
  if (broken !== null) return broken;
  const isSame = bytes === expected.bytes && toHex(hash.digest()) === expected.sha256;
  return isSame ? HOLDS : fails("file_hash", "It is not the file the manifest names.", { file });
}
