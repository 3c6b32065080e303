import type { SignatureRole } from "../review-view";

/** What one signature came to when it was checked again. `reason` is a word of the verifier's; null where it holds. */
export type SignatureCheck = {
  readonly id: string;
  readonly sequence: number;
  readonly role: SignatureRole;
  readonly state: "whole" | "broken";
  readonly reason: string | null;
  readonly detail: string;
};

/** Whether a review is still what was frozen and signed. `detail` is a sentence; of a broken one the first fault. */
export type ReviewIntegrity = {
  readonly state: "whole" | "broken";
  readonly detail: string;
  readonly snapshot: { readonly state: "whole" | "broken"; readonly detail: string };
  readonly signatures: readonly SignatureCheck[];
};
