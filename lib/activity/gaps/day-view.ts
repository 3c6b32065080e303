import type { DayVerdict } from "./gap-labels";
import type { GapSpan } from "./gap-view";

/** A day of a source in the list of days. `day`: 2026-11-21 in UTC. */
export type DayCell = {
  day: string;
  source: string;
  verdict: DayVerdict;
  /** Why, in one sentence. */
  why: string;
  calls: number;
};

export type DayLine = { id: string; day: string; weekday: string; cells: readonly DayCell[] };

/** One of the seven groups of what an auditor asks of a call: how many calls fill it. */
export type GroupShare = { id: string; label: string; filled: number; share: string };

/** One field of the records of a day: how many hold it, and why the others do not. */
export type FieldShare = {
  id: string;
  field: string;
  filled: number;
  share: string;
  provided: number;
  derived: number;
  joined: number;
  redacted: number;
  notProvided: number;
  redactionFailed: number;
};

/** A total of the day that somebody else counted (IPE-23). */
export type TotalShown = {
  id: string;
  total: number;
  recorded: number;
  difference: string;
  origin: string;
  explanation: string;
  enteredBy: string;
  enteredAt: string;
};

/** What a day of one source is as evidence. Instants are ISO texts. */
export type DayEvidence = {
  source: string;
  sourceName: string;
  day: string;
  zone: string;
  from: string;
  to: string;
  hours: number;
  verdict: DayVerdict;
  reasons: readonly string[];
  calls: number;
  /** Recorded after the day had ended (IPE-25). */
  late: number;
  heartbeats: number;
  completeness: string;
  threshold: string;
  groups: readonly GroupShare[];
  gaps: readonly GapSpan[];
  quarantined: number;
  sequenced: string;
  rhythm: string;
  clock: string;
  sampling: string;
  /** The first checkpoint that covers all of it, or that there is none yet. */
  checkpoint: string;
  totals: readonly TotalShown[];
};

/** Every field of the records read. `read` of `calls`: more than can be read at once are drawn evenly. */
export type FieldTable = { read: number; calls: number; fields: readonly FieldShare[] };
