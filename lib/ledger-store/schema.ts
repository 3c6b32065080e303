import { z } from "zod";
import { parseDecimal } from "@/lib/ledger/decimal";
import { LOGS, type Log } from "@/lib/ledger/origin";

/** The name of a log, as addresses and forms say it. */
export const logName = z.enum(LOGS, "Choose the calls or the governance log.");

/** An index or a size, in decimal without leading zeros. */
export const treeNumber = z
  .string()
  .max(20, "Give a number of at most 20 digits.")
  .transform((text, context) => {
    const number = parseDecimal(text.trim());
    if (number !== null) return number;
    context.addIssue({ code: "custom", message: "Give a whole number without leading zeros." });
    return z.NEVER;
  });

/** One entry, as an address and the change log name it: `governance-18204`. */
export const entryName = z
  .string()
  .max(40, "Give the log and the index, such as governance-18204.")
  .transform((text, context) => {
    const place = parseEntryName(text);
    if (place !== null) return place;
    context.addIssue({
      code: "custom",
      message: "Give the log and the index, such as governance-18204.",
    });
    return z.NEVER;
  });

export const viewEntryInput = z.strictObject({ entry: entryName });
export type ViewEntryInput = z.infer<typeof viewEntryInput>;

/** Log and index of an entry's name, or null. */
export function parseEntryName(text: string): EntryPlace | null {
  const cut = text.lastIndexOf("-");
  const log = LOGS.find((name) => name === text.slice(0, Math.max(cut, 0)));
  const index = parseDecimal(text.slice(cut + 1));
  return log === undefined || index === null ? null : { log, index };
}
export type EntryPlace = { log: Log; index: bigint };
