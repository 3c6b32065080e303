import type { Range } from "@/lib/ledger/tree";
import type { BundleResult, VerificationResult } from "../bundle-wish";

/** What a task came to, and what of it goes into the leaf of the change. */
export type Outcome = { readonly range: Range } & (
  | { readonly action: "bundle.exported"; readonly result: BundleResult }
  | { readonly action: "verification.finished"; readonly result: VerificationResult }
);
