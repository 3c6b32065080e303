// What people are told about a key, in words. Pure.
import { utcDay, utcText } from "@/lib/core/clock";
import { lastGoodDay, type Rules } from "./ageing";
import { KEY_MARKS, type KeyMark } from "./mark-labels";
import type { KeyEntry } from "./register";

/** `about` makes it told once; `rank` orders them, the gravest first. */
export type KeyNoticeWords = { about: string; rank: number; title: string; body: string };

type Told = Pick<KeyEntry, "key" | "marks" | "use" | "leavers" | "leaverDue">;

/** Every notice that a key is due for now. */
export function noticesOf(entry: Told, rules: Rules): KeyNoticeWords[] {
  return entry.marks.flatMap((mark) => {
    const words = WORDS[mark]?.(entry, rules);
    return words ? [{ ...words, rank: KEY_MARKS.indexOf(mark) }] : [];
  });
}

type Words = (entry: Told, rules: Rules) => Omit<KeyNoticeWords, "rank">;

const WORDS: Partial<Record<KeyMark, Words>> = {
  "used-after-revocation": ({ key, use }) => ({
    about: "used-after-revocation",
    title: `${key.label} was used after it ended`,
    body: `${use.after?.calls ?? 0} calls were let through after its end, the last at ${use.after ? utcText(use.after.lastAt) : "an unknown time"}. Treat this as an incident.`,
  }),
  shared: ({ key, use }) => ({
    about: `shared:${use.strangers.slice(0, 5).join(",").slice(0, 200)}`,
    title: `${key.label} is used by others than its agent`,
    body: `It was also used by ${use.strangers.slice(0, 5).join(", ")}. Give each agent a key of its own and rotate this one.`,
  }),
  "over-age": ({ key }, rules) => ({
    about: `over-age:${lastGoodDay(key, rules) ?? ""}`,
    title: `${key.label} is too old`,
    body: `Its last day by the rule in force was ${lastGoodDay(key, rules) ?? ""}. Rotate it, or ask for an exception.`,
  }),
  "due-soon": ({ key }, rules) => ({
    about: `due-soon:${lastGoodDay(key, rules) ?? ""}`,
    title: `${key.label} must be rotated soon`,
    body: `After ${lastGoodDay(key, rules) ?? ""} it is too old by the rule in force.`,
  }),
  leaver: leaverWords,
  "leaver-overdue": (entry) => ({
    ...leaverWords(entry),
    about: `leaver-overdue:${newestLeaver(entry)}`,
    title: `${entry.key.label} was not rotated after somebody left`,
  }),
};

function leaverWords(entry: Told): Omit<KeyNoticeWords, "rank"> {
  const { key, leaverDue } = entry;
  return {
    about: `leaver:${newestLeaver(entry)}`,
    title: `${key.label} must be rotated, because somebody left`,
    body: `Somebody who answered for this key or saw its secret has left. Rotate it by ${leaverDue ? utcDay(leaverDue) : "the date of the policy"}.`,
  };
}

function newestLeaver({ leavers }: Told): string {
  const [newest] = [...leavers].sort((one, other) => Number(other.leftAt) - Number(one.leftAt));
  return newest?.personId ?? "";
}
