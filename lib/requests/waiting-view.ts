// What waits for a person, whichever room it comes from. The inbox puts it together.

/** What the person does about it: a verb. */
export type WaitingAct =
  | "Decide"
  | "Acknowledge"
  | "Review"
  | "Triage"
  | "Rotate"
  | "Renew"
  | "Sign"
  | "Check";

/** One thing that waits. Instants are ISO texts; `dueAt` null: whenever it suits. */
export type Waiting = {
  /** Unique among all that waits: kind and id. */
  id: string;
  act: WaitingAct;
  title: string;
  /** What it is and who asked, "Access of an agent, asked for by Olga Novak". */
  what: string;
  href: string;
  since: string;
  dueAt: string | null;
};

export type WaitingRow = Waiting & { overdue: boolean };

/** What is overdue first and the longest overdue before all; then what is due soonest; then what has no day, the oldest first. */
export function inOrder(waiting: readonly Waiting[], now: Date): WaitingRow[] {
  const at = now.toISOString();
  return waiting
    .map((each) => ({ ...each, overdue: each.dueAt !== null && each.dueAt < at }))
    .sort((one, other) => compare(keyOf(one), keyOf(other)));
}

// Without a day they come after every day that ISO 8601 can name with four digits.
function keyOf({ dueAt, since, id }: Waiting): string {
  return `${dueAt ?? "~"} ${since} ${id}`;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** What the inbox says under its title. */
export function inboxLead(waiting: readonly Pick<WaitingRow, "overdue">[], told: number): string {
  const late = waiting.filter(({ overdue }) => overdue).length;
  return `${waitsWords(waiting.length, late)}, ${newsWords(told)}.`;
}

function waitsWords(count: number, late: number): string {
  if (count === 0) return "Nothing waits for you";
  if (count === 1) return `1 thing waits for you, ${late === 0 ? "not" : "and it is"} overdue`;
  const some = late === count ? "all" : String(late);
  return `${count} things wait for you, ${late === 0 ? "none" : some} overdue`;
}

function newsWords(told: number): string {
  if (told === 0) return "nothing new was told to you";
  return `${told} notification${told === 1 ? "" : "s"} not acknowledged`;
}
