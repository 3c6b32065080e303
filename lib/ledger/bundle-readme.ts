// ledger.md §12, README.txt: what a bundle is, how to check it, and in words who could have rewritten what.
import type { Manifest } from "./manifest";
import { NOT_PROVABLE } from "./verify/explain";

/** SHA-256 of the verifiers that lie in the bundle, in lower-case hex. Compare them with those the product's settings show. */
export type VerifierHashes = { readonly mjs: string; readonly html: string };

const STORED = {
  fs: "In files on a disk of the operator. Whoever administers that computer could have replaced them before the first checkpoint that somebody else holds.",
  "s3-governance":
    "In a bucket with object lock in governance mode, which is meant for rehearsal: whoever has the right to bypass it could have replaced entries.",
  "s3-compliance":
    "In a bucket with object lock in compliance mode: until the lock ends nobody could replace or delete an entry, the operator included.",
} as const satisfies Record<Manifest["storage"], string>;

const SIGNED = {
  process:
    "By a key that the application's own system user can read. Whoever controls the application could have signed another history.",
  user: "By a key that a system user of its own keeps. Whoever controls the application alone could not have signed another history.",
} as const satisfies Record<Manifest["keySeparation"], string>;

/** The text of the file, ended by LF. `demo`: all of it was made up for a demonstration. */
export function bundleReadme(
  manifest: Manifest,
  verifiers: VerifierHashes,
  demo: boolean = false,
): string {
  const { origin, range, tree, time, disclosed, withheld } = manifest;
  const period = time === null ? [] : [`Period: ${time.from} to before ${time.to}.`];
  return [
    ...(demo ? ["DEMO DATA. Everything in this bundle was made up for a demonstration.", ""] : []),
    `Entries [${range.start}, ${range.end}) of the log ${origin}.`,
    `Tree of ${tree.size} entries. ${disclosed} entries are here, ${withheld} are withheld. When it was made stands in manifest.json.`,
    ...period,
    "",
    "To check it, get the log's verifier key from somebody you trust, never from this bundle, and run",
    "  node verify.mjs . --vkey KEY",
    "or open verify.html in a browser. Both work without a network.",
    `SHA-256 of verify.mjs: ${verifiers.mjs}`,
    `SHA-256 of verify.html: ${verifiers.html}`,
    "",
    "By hand: (printf '\\0'; sed -n 1p entries.ndjson | tr -d '\\n') | sha256sum prints a leaf hash,",
    "which stands in log/tile/0.",
    "",
    "How entries were stored, by the operator's word:",
    `  ${STORED[manifest.storage]}`,
    "How checkpoints were signed, by the operator's word:",
    `  ${SIGNED[manifest.keySeparation]}`,
    "",
    "What nobody can prove:",
    ...NOT_PROVABLE.map((sentence) => `  ${sentence}`),
    "",
  ].join("\n");
}
