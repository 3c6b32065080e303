// A bundle that was asked for: written beside its place, brought to the disk, put into its place, and only then recorded.
import "server-only";
import { readdir, rename, unlink } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { toBase64 } from "@/lib/ledger/base64";
import type { Manifest } from "@/lib/ledger/manifest";
import { type ExportedBundle, exportBundle } from "../bundle";
import { bundleFileName, bundlePath } from "../bundle-file";
import type { BundleResult } from "../bundle-wish";
import type { BundleParts } from "../bundles/parts";
import { makeDirectory, syncDirectory } from "../fs-sync";
import { bundleTaskOf } from "../task-record";
import type { Claim } from "./claim";
import type { Outcome } from "./outcome";

export type BundleWork = {
  readonly parts: BundleParts;
  readonly dataDirectory: string;
  readonly demo: boolean;
  readonly progress: (done: bigint, total: bigint) => void;
  readonly signal: AbortSignal;
  /** Asked before the file takes its place: false where another process has the task. */
  readonly isOurs: () => Promise<boolean>;
};

/** Makes the file of a bundle. Errors: those of exportBundle, and the signal's reason. */
export async function makeBundle({ row, claimedAt }: Claim, work: BundleWork): Promise<Outcome> {
  const { parts, progress, signal } = work;
  const { wish } = bundleTaskOf(row);
  const path = bundlePath(work.dataDirectory, row.id);
  await makeDirectory(dirname(path));
  await removeParts(path);
  const part = `${path}.${claimedAt.getTime()}.part`;
  const created = parts.log.runtime.now();
  const bundle = await exportBundle(parts, wish, part, { created, progress, signal });
  if (!(await work.isOurs())) {
    await unlink(part);
    throw new Error("another process took this bundle over");
  }
  await rename(part, path);
  await syncDirectory(dirname(path));
  const result = resultOf(bundle, parts.log.log, work.demo);
  return { action: "bundle.exported", result, range: bundle.manifest.range };
}

/** What a process that died or was taken over has left. */
async function removeParts(path: string): Promise<void> {
  const own = `${basename(path)}.`;
  const left = (await readdir(dirname(path))).filter((name) => name.startsWith(own));
  for (const name of left) await unlink(`${dirname(path)}/${name}`);
}

function resultOf(
  { manifest, bytes, sha256, consistency }: ExportedBundle,
  log: string,
  demo: boolean,
): BundleResult {
  const { range, tree, disclosed, claims } = manifest;
  const [start, end, size] = [Number(range.start), Number(range.end), Number(tree.size)];
  return {
    ...{ start, end, size, bytes, sha256, claims },
    root: toBase64(tree.root),
    entries: Number(disclosed),
    fileName: bundleFileName({ demo, log, start, end, size }),
    consistency: consistency.map(Number),
    attested: manifest.sources.length,
    holes: holesIn(manifest),
    unattested: manifest.unattested.slice(0, UNATTESTED_SHOWN),
  };
}

const UNATTESTED_SHOWN = 20;

function holesIn({ sources }: Manifest): number {
  return sources.reduce((sum, { holes }) => sum + holes.length, 0);
}
