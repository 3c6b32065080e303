import type { SignedCheckpoint } from "@/lib/ledger/checkpoint";
import type { Failure } from "@/lib/ledger/verdict";
import { Findings } from "@/lib/ledger/verify/findings";

const MOST_KEPT = 20;

/** What a checked signature is, and what is to be said of it although it holds. */
export const PACK_REMARKS = [
  "password", // the server's seal stands for the person: weaker than a passkey
  "synced", // the passkey may be on several devices
  "recently-enrolled",
  "revoked-later",
  "signer-not-listed", // of an addendum: the assignments that were signed say nothing of its signer
  "taken-later", // the log took it more than an hour from the time it states
  "not-time-stamped",
  "time-stamp-not-checked",
] as const;
export type PackRemark = (typeof PACK_REMARKS)[number];

/** One signature of a pack. `holds`: nothing about it failed. `recordedAt`: when the governance log took it. */
export type PackSignature = {
  readonly folder: string;
  readonly role: string;
  readonly personId: string;
  readonly name: string;
  readonly title: string;
  readonly method: string;
  readonly credentialId: string | null;
  readonly signedAt: string;
  readonly recordedAt: string | null;
  readonly digest: string; // SHA-256 of the manifest, hex
  readonly hash: string; // of the signature
  readonly statement: string;
  readonly conflicts: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly holds: boolean;
  readonly remarks: readonly PackRemark[];
};

/** What the pack does not have, so that something stays open although all that is there holds. */
export type PackGap =
  | { readonly kind: "not-signed-off" }
  | { readonly kind: "no-signature" }
  | {
      readonly kind: "not-in-ledger";
      readonly what: "launch" | "signature";
      readonly file: string;
    };

/** What did not hold and what is missing, so far. Of all failures the first twenty are kept as they are. */
export class PackFindings extends Findings {
  readonly failures: Failure[] = [];
  readonly gaps: PackGap[] = [];
  readonly signatures: PackSignature[] = [];
  readonly checkpoints: SignedCheckpoint[] = [];
  #all = 0;

  /** How many failures there were. */
  get all(): number {
    return this.#all;
  }

  override add(failure: Failure): void {
    super.add(failure);
    this.#all += 1;
    if (this.failures.length < MOST_KEPT) this.failures.push(failure);
  }

  /** What another step found, as if it were found now. */
  take({ failures, checkpoints }: PackFindings): void {
    for (const failure of failures) this.add(failure);
    this.checkpoints.push(...checkpoints);
  }
}
