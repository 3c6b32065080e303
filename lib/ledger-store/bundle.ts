// ledger.md §12: a bundle: everything that lets a stranger check a range of a log without us.
import { AppError } from "@/lib/core/app-error";
import { isWholeLog, MANIFEST } from "@/lib/ledger/bundle-layout";
import { compareBytewise } from "@/lib/ledger/bytes";
import { type FileFact, formatManifest, type Manifest } from "@/lib/ledger/manifest";
import { TILE_WIDTH } from "@/lib/ledger/tile";
import { bundleContents, type Content } from "./bundles/contents";
import type { LinesRead } from "./bundles/lines";
import type { BundleParts } from "./bundles/parts";
import { type BundlePlan, type BundleRequest, planBundle } from "./bundles/plan";
import { fileFact, ZipFile } from "./bundles/zip-file";

/** What was made. `bytes` and `sha256` are those of the ZIP. */
export type ExportedBundle = FileFact & {
  readonly manifest: Manifest;
  readonly consistency: readonly bigint[];
};

export type ExportOptions = {
  /** When it is made, as the manifest says. */
  readonly created: Date;
  /** Entries and leaves read so far, and in all. */
  readonly progress?: (done: bigint, total: bigint) => void;
  /** Ends the export: what was written is removed, and the reason thrown. */
  readonly signal?: AbortSignal;
};

/** The verifier's manifest holds a name and a hash per file, and may not be larger than 128 MiB. */
const MAX_FILES = 800_000n;

/**
 * Writes the bundle of a request as a ZIP to a path where nothing is yet; durable when it returns, and nothing is left there
 * if it fails. Everything is checked against the signed root on its way. Memory grows with the number of files, never with
 * entries. Errors: invalid_input (beyond the log), conflict (deleted), unavailable (nothing is sealed), too_large, LedgerDamage.
 */
export async function exportBundle(
  parts: BundleParts,
  request: BundleRequest,
  writeTo: string,
  options: ExportOptions,
): Promise<ExportedBundle> {
  const plan = await planBundle(parts, request, options.signal);
  assertBearable(plan);
  const zip = await ZipFile.create(writeTo);
  try {
    const manifest = await writeFiles(parts, plan, zip, options);
    const fact = await zip.finish();
    return { ...fact, manifest, consistency: plan.consistency };
  } catch (error) {
    await zip.abandon();
    throw error;
  }
}

async function writeFiles(
  parts: BundleParts,
  plan: BundlePlan,
  zip: ZipFile,
  { created, progress = () => {}, signal }: ExportOptions,
): Promise<Manifest> {
  let done = 0n;
  const about = manifestOf(parts, plan, created);
  const contents = await bundleContents(parts, plan, about, (count) => {
    signal?.throwIfAborted();
    done += count;
    progress(done, contents.steps);
  });
  const files = [...contents.files].sort((a, b) => compareBytewise(a.name, b.name));
  const cut = files.findIndex(({ name }) => name > MANIFEST);
  const facts = new Map<string, FileFact>();
  for (const file of files.slice(0, cut)) facts.set(file.name, await put(zip, file));
  // The manifest stands among the others by its name, and names the hashes of those behind it as well: these are small.
  const behind = await Promise.all(files.slice(cut).map(inMemory));
  for (const { name, bytes } of behind) facts.set(name, fileFact(bytes));
  const manifest = { ...about, ...saidBy(contents.lines, plan), files: facts };
  await zip.add(MANIFEST, formatManifest(manifest));
  for (const { name, bytes } of behind) await zip.add(name, bytes);
  return manifest;
}

async function put(zip: ZipFile, file: Content): Promise<FileFact> {
  return "bytes" in file
    ? await zip.add(file.name, await file.bytes(), file.isText)
    : await zip.addStream(file.name, file.pieces());
}

async function inMemory(file: Content): Promise<{ name: string; bytes: Uint8Array }> {
  if (!("bytes" in file)) throw new Error(`${file.name} is too large to stand behind the manifest`);
  return { name: file.name, bytes: await file.bytes() };
}

/** What is known before a line is read. Nothing of the range is left out here. */
function manifestOf(
  { log, storage, keySeparation }: BundleParts,
  { range, time, head, isBounded, minimumIndex }: BundlePlan,
  created: Date,
): Manifest {
  return {
    ...{ origin: log.origin, range, time, storage, keySeparation, minimumIndex },
    created: created.toISOString(),
    tree: { size: head.size, root: head.root },
    disclosed: range.end - range.start,
    withheld: 0n,
    claims: { range: true, time: isBounded, source: true, filter: true },
    ...{ sources: [], unattested: [], files: new Map() },
  };
}

/** Statement 3: beyond some hundred thousand holes it is not made, instead of memory running out. */
function saidBy({ tally }: LinesRead, { isBounded }: BundlePlan) {
  const source = tally.isComplete;
  return {
    claims: { range: true, time: isBounded, source, filter: true },
    sources: source ? tally.sources() : [],
    unattested: source ? tally.unattested() : [],
  };
}

function assertBearable({ range, head }: BundlePlan): void {
  const tiles = (range.end - range.start) / BigInt(TILE_WIDTH);
  const files = isWholeLog(range, head.size) ? 2n * tiles : tiles;
  if (files <= MAX_FILES) return;
  const most = (MAX_FILES / 2n) * BigInt(TILE_WIDTH);
  const message = `A bundle of ${range.end - range.start} entries has more files than a verifier opens. Ask for several bundles of at most ${most} entries.`;
  throw new AppError("too_large", message);
}
