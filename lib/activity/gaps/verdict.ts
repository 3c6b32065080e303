// gateway-logs §5.2: 'A day is "complete evidence" only without gap and quarantine and with completeness at or above the
// threshold.' LOG-06: where the clock cannot be trusted nothing is evaluated. What cannot be judged is said.

import type { ClockState } from "./clock";
import type { DayVerdict } from "./gap-labels";

/** What is known of a source's day. */
export type DayFacts = {
  readonly calls: number;
  /** Whether the source was there for the whole day, the day is over, and was looked at since. */
  readonly standing: "whole" | "running" | "unwatched" | "not-added" | "disabled";
  readonly gaps: { readonly unexplained: number; readonly explained: number };
  /** Records that could not be read and nobody has disposed of. */
  readonly quarantined: number;
  /** Of seven groups per call; null where the day has not been counted yet. */
  readonly satisfied: number | null;
  /** Calls with a number of the sender. */
  readonly sequenced: number;
  /** The sender's numbers came a second time: a hole could hide behind them. */
  readonly repeats: boolean;
  /** Minutes within which a sign of life is expected; 0 for none. */
  readonly rhythmMinutes: number;
  /** The clock of the sender; null where nothing was received on that day. */
  readonly clock: ClockState | null;
  /** `all`, `unknown`, or a share. */
  readonly sampling: string;
};

export type DayJudged = { readonly verdict: DayVerdict; readonly reasons: readonly string[] };

export const GROUPS_PER_CALL = 7;

/** What a day of a source is as evidence, with every reason in words, the gravest first. */
export function judgeDay(facts: DayFacts, completenessPermille: number): DayJudged {
  const objections = [
    standing(facts),
    gaps(facts),
    quarantine(facts),
    sampled(facts),
    fields(facts, completenessPermille),
    attestation(facts),
    clock(facts),
  ].filter((objection) => objection !== null);
  const [first] = objections;
  return {
    verdict: first?.verdict ?? "complete",
    reasons: objections.length > 0 ? objections.map(({ why }) => why) : [proven(facts)],
  };
}

/** Whether the numbers of a day prove that nothing is missing before us. */
export function isSequenced({ calls, sequenced, repeats }: DayFacts): boolean {
  return calls > 0 && sequenced === calls && !repeats;
}

/** Filled groups of a thousand; null without calls or before they are counted. */
export function permilleOf({ calls, satisfied }: DayFacts): number | null {
  if (calls === 0 || satisfied === null) return null;
  return Math.min(1_000, Math.floor((satisfied * 1_000) / (calls * GROUPS_PER_CALL)));
}

type Objection = { readonly verdict: DayVerdict; readonly why: string } | null;

function standing({ standing: where }: DayFacts): Objection {
  const says = {
    running: "The day is not over.",
    unwatched: "Nothing has looked for gaps since the day ended.",
    "not-added": "The source was not there for the whole day.",
    disabled: "The source was disabled for a part of the day.",
    whole: null,
  }[where];
  return says === null ? null : { verdict: "not-evaluated", why: says };
}

function gaps({ gaps: { unexplained, explained } }: DayFacts): Objection {
  if (unexplained + explained === 0) return null;
  const said = [
    ...(unexplained > 0 ? [`${counted(unexplained, "gap")} that nobody has explained`] : []),
    ...(explained > 0 ? [`${counted(explained, "gap")} with an explanation`] : []),
  ];
  return { verdict: "gap", why: `${said.join(", ")}.` };
}

function quarantine({ quarantined }: DayFacts): Objection {
  if (quarantined === 0) return null;
  return {
    verdict: "quarantined",
    why: `${counted(quarantined, "record")} in quarantine that nobody has disposed of.`,
  };
}

function sampled({ sampling }: DayFacts): Objection {
  if (sampling === "all" || sampling === "unknown" || Number(sampling) === 1) return null;
  return { verdict: "incomplete", why: `The source sends a share of ${sampling} of its calls.` };
}

function fields(facts: DayFacts, threshold: number): Objection {
  if (facts.calls === 0) return null;
  const permille = permilleOf(facts);
  if (permille === null) return { verdict: "not-evaluated", why: "The day is not counted yet." };
  if (permille >= threshold) return null;
  return {
    verdict: "incomplete",
    why: `${percent(permille)} of the required fields are filled; ${percent(threshold)} are asked for.`,
  };
}

function attestation(facts: DayFacts): Objection {
  if (facts.rhythmMinutes > 0 || isSequenced(facts)) return null;
  const numbers = facts.repeats
    ? "its numbers begin again without a new epoch"
    : "its calls carry no numbers";
  return {
    verdict: "not-attested",
    why: `Nothing attests that all came: the source has no rhythm, and ${numbers}.`,
  };
}

function clock({ clock: state, calls }: DayFacts): Objection {
  if (state === "ahead") {
    return {
      verdict: "not-evaluated",
      why: "The sender's clock ran ahead: its times are not trusted.",
    };
  }
  if (state === "late" || (state === null && calls > 0)) {
    const why =
      "The sender's clock is unknown: records came later than the threshold, so it may be behind, or they were handed over late.";
    return { verdict: "not-evaluated", why };
  }
  return null;
}

function proven(facts: DayFacts): string {
  const by = isSequenced(facts)
    ? "numbers without a hole"
    : `a sign of life at least every ${counted(facts.rhythmMinutes, "minute")}`;
  return facts.calls === 0 ? `Quiet, and provably so: ${by}.` : `All came, by ${by}.`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

export function percent(permille: number): string {
  return `${(permille / 10).toFixed(1)}%`;
}
