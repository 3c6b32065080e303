// What pages say in a sentence, and what people are told after an act. Pure.
import type { KeyDone } from "./commands/register-key";
import type { RotationDone } from "./commands/start-rotation";
import type { KeyCounts } from "./filter";
import type { RotationStateName } from "./labels";
import { isFault, KEY_MARK_WORDS, KEY_MARKS } from "./mark-labels";
import type { KeyDays } from "./population";

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
  sum,
  keysOver,
}: Pick<KeyDays, "population" | "sum" | "keysOver">): string {
  if (population === 0) return "No registered key was active in this period.";
  const head = `${plural(population, "key was", "keys were")} active in this period.`;
  if (sum.over === 0) {
    const by = sum.excepted === 0 ? "" : `, ${sum.excepted.toLocaleString("en")} by an exception`;
    return `${head} Every key-day is within the rule of its day${by}.`;
  }
  return `${head} ${plural(sum.over, "key-day is", "key-days are")} over the rule of their day, of ${plural(keysOver, "key", "keys")}.`;
}

/** What the rotation log of a period proves or lacks. */
export function rotationsSentence({
  rotations,
  period,
  never,
  unknown,
}: {
  rotations: readonly { state: RotationStateName }[];
  period: { from: string; to: string };
  never: number;
  unknown: number;
}): string {
  const open = rotations.filter(({ state }) => state !== "finished").length;
  return [
    `${period.from} to ${period.to}: ${plural(rotations.length - open, "rotation was", "rotations were")} finished with proof, ${open} ${open === 1 ? "is" : "are"} open`,
    `${plural(never, "key was", "keys were")} never rotated`,
    `${plural(unknown, "key", "keys")} in use ${unknown === 1 ? "is" : "are"} not in the register`,
  ]
    .join("; ")
    .concat(".");
}

/** A version of the rules in words. */
export function ruleWords({ version, values }: KeyDays["versions"][number]): string {
  const name = version === 0 ? "built in" : `version ${version}`;
  return `${name}: ${values.maxAgeDays} days for agents, ${values.maxAgeDaysUpstream} for servers, ${values.maxAgeDaysEmergency} for emergencies`;
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
