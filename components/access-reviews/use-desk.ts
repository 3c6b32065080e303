"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { dropDraft } from "@/components/forms/draft-store";
import type { DecideLine, DecidePart, LineFacts } from "@/lib/access-reviews/decide/decide-view";
import type { Decision } from "@/lib/access-reviews/review-view";
import {
  type DecideShow,
  type DecideStart,
  type DecideView,
  decideRows,
  linesIn,
  nextUndecided,
  orderLines,
} from "./decide-order";
import type { Wish } from "./decide-queue";
import type { DecideState, DecideStore } from "./decide-store";
import { blankWish, draftOf, missingIn } from "./decide-wish";
import { decisionIn, standings, wishIn } from "./decide-words";

/** What the form under the facts asks about: a decision, a note, or nothing. */
export type Asking = Decision | "note" | null;

const AHEAD = 24; // facts at hand before they are looked at
const BEHIND = 4;

/** The state of the desk: which lines in which order, which one is in focus, what is being asked of it. */
export function useDesk({
  store,
  state,
  part,
  start,
  draftPrefix,
}: {
  store: DecideStore;
  state: DecideState;
  part: DecidePart;
  start: DecideStart;
  draftPrefix: string;
}) {
  const list = useList(state, part, start);
  const { standing, isDecided, order, at, line, setFocusId } = list;
  const [asking, setAsking] = useState<Asking>(null);
  const facts = line ? (state.facts.get(line.id) ?? null) : null;
  useFactsAround(store, order, at);

  const go = (to: DecideLine | undefined | null) => {
    if (!to) return;
    setAsking(null);
    setFocusId(to.id);
  };
  const undone = useRef<string[]>([]); // what was decided in this sitting, oldest first
  const draftKey = (id: string) => `${draftPrefix}:${id}`;
  const record = (said: Wish) => {
    if (!line) return;
    store.say(line, { ...said, comment: said.comment.trim() }, facts !== null);
    dropDraft(draftKey(line.id));
    undone.current.push(line.id);
    setAsking(null);
    go(nextUndecided(order, line.id, isDecided));
  };
  const wishFor = (decision: Decision): Wish => {
    const typed = line ? draftOf(draftKey(line.id)) : null;
    const before = line ? wishIn(standing(line.id)) : null;
    const known = typed ?? (before?.decision === decision ? before : null);
    return known ? { ...known, decision } : blankWish(decision);
  };
  const decide = (decision: Decision) => {
    if (!line || !facts || !mayDecide(part, line, standing(line.id))) return;
    if (!isPossible(decision, facts)) return;
    const said = wishFor(decision);
    const detailed = decision !== "keep" && decision !== "revoke";
    if (detailed || missingIn(said, line, facts)) setAsking(decision);
    else record(said);
  };
  const undo = () => {
    const id = undone.current.pop() ?? line?.id;
    const target = part.lines.find((each) => each.id === id);
    if (!target || decisionIn(standing(target.id)) === null) return;
    if (!mayDecide(part, target, standing(target.id))) return;
    store.say(target, null, false);
    go(target);
  };
  return {
    ...{ ...list, facts, asking, draftKey },
    ...{ setAsking, go, record, wishFor, decide, undo },
    step: (by: number) => go(order[Math.max(0, Math.min(order.length - 1, at + by))]),
    takeBack: () => line && store.say(line, null, false),
    /** Where a word about the line belongs: to the decision it has, or to the one to come. */
    noteFor: (): Asking =>
      line && mayDecide(part, line, standing(line.id))
        ? (decisionIn(standing(line.id)) ?? "note")
        : null,
  };
}

/** Which lines in which order, how each stands, and which one is in focus. */
function useList(state: DecideState, part: DecidePart, start: DecideStart) {
  const [wish, setWish] = useState({ view: start.view, show: start.show, q: "" });
  const ordered = useMemo(() => orderLines(part.lines, wish.view), [part.lines, wish.view]);
  const standing = useMemo(() => standings(state), [state]);
  const isDecided = useCallback(
    (line: DecideLine) => decisionIn(standing(line.id)) !== null,
    [standing],
  );
  const [focusId, setFocusId] = useState<string | null>(() => firstOf(ordered, start, isDecided));
  const rows = useMemo(
    () => decideRows(ordered, isDecided, wish, focusId),
    [ordered, isDecided, wish, focusId],
  );
  const order = useMemo(() => linesIn(rows), [rows]);
  const at = Math.max(
    0,
    order.findIndex(({ id }) => id === focusId),
  );
  const line = order[at] ?? null;
  useAddress(wish, line);
  return {
    ...{ wish, rows, order, at, line, standing, isDecided, setFocusId },
    setWish: (next: Partial<{ view: DecideView; show: DecideShow; q: string }>) =>
      setWish({ ...wish, ...next }),
  };
}

/** Whether the line can be decided now: the review is open, the first stage has spoken, nothing is signed. */
export function mayDecide(
  { status }: Pick<DecidePart, "status">,
  line: Pick<DecideLine, "ready">,
  standing: ReturnType<ReturnType<typeof standings>>,
): boolean {
  return status === "open" && line.ready && !(standing.kind === "said" && standing.said.signed);
}

function isPossible(decision: Decision, { canReduce, canTransfer }: LineFacts): boolean {
  if (decision === "reduce") return canReduce;
  return decision !== "transfer" || canTransfer;
}

function firstOf(
  ordered: readonly DecideLine[],
  { n }: DecideStart,
  isDecided: (line: DecideLine) => boolean,
): string | null {
  const wanted = n === null ? undefined : ordered.find((line) => line.n === n);
  const waiting = ordered.find((line) => line.ready && !isDecided(line));
  return (wanted ?? waiting ?? ordered[0])?.id ?? null;
}

function useFactsAround(store: DecideStore, order: readonly DecideLine[], at: number): void {
  useEffect(() => {
    const near = order.slice(Math.max(0, at - BEHIND), at + AHEAD).map(({ id }) => id);
    const known = store.state().facts;
    const soon = order.slice(at, at + AHEAD / 2);
    if (soon.some(({ id }) => !known.has(id))) void store.wantFacts(near);
  }, [store, order, at]);
}

// The address says what is looked at, so a reload comes back to it; nothing is asked of the server for it.
function useAddress(
  { view, show }: { view: DecideView; show: DecideShow },
  line: DecideLine | null,
): void {
  const n = line?.n ?? null;
  useEffect(() => {
    const url = new URL(window.location.href);
    url.searchParams.set("view", view);
    url.searchParams.set("show", show);
    if (n !== null) url.searchParams.set("line", String(n));
    window.history.replaceState(window.history.state, "", url);
  }, [view, show, n]);
}
