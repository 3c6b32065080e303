"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useKeys } from "@/components/ui/use-keys";
import type { DecidePart } from "@/lib/access-reviews/decide/decide-view";
import { DECISION_LABEL } from "@/lib/access-reviews/labels";
import { DECISIONS } from "@/lib/access-reviews/review-view";
import { DecideBar } from "./decide-bar";
import { DecideFacts } from "./decide-facts";
import { DecideFilters } from "./decide-filters";
import { DecideForm } from "./decide-form";
import { DecideList } from "./decide-list";
import { type DecideStart, minutesLeft, paceOf } from "./decide-order";
import { DecideProgress } from "./decide-progress";
import { DecideSheet } from "./decide-sheet";
import type { DecideState, DecideStore } from "./decide-store";
import { useAbove, useIsWide, usePeople } from "./decide-surroundings";
import { DecideTogether } from "./decide-together";
import { keepDraft } from "./decide-wish";
import { DECISION_KEYS, decisionIn } from "./decide-words";
import { type Asking, mayDecide, useDesk } from "./use-desk";

type Props = {
  store: DecideStore;
  state: DecideState;
  part: DecidePart;
  reviewId: string;
  stage: 1 | 2;
  personId: string;
  start: DecideStart;
  signHref: string;
};

/** List left, facts right, answers below; on a phone the list, and a sheet over it. */
export function DecideDesk(props: Props) {
  const { store, state, part, stage, personId, start } = props;
  const draftPrefix = `${personId}:decide:${stage}`;
  const desk = useDesk({ store, state, part, start, draftPrefix });
  const isWide = useIsWide();
  const [isOpen, setOpen] = useState(false);
  useDeskKeys(desk);
  const columns = useRef<HTMLDivElement>(null);
  useAbove(columns);
  const nobody = desk.order.length === 0;
  const place = <Place key={desk.line?.id ?? "none"} desk={desk} {...props} />;
  return (
    <div className="grid gap-2">
      <Head desk={desk} {...props} />
      <div
        ref={columns}
        className="-mb-13 grid gap-x-6 lg:grid-cols-[minmax(17rem,20rem)_minmax(0,1fr)]"
      >
        <div className="flex h-[calc(100dvh-var(--above,16rem)-0.75rem)] min-h-[26rem] flex-col gap-2">
          <DecideFilters wish={desk.wish} onChange={desk.setWish} />
          {nobody ? (
            <p className="border-y py-8 text-ink-2">{nobodyWords(part)}</p>
          ) : (
            <DecideList
              rows={desk.rows}
              view={desk.wish.view}
              current={isWide || isOpen ? (desk.line?.id ?? null) : null}
              standing={desk.standing}
              onPick={(line) => {
                desk.go(line);
                setOpen(true);
              }}
            />
          )}
        </div>
        {isWide ? (
          <div className="flex h-[calc(100dvh-var(--above,16rem)-0.75rem)] min-h-[26rem] flex-col">
            {place}
          </div>
        ) : null}
      </div>
      {!isWide && isOpen && desk.line ? (
        <DecideSheet title={`Line ${desk.line.n}`} onClose={() => setOpen(false)}>
          {place}
        </DecideSheet>
      ) : null}
    </div>
  );
}

function nobodyWords({ lines }: DecidePart): string {
  if (lines.length === 0)
    return "No line waits for you: others decided them, or they went to somebody else.";
  return "No line here. Show all lines, or search for something else.";
}

type Desk = ReturnType<typeof useDesk>;

function Head({ desk, part, state, signHref }: { desk: Desk } & Props) {
  const { entries, transport, kept, times } = state;
  const counts = useMemo(() => {
    const decisions = part.lines.map(({ id }) => decisionIn(desk.standing(id)));
    const unjudged = decisions.filter((each) => each === "cannot-judge").length;
    return { unjudged, decided: decisions.filter((each) => each !== null).length - unjudged };
  }, [part.lines, desk.standing]);
  const waiting = entries.filter(({ refusal }) => refusal === undefined).length;
  const refused = entries.find(({ refusal }) => refusal !== undefined);
  const isWhole = counts.decided === part.lines.length && entries.length === 0;
  const isSigned = part.lines.every(({ id }) => part.said[id]?.signed);
  const minutes = minutesLeft(part.lines, desk.isDecided, paceOf(times) ?? part.secondsPerLine);
  return (
    <DecideProgress
      {...counts}
      total={part.lines.length}
      minutes={minutes}
      transport={transport}
      waiting={waiting}
      refused={entries.length - waiting}
      kept={kept}
      signHref={
        isWhole && !isSigned && part.status === "open" && part.lines.length > 0 ? signHref : null
      }
      onRefused={() => desk.go(part.lines.find(({ id }) => id === refused?.lineId))}
    />
  );
}

/** The line in focus: its facts, what is asked of it, the answers. */
function Place({ desk, store, part, reviewId, stage }: { desk: Desk } & Props) {
  const { line, facts, asking } = desk;
  const alike = useMemo(
    () =>
      part.lines.filter(
        (each) =>
          each.together !== null && each.together === line?.together && !desk.isDecided(each),
      ),
    [part.lines, line, desk.isDecided],
  );
  if (!line) return null;
  const standing = desk.standing(line.id);
  const canKeepTogether = stage === 1 && part.status === "open" && part.togetherMax > 1;
  return (
    <>
      <div className="flex-1 overflow-y-auto overscroll-contain max-lg:px-4 max-lg:pt-3">
        <div className="float-right flex gap-1">
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label="Line before"
            onClick={() => desk.step(-1)}
          >
            <ChevronLeft aria-hidden className="icon" />
          </Button>
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label="Line after"
            onClick={() => desk.step(1)}
          >
            <ChevronRight aria-hidden className="icon" />
          </Button>
        </div>
        <DecideFacts line={line} facts={facts} />
        {canKeepTogether && alike.length > 1 ? (
          <div className="pb-3">
            <DecideTogether
              reviewId={reviewId}
              lines={alike}
              max={part.togetherMax}
              onKept={() => store.refresh()}
            />
          </div>
        ) : null}
      </div>
      {facts ? (
        <div className="border-t bg-paper pt-3 max-lg:px-4 max-lg:pb-4">
          {asking ? <Asked key={asking} desk={desk} asking={asking} /> : null}
          <DecideBar
            line={line}
            facts={facts}
            standing={standing}
            closed={closedBecause(part, line, standing)}
            onDecide={desk.decide}
            onUndo={() => void desk.takeBack()}
            onDismiss={() => store.dismiss(line.id)}
          />
        </div>
      ) : null}
    </>
  );
}

function Asked({ desk, asking }: { desk: Desk; asking: Exclude<Asking, null> }) {
  const { line, facts } = desk;
  const people = usePeople(asking === "transfer" || asking === "cannot-judge");
  if (!line || !facts) return null;
  const decision = asking === "note" ? null : asking;
  return (
    <div className="-mx-1 max-h-[55dvh] overflow-y-auto px-1">
      <DecideForm
        key={people === null ? "asking" : "ready"}
        line={line}
        facts={facts}
        decision={decision}
        start={desk.wishFor(decision ?? "keep")}
        people={people}
        onType={(typed) => keepDraft(desk.draftKey(line.id), typed)}
        onRecord={(said) => (decision ? desk.record(said) : desk.setAsking(null))}
        onLeave={() => desk.setAsking(null)}
      />
    </div>
  );
}

function closedBecause(
  part: DecidePart,
  line: Parameters<typeof mayDecide>[1],
  standing: Parameters<typeof mayDecide>[2],
): string | null {
  if (mayDecide(part, line, standing)) return null;
  if (part.status !== "open") return "This review is signed: nothing is decided here any more.";
  if (!line.ready) return "The first stage has not decided this line yet.";
  return "Signed: what was signed is changed by an addendum, never here.";
}

function useDeskKeys(desk: Desk): void {
  const answers = Object.fromEntries(
    DECISIONS.map((decision) => [
      DECISION_KEYS[decision],
      { label: DECISION_LABEL[decision], run: () => desk.decide(decision) },
    ]),
  );
  useKeys("Decide", {
    j: { label: "Next line", run: () => desk.step(1) },
    k: { label: "Line before", run: () => desk.step(-1) },
    ...answers,
    n: { label: "Note or reason", run: () => desk.setAsking(desk.noteFor()) },
    u: { label: "Take the last decision back", run: desk.undo },
  });
}
