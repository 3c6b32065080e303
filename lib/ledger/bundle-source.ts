// ledger.md §12: a bundle as its verifier sees it: names and bytes, whether from a ZIP, a directory or memory.
import { concatAll } from "./bytes";
import { LedgerError } from "./ledger-error";
import { fails, found, type Read } from "./verdict";

/** The files of a bundle, made by a skin. `read` answers null where there is no such file. Errors: unreadable, while it streams. */
export type BundleSource = {
  readonly names: readonly string[];
  readonly read: (name: string) => AsyncIterable<Uint8Array> | null;
};

/** A whole file of at most `limit` bytes. Fails with `framing` where it is missing, longer, or cannot be decoded. */
export async function readFile(
  source: BundleSource,
  name: string,
  limit: number,
): Promise<Read<Uint8Array>> {
  const stream = source.read(name);
  if (stream === null) return fails("framing", "The file is missing.", { file: name });
  const chunks: Uint8Array[] = [];
  let length = 0;
  const verdict = await readable(name, async () => {
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > limit) throw new LedgerError("too_large", `longer than ${limit} bytes`);
      chunks.push(chunk);
    }
  });
  return verdict ?? found(concatAll(chunks));
}

/** Runs what reads a file. Bytes that cannot be decoded become a verdict; a disk that fails stays an error. */
export async function readable(name: string, read: () => Promise<void>) {
  try {
    await read();
    return null;
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return fails("framing", `The file cannot be read: ${error.message}.`, { file: name });
  }
}
