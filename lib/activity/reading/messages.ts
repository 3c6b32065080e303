// What the pool and its threads say to each other. Results go as JSON text: that keeps members named `__proto__`, which a
// structured clone may not, and costs less.
import type { CountryCode } from "libphonenumber-js";
import type { TokenKey } from "../redaction/token";
import type { BodyFacts } from "./read-body";

/** What a thread is given once, when it starts: nothing of it is ever sent back or written anywhere. */
export type WorkerData = { readonly key: TokenKey; readonly country: CountryCode | null };

/** One body, how it is to be read, and for how long. `source`: JSON text of a SourceFacts, the same for many orders. */
export type Order = {
  readonly body: Uint8Array;
  readonly facts: BodyFacts;
  readonly source: string;
  readonly budgetMs: number;
  /** Records that are not looked at, and why; `all` stands for those that are not named. */
  readonly setAside: readonly (readonly [position: number, reason: string])[];
  readonly all: string | null;
  /** One Int32: which record is looked at, -1 while it is none of them. It outlives the thread. */
  readonly progress: SharedArrayBuffer;
};

/**
 * `ready` comes once, before any work; then one per order. `read`: JSON text of a ReadResult without the texts of its records,
 * which stand beside it in their order: within it every quotation mark in them would be escaped, and unescaped again.
 */
export type Answer =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly read: string; readonly texts: readonly string[] }
  | { readonly kind: "refused"; readonly code: RefusedCode; readonly message: string };

/** Why a body is not taken at all. */
export type RefusedCode = "invalid_input" | "too_large";
