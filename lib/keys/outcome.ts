// What pages say in a sentence, and what people are told after an act. Pure.
import type { KeyDone } from "./commands/register-key";
import type { RotationDone } from "./commands/start-rotation";
import type { KeyCounts } from "./filter";
import { isFault, KEY_MARK_WORDS, KEY_MARKS } from "./mark-words";

/** What the register proves or lacks today. */
export function registerSentence({ total, active, marks }: KeyCounts): string {
  if (total === 0) return "No key is registered: whatever calls with one is not known here.";
  const faults = KEY_MARKS.filter((mark) => isFault(mark) && marks.has(mark)).map(
    (mark) => `${marks.get(mark) ?? 0} ${KEY_MARK_WORDS[mark].word.toLowerCase()}`,
  );
  const head = `${plural(active, "key is", "keys are")} active.`;
  return faults.length === 0
    ? `${head} None is too old, shared, or was used after it ended.`
    : `${head} ${faults.slice(0, 5).join(", ")}.`;
}

/** What the key-days of a period say (KEY-01). */
export function ageingSentence({
  population,
  over,
  excepted,
  keysOver,
}: {
  population: number;
  over: number;
  excepted: number;
  keysOver: number;
}): string {
  if (population === 0) return "No registered key was active in this period.";
  if (over === 0) {
    const by = excepted === 0 ? "" : `, ${excepted.toLocaleString("en")} of them by an exception`;
    return `${plural(population, "key was", "keys were")} active. Every key-day is within the rule of its day${by}.`;
  }
  return `${plural(population, "key was", "keys were")} active. ${plural(over, "key-day is", "key-days are")} over the rule of their day, of ${plural(keysOver, "key", "keys")}.`;
}

export function keyPath({ id }: { id: string }): string {
  return `/keys/${id}`;
}

export const registeredWords = ({ label }: KeyDone) => `${label} is registered.`;
export const editedWords = ({ label }: KeyDone) => `${label} is saved.`;
export const activatedWords = ({ label }: KeyDone) => `${label} is active.`;
export const revokedWords = ({ label }: KeyDone) => `${label} is revoked.`;
export const askedWords = ({ label }: KeyDone) =>
  `The exception for ${label} waits for somebody without a part in it.`;
export const endedWords = ({ label }: KeyDone) => `The exception for ${label} has ended.`;
export const disclosedWords = ({ label }: KeyDone) => `Recorded for ${label}.`;

/** The drawer of a rotation. */
export function rotationPath({ id }: RotationDone): string {
  return `/keys/rotations?open=${id}`;
}

export function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
