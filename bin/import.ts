// A file of calls from the command line, of any size: `npm run import -- FILE --source S [--json]`. It may be killed at any time:
// the same command goes on where it stopped, and what was stored is recognised.
import { createHash, randomUUID } from "node:crypto";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { advanceImport } from "@/lib/activity/commands/advance-import";
import { startImport } from "@/lib/activity/commands/start-import";
import {
  HEAD_BYTES,
  type ImportProgress,
  WINDOW_BYTES,
  WINDOW_BYTES_MAX,
} from "@/lib/activity/imports/import-limits";
import { startImportInput } from "@/lib/activity/imports/import-schema";
import { tallies } from "@/lib/activity/ingest/tallying";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { ContentReader, contentOf } from "./import/content";

const USAGE = `Usage: npm run import -- FILE --source SOURCE [--json]

  Imports the calls that a gateway wrote to a file: JSON lines, a JSON list, JSON objects in a row, or CSV with
  a row of names; also packed with gzip. SOURCE is the short name of a source (Settings, Sources).
  The same file for the same source goes on where it stopped. With --json each step is a line of JSON; npm prints
  a heading of its own: use \`npm run --silent import -- …\`.`;

process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  const asked = askedIn(args);
  if (asked === null) {
    console.error(USAGE);
    return 1;
  }
  try {
    await importFile(asked);
    return 0;
  } catch (error) {
    if (error instanceof AppError) console.error(sentenceOf(error));
    else if (isMissing(error)) console.error(`There is no file ${asked.file}.`);
    else console.error(error);
    return 1;
  } finally {
    await tallies().flush(); // its last minute is not over, and nobody else counted it
  }
}

type Asked = { readonly file: string; readonly source: string; readonly json: boolean };

function askedIn(args: readonly string[]): Asked | null {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { source: { type: "string" }, json: { type: "boolean" } },
    });
    const [file, ...others] = positionals;
    const { source, json = false } = values;
    return file && source && others.length === 0 ? { file, source, json } : null;
  } catch {
    return null;
  }
}

async function importFile({ file, source, json }: Asked): Promise<void> {
  const say = json ? sayJson : sayLine;
  const { head, ...facts } = await factsOf(file);
  const input = startImportInput.safeParse({
    sourceId: source,
    fileName: basename(file),
    ...facts,
  });
  if (!input.success) throw new AppError("invalid_input", input.error.issues[0]?.message ?? USAGE);
  let { id, progress } = await startImport(context(), input.data);
  if (progress.isFinished && !json)
    console.log("This file was imported before; nothing was read again. It was then:");
  say(id, progress);
  const content = new ContentReader(contentOf(file));
  await content.skip(progress.done);
  let size = WINDOW_BYTES;
  while (!progress.isFinished) {
    const bytes = await content.fill(size);
    const moved = await advanceImport(context(), { runId: id, start: progress.done, head, bytes });
    const length = moved.done - progress.done;
    if (length === 0 && size === WINDOW_BYTES_MAX) throw new AppError("invalid_input", NO_END);
    size = length === 0 ? WINDOW_BYTES_MAX : WINDOW_BYTES; // one record may be longer than a part
    content.drop(length);
    progress = moved;
    say(id, progress);
  }
}

const NO_END = "No record of this file ends within 8 MiB.";

/** One pass over the whole content, unpacked, with little memory. */
async function factsOf(file: string): Promise<{ sha256: string; bytes: number; head: Uint8Array }> {
  const hash = createHash("sha256");
  const start: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of contentOf(file)) {
    if (bytes < HEAD_BYTES) start.push(chunk);
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest("hex"), bytes, head: Buffer.concat(start).subarray(0, HEAD_BYTES) };
}

function context(): CommandContext {
  return {
    actor: { kind: "job", id: "import.command-line", grants: ["call:import"] },
    now: new Date(),
    requestId: randomUUID(),
  };
}

function sayJson(id: string, { isFinished, ...progress }: ImportProgress): void {
  console.log(JSON.stringify({ id, finished: isFinished, ...progress }));
}

function sayLine(_: string, progress: ImportProgress): void {
  const { done, bytes, accepted, duplicates, quarantined, skipped, isFinished } = progress;
  const percent = Math.floor((100 * done) / bytes);
  const counts = `${accepted} stored, ${duplicates} known already, ${quarantined} in quarantine, ${skipped} left out`;
  console.log(isFinished ? `Imported. ${counts}.` : `${percent} %: ${counts}`);
}

function sentenceOf({ message }: AppError): string {
  return message;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
