/** Something is wrong with how the program was called. */
export class UsageError extends Error {}

export const USAGE = `Verifies a bundle of a Countersign ledger, or the pack of a signed access review, offline.

  node verify.mjs BUNDLE --vkey KEY [options]

BUNDLE            the ZIP, or the directory it was unpacked to; what it is stands in its manifest.json.
                  For a pack, trust the key of the governance log: nothing in the pack is trusted.

  --vkey KEY        a verifier key you trust; several may follow or the option be repeated.
                    Get it from somebody you trust, never from the bundle.
  --policy FILE     a policy (c2sp.org/tlog-policy) whose log lines name keys you trust
  --checkpoint FILE a checkpoint of this log that you hold; may be repeated
  --remember DIR    where verified checkpoints are remembered
                    (unless said: .countersign/checkpoints in your home directory)
  --no-remember     remember nothing, recall nothing
  --tsa-ca FILE     PEM certificates of time-stamping authorities you trust; asks openssl
  --json            the report as JSON
  --help            this text

Exit codes
   0  VERIFIED, ANCHORED  all holds, and something the operator cannot rewrite agrees
  10  VERIFIED            all holds, only the operator's key speaks for it
  20  INCOMPLETE          all holds; holes, withheld entries, a statement that is not made,
                          a review that is not signed off, a proof that is missing
  30  DIVERGED            genuinely signed, but not the history that was shown before
  40  INVALID             something does not hold
  64  the program was called wrongly; no verdict
  74  a file could not be read or written; no verdict
`;
