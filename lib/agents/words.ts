import type { PersonName } from "@/lib/auth/people";
import { utcDay } from "@/lib/core/clock";
import { DATA_CLASS_LABEL, DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENT_LABEL, ENVIRONMENTS } from "@/lib/core/environments";
import type { RiskClass } from "@/lib/db/generated/enums";
import { RISK_CLASS_LABEL, RISK_NOT_ASSESSED } from "./labels";

/** A person as a row or a page shows them. `left`: no longer active. */
export type PersonShown = { id: string; name: string; title: string; left: boolean };

/** The people around some agents: their names, and who of them has left. */
export type Around = { names: ReadonlyMap<string, PersonName>; gone: ReadonlySet<string> };

/** Makes ids into people; an id nobody knows is said to be unknown. */
export function personFrom({ names, gone }: Around): (id: string) => PersonShown {
  return (id) => {
    const known = names.get(id) ?? { id, name: "Unknown person", title: "" };
    return { ...known, left: gone.has(id) };
  };
}

export function riskWord(riskClass: RiskClass | null): string {
  return riskClass === null ? RISK_NOT_ASSESSED : RISK_CLASS_LABEL[riskClass];
}

export function dataClassWords(stored: readonly string[]): string[] {
  return DATA_CLASSES.filter((each) => stored.includes(each)).map((each) => DATA_CLASS_LABEL[each]);
}

export function environmentWords(stored: readonly string[]): string[] {
  return ENVIRONMENTS.filter((each) => stored.includes(each)).map(
    (each) => ENVIRONMENT_LABEL[each],
  );
}

export function yesNo(answer: boolean): "Yes" | "No" {
  return answer ? "Yes" : "No";
}

/** A date column as text, `2027-03-31`; empty if there is none. */
export function dayText(date: Date | null): string {
  return date === null ? "" : utcDay(date);
}
