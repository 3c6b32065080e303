import { z } from "zod";
import { parseDecimal } from "@/lib/ledger/decimal";
import { LOGS, type Log } from "@/lib/ledger/origin";
import { wishFrom } from "./bundle-wish";
import { COVERS } from "./labels";

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

/**
 * The form for a bundle. Fields that the chosen kind does not use are ignored. `end` and `to` are not part of what is asked
 * for; `consistency` is a list of tree sizes with commas or spaces between them.
 */
export const requestBundleInput = z
  .strictObject({
    log: logName,
    covers: z.enum(COVERS, "Choose what the bundle covers."),
    start: z.string().default(""),
    end: z.string().default(""),
    from: z.string().default(""),
    to: z.string().default(""),
    consistency: z.string().default(""),
  })
  .transform((fields, context) => {
    const wish = wishFrom(fields, (field, message) =>
      context.addIssue({ code: "custom", path: [field], message }),
    );
    return wish === null ? z.NEVER : { log: fields.log, wish };
  });
export type RequestBundleInput = z.infer<typeof requestBundleInput>;

/** The form for a verification: all entries below the newest checkpoint. */
export const requestVerificationInput = z.strictObject({ log: logName });
export type RequestVerificationInput = z.infer<typeof requestVerificationInput>;

/** One bundle or verification that was asked for, by its id. */
export const taskInput = z.strictObject({ id: z.uuid("This is not the id of a task.") });
export type TaskInput = z.infer<typeof taskInput>;
