import type { DeltaChange, Disposition, SignatureRole } from "../review-view";
import type { ReviewStatistics } from "../statistics-view";

/** Nothing is left to sign: not something that stands in the way. */
export const SIGNED_ALREADY = "You have signed this part already.";

/** How somebody can sign now: with a passkey, by password where they have none and the rules allow it, or not at all. */
export type SigningMethod = "passkey" | "password" | "none";

/** What a signer is shown before they sign: all of it stands in what their passkey signs. */
export type SigningView = {
  readonly reviewId: string;
  readonly reference: string;
  readonly role: SignatureRole;
  readonly version: number;
  readonly statement: string;
  /** SHA-256 of everything shown. */
  readonly shown: string;
  readonly name: string;
  readonly title: string;
  readonly conflicts: readonly string[];
  readonly blocked: readonly string[];
  readonly counts: readonly { readonly label: string; readonly count: number }[];
  readonly files: readonly {
    readonly name: string;
    readonly lines: number;
    readonly sha256: string;
  }[];
  readonly statistics: ReviewStatistics | null;
  readonly names: Readonly<Record<string, string>>;
  readonly method: SigningMethod;
  /** The review may be signed by password by whoever has no passkey. */
  readonly passwordAllowed: boolean;
  /** Every passkey of theirs is younger than a day, which the signature will say (SIG-07). */
  readonly recentPasskey: boolean;
};

/** Where the time of a review stands (REV-13). Instants are ISO. */
export type LateView = {
  readonly isLate: boolean;
  readonly inTimeUntil: string;
  readonly reason: string;
  readonly approvedBy: string; // name; empty: nobody yet
  readonly mayExplain: boolean;
  readonly mayApprove: boolean;
};

/** One change since the snapshot, as it is shown. */
export type DeltaRowView = {
  readonly id: string;
  readonly n: number;
  readonly line: string;
  readonly change: DeltaChange;
  readonly what: string;
  readonly fields: readonly {
    readonly field: string;
    readonly label: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly disposition: Disposition | null;
  readonly comment: string;
  readonly by: string;
  readonly at: string;
  readonly gone: boolean;
};

export type DeltaView = {
  readonly version: number;
  /** Those there are: 1 of the sign-off, then of the addenda. */
  readonly versions: readonly number[];
  readonly frozenAt: string | null;
  readonly from: string | null;
  readonly reason: string;
  readonly corrected: readonly number[];
  readonly signed: boolean;
  readonly rows: readonly DeltaRowView[];
};

/** A signature as its page shows it (SIG-09). Instants are ISO; hashes hex. */
export type SignatureView = {
  readonly id: string;
  readonly reviewId: string;
  readonly reference: string;
  readonly role: SignatureRole;
  readonly sequence: number;
  readonly version: number;
  readonly name: string;
  readonly title: string;
  readonly typedName: string;
  readonly at: string;
  readonly preparedAt: string;
  readonly statement: string;
  readonly conflicts: readonly string[];
  readonly scope: string;
  readonly counts: readonly { readonly label: string; readonly count: number }[];
  readonly method: "passkey" | "password";
  readonly credentialId: string | null;
  readonly fingerprint: string | null;
  readonly synced: boolean;
  readonly backedUp: boolean;
  readonly recentlyEnrolled: boolean;
  readonly userVerified: boolean;
  readonly sealKey: string | null;
  readonly rpId: string;
  readonly origin: string;
  readonly software: string;
  readonly manifest: string;
  readonly manifestHash: string;
  readonly hash: string;
  readonly previousHash: string;
  readonly files: readonly {
    readonly name: string;
    readonly lines: number;
    readonly sha256: string;
  }[];
  readonly check: {
    readonly state: "whole" | "broken";
    readonly reason: string | null;
    readonly detail: string;
  };
};
