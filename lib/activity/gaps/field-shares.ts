import type { JsonObject } from "@/lib/ledger/canonical-json";
import { stateOf } from "../record/canonical-record";
import { FIELDS, type FieldName, type FieldState } from "../record/fields";
import type { FieldShare } from "./day-view";
import { percent } from "./verdict";

type Counts = Record<FieldState, number>;

/** Counts, over stored records, how each field came to hold what it holds, or why it does not (LOG-08: non-null or reason-coded). */
export class FieldTally {
  readonly #counts = new Map<FieldName, Counts>(FIELDS.map((field) => [field, none()]));
  #records = 0;

  add(data: JsonObject): void {
    this.#records += 1;
    for (const [field, counts] of this.#counts) counts[stateOf(data, field)] += 1;
  }

  shares(): FieldShare[] {
    return [...this.#counts].map(([field, counts]) => {
      const filled = this.#records - counts.not_provided - counts.redaction_failed;
      return {
        id: field,
        field,
        filled,
        share: this.#records === 0 ? "" : percent(Math.floor((filled * 1_000) / this.#records)),
        provided: counts.provided,
        derived: counts.derived,
        joined: counts.joined,
        redacted: counts.redacted,
        notProvided: counts.not_provided,
        redactionFailed: counts.redaction_failed,
      };
    });
  }
}

function none(): Counts {
  return { provided: 0, derived: 0, joined: 0, not_provided: 0, redacted: 0, redaction_failed: 0 };
}
