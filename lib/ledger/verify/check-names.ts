// ledger.md §12, Verifier: "no other file lies under tile/", nor anywhere else in a bundle.
import { type BundleFile, isBundleTile, isWholeLog, parseBundleName } from "../bundle-layout";
import { fails } from "../verdict";
import type { Findings } from "./findings";
import type { OpenBundle } from "./open-bundle";

/** Each name must be one that this bundle has a use for. Adds `stray_file`. */
export function checkNames(bundle: OpenBundle, findings: Findings): void {
  const { names } = bundle;
  for (const name of names) {
    const file = parseBundleName(name);
    if (file !== null && hasUseFor(file, bundle) && !isLoneToken(file, name, names)) continue;
    findings.add(fails("stray_file", "The bundle has no use for this file.", { file: name }));
  }
}

function hasUseFor(file: BundleFile, { manifest, checkpoint }: OpenBundle): boolean {
  const { size } = checkpoint;
  switch (file.kind) {
    case "tile":
      return isBundleTile(file.tile, manifest.range, size);
    case "entry-bundle":
      return isWholeLog(manifest.range, size) && isBundleTile(file.tile, manifest.range, size);
    case "consistency":
      return file.newer === size && file.older <= size;
    case "proof":
      return file.index < size;
    default:
      return true;
  }
}

/** A token speaks about a checkpoint file, which must be there. */
function isLoneToken(file: BundleFile, name: string, names: ReadonlySet<string>): boolean {
  return file.kind === "token" && !names.has(name.slice(0, -".tsr".length));
}
