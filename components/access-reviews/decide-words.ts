import type { SaidView } from "@/lib/access-reviews/decide/decide-view";
import { DECISION_LABEL } from "@/lib/access-reviews/labels";
import type { Decision } from "@/lib/access-reviews/review-view";
import type { Entry, Wish } from "./decide-queue";
import type { DecideState, Transport } from "./decide-store";

/** What stands for a line now: what the server knows, or what is on its way to it. */
export type Standing =
  | { readonly kind: "undecided" }
  | { readonly kind: "said"; readonly said: SaidView }
  | { readonly kind: "waiting"; readonly wish: Wish | null; readonly at: string }
  | { readonly kind: "refused"; readonly wish: Wish | null; readonly because: string };

/** How every line stands: by its id, without those that nobody has touched. */
export function standings({ part, entries }: DecideState): (lineId: string) => Standing {
  const newest = new Map<string, Entry>(entries.map((entry) => [entry.lineId, entry]));
  return (lineId) => {
    const entry = newest.get(lineId);
    if (entry?.refusal !== undefined) {
      return { kind: "refused", wish: entry.wish, because: entry.refusal };
    }
    if (entry) return { kind: "waiting", wish: entry.wish, at: entry.madeAt };
    const said = part?.said[lineId];
    return said ? { kind: "said", said } : { kind: "undecided" };
  };
}

/** The decision that stands, on its way or not; null: none. */
export function decisionIn(standing: Standing): Decision | null {
  if (standing.kind === "said") return standing.said.decision;
  return standing.kind === "waiting" ? (standing.wish?.decision ?? null) : null;
}

/** What would be said again of a line: the comment and all, as it stands. */
export function wishIn(standing: Standing): Wish | null {
  if (standing.kind === "waiting" || standing.kind === "refused") return standing.wish;
  if (standing.kind !== "said") return null;
  const { decision, comment, until, remaining, newOwner } = standing.said;
  return { decision, comment, until: lastDay(until), remaining, newOwnerId: newOwner ?? "" };
}

const DAY_MS = 86_400_000;

/** `until` is the instant at which the last day is over. */
export function lastDay(until: string | null): string {
  return until ? new Date(Date.parse(until) - DAY_MS).toISOString().slice(0, 10) : "";
}

/** A decision in words: what is kept until when, what goes. `partsCount`: of how many parts a reduce leaves some. */
export function decisionWords(wish: Wish, partsCount: number): string {
  const label = DECISION_LABEL[wish.decision];
  if (wish.decision === "keep-until") return `${label} ${wish.until}`;
  if (wish.decision === "reduce") return `${label} to ${wish.remaining.length} of ${partsCount}`;
  return label;
}

/** Where the decisions of this sitting are. */
export function transportWords(transport: Transport, waiting: number, kept: boolean): string {
  const count = waiting === 1 ? "1 decision" : `${waiting} decisions`;
  const where = kept ? "kept in this browser" : "not kept: leave this tab open";
  switch (transport) {
    case "saved":
      return "Every decision is saved";
    case "saving":
      return "Saving";
    case "network":
      return `${count} waiting for the network, ${where}`;
    case "signed-out":
      return `${count} waiting until you sign in again, ${where}`;
    default:
      return transport satisfies never;
  }
}

/** The keys of the decisions, in the order of the screen. */
export const DECISION_KEYS = {
  keep: "1",
  "keep-until": "2",
  reduce: "3",
  revoke: "4",
  transfer: "5",
  "cannot-judge": "6",
} as const satisfies Record<Decision, string>;
