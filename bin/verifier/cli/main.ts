// verify.mjs: verifies a bundle or a review pack offline, on Node 20 and later, without any package. The arguments are
// lib/ledger/verify and lib/signatures/pure.
import { stat } from "node:fs/promises";
import type { BundleSource } from "@/lib/ledger/bundle-source";
import { EXIT_USAGE, type Report } from "@/lib/ledger/verify/report";
import { verifyBundle } from "@/lib/ledger/verify/verify-bundle";
import { openZip } from "@/lib/ledger/zip-read";
import { verifyPack } from "@/lib/signatures/pure/verify-pack";
import type { PackReport } from "@/lib/signatures/pure/verify-pack-report";
import { peekAt, unopened } from "../shared/opening";
import { packJson } from "../shared/pack-json";
import { reportJson } from "../shared/report-json";
import { printable } from "../shared/words";
import { directorySource } from "./directory";
import { openFile } from "./file-access";
import { inflate } from "./inflate";
import { keep, recall } from "./memory";
import { tokensBy } from "./openssl";
import { type Options, readOptions } from "./options";
import { packText, reportText } from "./print";
import { progressOn } from "./progress";
import { USAGE, UsageError } from "./usage";

const EXIT_NO_FILE = 74; // EX_IOERR of sysexits.h: the machine failed, nothing is said about the bundle

// Its log goes on, and a pack holds no proof of that: remembered, it would stand in the way of the next bundle.
const NOTHING_REMEMBERED = ["Nothing is remembered of a pack."];

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === null) {
      process.stdout.write(USAGE);
      return 0;
    }
    return await verify(options);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const says = error instanceof Error ? error.message : String(error);
    const more = isUsage ? "Say --help for how it is called." : "There is no verdict.";
    process.stderr.write(`${printable(says)}\n${more}\n`);
    return isUsage ? EXIT_USAGE : EXIT_NO_FILE;
  }
}

async function verify(options: Options): Promise<number> {
  const said = await verifyAt(options);
  if (said.kind === "pack") {
    const { report } = said;
    const json = () => ({ ...packJson(report), memory: NOTHING_REMEMBERED });
    write(options.json ? json : packText(report, NOTHING_REMEMBERED));
    return report.exit;
  }
  const { report } = said;
  const memory = await remember(report, options);
  write(options.json ? () => ({ ...reportJson(report), memory }) : reportText(report, memory));
  return report.exit;
}

function write(said: string | (() => object)): void {
  const text = typeof said === "string" ? said : `${JSON.stringify(said(), null, 2)}\n`;
  process.stdout.write(text);
}

type Said =
  | { readonly kind: "bundle"; readonly report: Report }
  | { readonly kind: "pack"; readonly report: PackReport };

async function verifyAt(options: Options): Promise<Said> {
  const { bundle } = options;
  const entry = await stat(bundle).catch((cause: unknown) => {
    throw new UsageError(`There is no bundle at ${bundle}.`, { cause });
  });
  if (entry.isDirectory()) return await reportOn(await directorySource(bundle), options);
  if (!entry.isFile()) throw new UsageError(`${bundle} is neither a file nor a directory.`);
  const file = await openFile(bundle);
  try {
    const source = await openZip(file, inflate);
    if (source.ok) return await reportOn(source.value, options);
    return { kind: "bundle", report: unopened(source) };
  } finally {
    await file.close();
  }
}

async function reportOn(source: BundleSource, options: Options): Promise<Said> {
  const { trusted, checkpoints, remember: directory, tsaCa } = options;
  const { isPack, totals } = await peekAt(source);
  const progress = progressOn(process.stderr, totals);
  const request = {
    ...{ source, trusted, given: checkpoints, progress: progress.report },
    recall: async (origin: string) => (directory === null ? null : await recall(directory, origin)),
    tokenHolds: tsaCa === null ? null : await tokensBy(tsaCa),
  };
  try {
    if (isPack) return { kind: "pack", report: await verifyPack(request) };
    return { kind: "bundle", report: await verifyBundle(request) };
  } finally {
    progress.clear();
  }
}

/** What was remembered, in sentences. */
async function remember(report: Report, { remember: directory }: Options): Promise<string[]> {
  if (directory === null) return ["Nothing was recalled, and nothing is remembered."];
  if (report.checkpoint === null) return [];
  if (report.remember === null) return [`Nothing new is remembered in ${directory}.`];
  const path = await keep(directory, report.checkpoint.origin, report.remember);
  return [`The checkpoint is remembered in ${path}; a later bundle will be held against it.`];
}
