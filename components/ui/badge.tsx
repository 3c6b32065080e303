import { cva } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "./cn";

/** The six outcomes. Unknown is never green. */
export const OUTCOMES = ["pass", "attention", "fail", "none", "na", "unknown"] as const;
export type Outcome = (typeof OUTCOMES)[number];

const WORDS = {
  pass: "Pass",
  attention: "Attention",
  fail: "Fail",
  none: "No occurrence",
  na: "Not applicable",
  unknown: "Not evaluated",
} as const satisfies Record<Outcome, string>;

const GLYPHS = {
  pass: "✓",
  attention: "!",
  fail: "✕",
  none: "∅",
  na: "–",
  unknown: "?",
} as const satisfies Record<Outcome, string>;

const outcomeLook = cva(
  "inline-flex items-center gap-1.5 border-l-2 pl-1.5 font-medium whitespace-nowrap",
  {
    variants: {
      outcome: {
        pass: "border-pass text-pass",
        attention: "border-attention text-attention",
        fail: "border-fail text-fail",
        none: "border-absent text-absent",
        na: "border-na text-na",
        unknown: "border-unknown text-unknown",
      },
    },
  },
);

/** Icon, word and a thin bar: never colour alone. `children` says a more exact word. */
export function OutcomeBadge({
  outcome,
  children,
  className,
}: {
  outcome: Outcome;
  children?: ReactNode;
  className?: string;
}) {
  return (
    <span data-outcome={outcome} className={cn(outcomeLook({ outcome }), className)}>
      <span aria-hidden className="w-2.5 text-center font-semibold">
        {GLYPHS[outcome]}
      </span>
      {children ?? WORDS[outcome]}
    </span>
  );
}

/** A neutral word about a thing, such as its class or kind; outcomes have their own badge. */
export function Badge({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1 rounded-sm border border-rule bg-paper-2 px-1.5 text-xs leading-4.5 whitespace-nowrap text-ink-2",
        className,
      )}
    >
      {children}
    </span>
  );
}
