// A file that was signed, held against what was signed: the same bytes, or which of its lines is another one.
import { toHex } from "@/lib/ledger/bytes";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import { type Failure, fails, type Reason } from "@/lib/ledger/verdict";
import { headerIn, readEvidence } from "./evidence-lines";
import { hashFile, linesOf, type SignedFile } from "./manifest";
import type { PackFindings } from "./pack-findings";
import type { OpenPack } from "./verify-pack-open";

/** Where a signed file lies, and what is said where it is not the one. `belongs`: null where its header fits, else a sentence. */
export type LinesWish = {
  readonly file: string;
  readonly hashesFile: string;
  readonly signed: SignedFile;
  readonly reason: Reason;
  readonly belongs: (header: JsonObject) => string | null;
};

/** The bytes of the file, whatever they are; null where it cannot be read. Adds `reason`, `swapped` or `framing`. */
export async function checkSignedLines(
  pack: OpenPack,
  wish: LinesWish,
  findings: PackFindings,
): Promise<Uint8Array | null> {
  const { file, signed } = wish;
  const bytes = await readEvidence(pack.source, file);
  if (!bytes.ok) {
    findings.add({ ...bytes, reason: pack.names.has(file) ? bytes.reason : wish.reason });
    return null;
  }
  const foreign = foreignTo(bytes.value, wish);
  if (foreign !== null) {
    findings.add(foreign);
  } else if (toHex(sha256(bytes.value)) !== signed.sha256) {
    for (const failure of await changedLines(pack, bytes.value, wish)) findings.add(failure);
  } else if (hashFile(bytes.value).lines !== signed.lines) {
    findings.add(fails("count", "It has not as many lines as were signed.", { file }));
  }
  return bytes.value;
}

function foreignTo(bytes: Uint8Array, { file, belongs }: LinesWish): Failure | null {
  const header = headerIn(bytes);
  if (!header.ok) return null; // then it is not the signed file either, and that is said line by line
  const objection = belongs(header.value);
  return objection === null ? null : fails("swapped", objection, { file, index: 0n });
}

/** Line 0 is the header. What the list of hashes says counts only once it is the list that was signed. */
async function changedLines(
  pack: OpenPack,
  bytes: Uint8Array,
  { file, hashesFile, signed, reason }: LinesWish,
): Promise<readonly Failure[]> {
  const list = await readEvidence(pack.source, hashesFile);
  if (!list.ok || toHex(sha256(list.value)) !== signed.lineHashes) {
    const detail = `It is not the file that was signed. ${hashesFile} is not what was signed either, so the line cannot be named.`;
    return [fails(reason, detail, { file })];
  }
  const lines = linesOf(bytes);
  const hashes = new TextDecoder().decode(list.value).split("\n").slice(0, -1);
  const changed = lines.flatMap((line, at) =>
    toHex(sha256(line)) === hashes[at]
      ? []
      : [fails(reason, `Line ${at} is not the one that was signed.`, { file, index: BigInt(at) })],
  );
  if (lines.length < hashes.length) {
    const index = BigInt(lines.length);
    changed.push(fails(reason, "Lines that were signed are missing.", { file, index }));
  }
  // The same lines: then it can only be the line ends that differ.
  return changed.length > 0
    ? changed
    : [fails(reason, "Its lines are the signed ones, their ends are not.", { file })];
}
