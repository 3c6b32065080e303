import {
  CalendarClock,
  Check,
  Circle,
  CircleHelp,
  CloudOff,
  Forward,
  Hourglass,
  Scissors,
  TriangleAlert,
  X,
} from "lucide-react";
import { DECISION_LABEL } from "@/lib/access-reviews/labels";
import type { Decision } from "@/lib/access-reviews/review-view";
import { decisionIn, type Standing } from "./decide-words";

const GLYPHS = {
  keep: Check,
  "keep-until": CalendarClock,
  reduce: Scissors,
  revoke: X,
  transfer: Forward,
  "cannot-judge": CircleHelp,
} as const satisfies Record<Decision, unknown>;

/** The sign of a decision; beside a word or with a name of its own. */
export function DecisionIcon({ decision }: { decision: Decision }) {
  const Glyph = GLYPHS[decision];
  return <Glyph aria-hidden className="icon" />;
}

/** How a line stands, in the list. */
export function DecideGlyph({ standing, ready }: { standing: Standing; ready: boolean }) {
  const decision = decisionIn(standing);
  if (standing.kind === "refused") {
    return <TriangleAlert aria-label="Refused" className="icon text-fail" />;
  }
  if (decision !== null) {
    const Glyph = GLYPHS[decision];
    const waits = standing.kind === "waiting";
    return (
      <span className="relative flex shrink-0">
        <Glyph
          aria-label={`${DECISION_LABEL[decision]}${waits ? ", not saved yet" : ""}`}
          className={waits ? "icon text-ink-3" : "icon text-ink"}
        />
        {waits ? (
          <CloudOff
            aria-hidden
            className="absolute -right-1 -bottom-1 size-2.5 bg-paper text-ink-3"
          />
        ) : null}
      </span>
    );
  }
  if (!ready)
    return <Hourglass aria-label="Waits for the first stage" className="icon text-ink-3" />;
  return <Circle aria-label="Undecided" className="icon text-rule-2" />;
}
