"use client";

import { Undo2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import type { DecideLine, LineFacts } from "@/lib/access-reviews/decide/decide-view";
import { DECISION_LABEL } from "@/lib/access-reviews/labels";
import { DECISIONS, type Decision } from "@/lib/access-reviews/review-view";
import { DecisionIcon } from "./decide-glyph";
import { DECISION_KEYS, decisionIn, decisionWords, type Standing, wishIn } from "./decide-words";

/** How the line stands, and the six answers with their keys. None is chosen before somebody chooses. */
export function DecideBar({
  line,
  facts,
  standing,
  closed,
  onDecide,
  onUndo,
  onDismiss,
}: {
  line: DecideLine;
  facts: LineFacts;
  standing: Standing;
  /** Why nothing can be decided here; null: it can. */
  closed: string | null;
  onDecide: (decision: Decision) => void;
  onUndo: () => void;
  onDismiss: () => void;
}) {
  const decided = decisionIn(standing);
  const isClosed = closed !== null;
  return (
    <div>
      <Stands
        standing={standing}
        facts={facts}
        closed={closed}
        onUndo={onUndo}
        onDismiss={onDismiss}
      />
      {isClosed ? null : (
        <fieldset className="grid grid-cols-3 gap-1.5 sm:flex sm:flex-wrap xl:flex-nowrap">
          <legend className="sr-only">Decide line {line.n}</legend>
          {DECISIONS.map((decision) => (
            <Button
              key={decision}
              aria-pressed={decided === decision}
              aria-keyshortcuts={DECISION_KEYS[decision]}
              disabled={!isPossible(decision, facts)}
              title={whyImpossible(decision, facts)}
              onClick={() => onDecide(decision)}
              className={cn(
                "min-w-0 gap-1 px-2 text-sm max-sm:px-1 grow",
                decided === decision && "border-ink bg-paper-2 font-semibold",
              )}
            >
              <span aria-hidden className="pointer-coarse:hidden">
                <Kbd>{DECISION_KEYS[decision]}</Kbd>
              </span>
              <span className="truncate">{DECISION_LABEL[decision]}</span>
            </Button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

function Stands({
  standing,
  facts,
  closed,
  onUndo,
  onDismiss,
}: {
  standing: Standing;
  facts: LineFacts;
  closed: string | null;
  onUndo: () => void;
  onDismiss: () => void;
}) {
  const wish = wishIn(standing);
  if (standing.kind === "refused") {
    return (
      <div role="alert" className="mb-2 border-l-2 border-fail pl-3">
        <p className="text-fail">Refused: {standing.because}</p>
        {wish ? (
          <p className="text-ink-2">
            You said: {decisionWords(wish, facts.parts.length)}
            {wish.comment ? `: "${wish.comment}"` : ""}. Decide again, or let it go.
          </p>
        ) : null}
        <Button size="sm" variant="ghost" className="-ml-2" onClick={onDismiss}>
          Let it go
        </Button>
      </div>
    );
  }
  if (!wish && closed !== null) return <p className="mb-2 text-ink-2">{closed}</p>;
  if (!wish) return <p className="mb-2 text-sm text-ink-3">Undecided</p>;
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="inline-flex items-center gap-1.5 font-medium">
        <DecisionIcon decision={wish.decision} />
        {decisionWords(wish, facts.parts.length)}
      </span>
      <span className="min-w-0 text-ink-2 wrap-anywhere">{wish.comment}</span>
      <span className="text-sm text-ink-3">{whereIs(standing)}</span>
      {closed === null ? (
        <Button size="sm" variant="ghost" onClick={onUndo}>
          <Undo2 aria-hidden className="icon" /> Take back
        </Button>
      ) : (
        <span className="basis-full text-sm text-ink-3">{closed}</span>
      )}
    </div>
  );
}

function whereIs(standing: Standing): string {
  if (standing.kind !== "said") return "not saved yet";
  const { by, mine, at, signed, together } = standing.said;
  const when = `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
  const who = mine ? "you" : by;
  return `${signed ? "signed" : "saved"}, ${who}, ${when}${together ? ", together with others" : ""}`;
}

function isPossible(decision: Decision, { canReduce, canTransfer }: LineFacts): boolean {
  if (decision === "reduce") return canReduce;
  return decision !== "transfer" || canTransfer;
}

function whyImpossible(decision: Decision, facts: LineFacts): string | undefined {
  if (isPossible(decision, facts)) return undefined;
  return decision === "reduce" ? "There is nothing to take a part from" : "Nobody owns this";
}
