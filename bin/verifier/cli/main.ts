// verify.mjs: verifies a bundle offline, on Node 20 and later, without any package. The argument is lib/ledger/verify.
import { stat } from "node:fs/promises";
import type { BundleSource } from "@/lib/ledger/bundle-source";
import { EXIT_USAGE, type Report } from "@/lib/ledger/verify/report";
import { verifyBundle } from "@/lib/ledger/verify/verify-bundle";
import { openZip } from "@/lib/ledger/zip-read";
import { totalsOf, unopened } from "../shared/opening";
import { reportJson } from "../shared/report-json";
import { printable } from "../shared/words";
import { directorySource } from "./directory";
import { openFile } from "./file-access";
import { inflate } from "./inflate";
import { keep, recall } from "./memory";
import { tokensBy } from "./openssl";
import { type Options, readOptions } from "./options";
import { reportText } from "./print";
import { progressOn } from "./progress";
import { USAGE, UsageError } from "./usage";

const EXIT_NO_FILE = 74; // EX_IOERR of sysexits.h: the machine failed, nothing is said about the bundle

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
  const report = await verifyAt(options);
  const memory = await remember(report, options);
  const text = options.json
    ? `${JSON.stringify({ ...reportJson(report), memory }, null, 2)}\n`
    : reportText(report, memory);
  process.stdout.write(text);
  return report.exit;
}

async function verifyAt(options: Options): Promise<Report> {
  const { bundle } = options;
  const entry = await stat(bundle).catch((cause: unknown) => {
    throw new UsageError(`There is no bundle at ${bundle}.`, { cause });
  });
  if (entry.isDirectory()) return await reportOn(await directorySource(bundle), options);
  if (!entry.isFile()) throw new UsageError(`${bundle} is neither a file nor a directory.`);
  const file = await openFile(bundle);
  try {
    const source = await openZip(file, inflate);
    return source.ok ? await reportOn(source.value, options) : unopened(source);
  } finally {
    await file.close();
  }
}

async function reportOn(source: BundleSource, options: Options): Promise<Report> {
  const { trusted, checkpoints, remember: directory, tsaCa } = options;
  const progress = progressOn(process.stderr, await totalsOf(source));
  try {
    return await verifyBundle({
      source,
      trusted,
      given: checkpoints,
      recall: async (origin) => (directory === null ? null : await recall(directory, origin)),
      tokenHolds: tsaCa === null ? null : await tokensBy(tsaCa),
      progress: progress.report,
    });
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
