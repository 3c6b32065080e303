// What the pool and its workers say to each other. Payloads go as JSON texts: that keeps members named `__proto__`, which a
// structured clone may not, and costs less.
import type { CountryCode } from "libphonenumber-js";
import type { Redacted } from "./redact";
import type { TokenKey } from "./token";

/** What a worker is given once, when it starts: nothing of it is ever sent back or written anywhere. */
export type WorkerData = { readonly key: TokenKey; readonly country: CountryCode | null };

/** One request: JSON text of a list of payloads, and how long they may take together. */
export type Order = { readonly payloads: string; readonly budgetMs: number };

/** `ready` comes once, before any work; then one text per order: a list of `Redacted`. */
export type Answer =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly redacted: string };

export type Results = readonly Redacted[];
