import { z } from "zod";
import { sourceId } from "../sources/source-schema";

const NAME_MAX = 255;
// Beyond it a number of bytes is no exact one any more.
const BYTES_MAX = Number.MAX_SAFE_INTEGER;

export const startImportInput = z.strictObject({
  sourceId,
  fileName: z
    .string()
    .trim()
    .min(1, "Choose a file.")
    .max(NAME_MAX, "Shorten the name of the file."),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "The file could not be read. Choose it again."),
  bytes: z.coerce
    .number("The file could not be read. Choose it again.")
    .int()
    .min(1, "This file is empty.")
    .max(BYTES_MAX),
});
export type StartImportInput = z.infer<typeof startImportInput>;

/** `start`: where in the content of the file the part begins; `head`: how many bytes before it are the beginning of the file. */
export const importPartInput = z.strictObject({
  run: z.uuid("There is no such import."),
  start: z.coerce.number().int().min(0).max(BYTES_MAX),
  head: z.coerce.number().int().min(0),
});
export type ImportPartInput = z.infer<typeof importPartInput>;
