// What an appender did, told to a file by a process that may be killed at any moment: a write that has returned survives it.
import { existsSync, openSync, readFileSync, writeSync } from "node:fs";
import { z } from "zod";
import { LOGS } from "@/lib/ledger/origin";

const log = z.enum(LOGS);
const line = z.discriminatedUnion("kind", [
  /** Before it was sent. */
  z.object({ kind: z.literal("sent"), log, source: z.string(), keys: z.string().array() }),
  /** After the receipts came: key, index and leaf hash of each. */
  z.object({
    kind: z.literal("acknowledged"),
    log,
    source: z.string(),
    receipts: z.tuple([z.string(), z.string(), z.string()]).array(),
  }),
  /** An answer that contradicts an earlier one. */
  z.object({ kind: z.literal("wrong"), message: z.string() }),
]);

export type JournalLine = z.infer<typeof line>;

/** A journal to write to. Each life of a process begins a line of its own, whatever the last one left half written. */
export function openJournal(path: string): (line: JournalLine) => void {
  const file = openSync(path, "a");
  writeSync(file, "\n");
  return (told) => void writeSync(file, `${JSON.stringify(told)}\n`);
}

/** The lines of a journal. One that a kill cut in half says nothing: what it told was not told. */
export function readJournal(path: string): JournalLine[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((text) => {
      const read = line.safeParse(jsonOf(text));
      return read.success ? [read.data] : [];
    });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
