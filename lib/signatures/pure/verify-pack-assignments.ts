// assignments.ndjson of the sign-off: who was to decide what, from when until when. A signature by anybody else counts for nothing.
import {
  isCount,
  isInstantText,
  isNullOr,
  isObjectOf,
  isOneOf,
  isText,
} from "@/lib/ledger/json-shape";
import { fails } from "@/lib/ledger/verdict";
import { objectIn } from "./evidence-lines";
import { linesOf } from "./manifest";
import type { PackFindings } from "./pack-findings";

const isAssignment = isObjectOf({
  n: isCount,
  stage: isOneOf([1, 2, 3]),
  person: isText,
  from: isInstantText,
  until: isNullOr(isInstantText),
});

type Window = { readonly from: string; readonly until: string | null };

/** Who was assigned to what. */
export class Assignments {
  readonly #windows = new Map<string, Window[]>();
  readonly #asked = new Set<string>();

  add(n: number, stage: number, person: string, window: Window): void {
    const key = `${n}/${stage}/${person}`;
    const windows = this.#windows.get(key) ?? [];
    windows.push(window);
    this.#windows.set(key, windows);
    this.#asked.add(`${n}/${stage}`);
  }

  /** Whether a person was to decide a line in a stage at some time. Line 0, stage 3: the whole review. */
  has(n: number, stage: number, person: string, at: string): boolean {
    const windows = this.#windows.get(`${n}/${stage}/${person}`) ?? [];
    return windows.some(({ from, until }) => from <= at && (until === null || at <= until));
  }

  /** Whether anybody was to decide a line in a stage. */
  isAsked(n: number, stage: number): boolean {
    return this.#asked.has(`${n}/${stage}`);
  }
}

/** The assignments in a file. Adds `assignments` for lines that are none. */
export function assignmentsIn(
  bytes: Uint8Array,
  file: string,
  findings: PackFindings,
): Assignments {
  const assignments = new Assignments();
  for (const [at, text] of linesOf(bytes).slice(1).entries()) {
    const line = objectIn(text);
    if (line.ok && isAssignment(line.value)) {
      const { n, stage, person, from, until } = line.value;
      assignments.add(n, stage, person, { from, until });
    } else {
      const where = { file, index: BigInt(at + 1) };
      findings.add(fails("assignments", "The line is no assignment.", where));
    }
  }
  return assignments;
}
