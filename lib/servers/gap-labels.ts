/** What a server lacks, or what contradicts what is written about it. `fails` says whether an auditor would not accept it. */
export const GAPS = {
  "owner-gone": { label: "The owner has left", fails: true },
  "deputy-missing": { label: "No deputy", fails: false },
  "deputy-gone": { label: "The deputy has left", fails: false },
  "place-missing": { label: "No place: nobody said where it stands", fails: false },
  "region-missing": { label: "A place without a region", fails: false },
  "operations-missing": { label: "No operation is registered", fails: false },
  "unclassified-production": { label: "Operations in production nobody classified", fails: true },
  unclassified: { label: "Operations nobody classified", fails: false },
  "data-class-missing": { label: "Operations touch data the server does not name", fails: false },
  "scope-contradicted": { label: "Out of scope, but called", fails: true },
  "place-unregistered": { label: "Called where it is not registered", fails: true },
  "operation-unregistered": { label: "Operations called that nobody registered", fails: true },
  "retired-called": { label: "Retired, but called", fails: true },
  "retired-operation-called": { label: "Retired operations are called", fails: true },
} as const satisfies Record<string, { label: string; fails: boolean }>;
export type Gap = keyof typeof GAPS;

/** Their codes, in the order in which they are shown. */
export const GAP_CODES = [
  "owner-gone",
  "scope-contradicted",
  "retired-called",
  "place-unregistered",
  "operation-unregistered",
  "retired-operation-called",
  "unclassified-production",
  "deputy-missing",
  "deputy-gone",
  "place-missing",
  "region-missing",
  "operations-missing",
  "unclassified",
  "data-class-missing",
] as const satisfies readonly Gap[];
