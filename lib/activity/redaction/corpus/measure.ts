import type { Json } from "@/lib/ledger/canonical-json";
import { type RedactionCounts, type RedactionType, redact } from "../redact";
import type { TokenKey } from "../token";
import type { Positive } from "./case";
import { CLEAN_PAYLOADS, CLEAN_TEXTS } from "./clean";
import { HARD, HARD_CLEAN } from "./hard";
import { PERSONAL } from "./personal";
import { PLACES } from "./places";
import { SECRETS } from "./secrets";

export const POSITIVES: readonly Positive[] = [...SECRETS, ...PERSONAL, ...PLACES];
const ALL: readonly Positive[] = [...POSITIVES, ...HARD];
export const NEGATIVES: readonly Json[] = [...CLEAN_TEXTS, ...CLEAN_PAYLOADS];
const ALL_CLEAN: readonly Json[] = [...NEGATIVES, ...HARD_CLEAN];

/** How the cases of a type came out. `missed`: the values of which something is left, or that count as something else. */
export type Recall = {
  readonly type: RedactionType;
  readonly cases: number;
  readonly found: number;
  readonly missed: readonly Json[];
};

export type Measured = {
  readonly recall: readonly Recall[];
  readonly cases: number;
  readonly found: number;
  readonly clean: number;
  /** Values that were changed though there is nothing in them. */
  readonly wronglyFound: readonly Json[];
};

/** Runs every case of the corpus through the rules, here and now (RED-02). Takes some tens of milliseconds. */
export function measure(key: TokenKey): Measured {
  const recall = typesIn(ALL).map((type) => recallOf(type, key));
  return {
    recall,
    cases: ALL.length,
    found: recall.reduce((sum, { found }) => sum + found, 0),
    clean: ALL_CLEAN.length,
    wronglyFound: ALL_CLEAN.filter((value) => {
      const redacted = redact(value, { key });
      return JSON.stringify(redacted.value) !== JSON.stringify(value);
    }),
  };
}

/** Whether everything is found in a case, and nothing of its secret left. */
export function isFound({ value, secret, expected }: Positive, key: TokenKey): boolean {
  const redacted = redact(value, { key });
  const isCounted = sameCounts(redacted.counts, expected);
  return isCounted && !JSON.stringify(redacted.value).includes(JSON.stringify(secret).slice(1, -1));
}

function recallOf(type: RedactionType, key: TokenKey): Recall {
  const cases = ALL.filter((one) => one.type === type);
  const missed = cases.filter((one) => !isFound(one, key)).map(({ value }) => value);
  return { type, cases: cases.length, found: cases.length - missed.length, missed };
}

function typesIn(cases: readonly Positive[]): RedactionType[] {
  return [...new Set(cases.map(({ type }) => type))];
}

function sameCounts(a: RedactionCounts, b: RedactionCounts): boolean {
  const text = (counts: RedactionCounts) => JSON.stringify(Object.entries(counts).sort());
  return text(a) === text(b);
}
