import type { ReactNode } from "react";
import { cn } from "./cn";

/** The six outcomes. Unknown is never green. */
export type Outcome = "pass" | "attention" | "fail" | "none" | "na" | "unknown";

const WORDS = {
  pass: "Pass",
  attention: "Attention",
  fail: "Fail",
  none: "No occurrence",
  na: "Not applicable",
  unknown: "Not evaluated",
} as const satisfies Record<Outcome, string>;

/** Sign, word and a thin bar: never colour alone. `children` says a more exact word. */
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
    <span data-outcome={outcome} className={cn("outcome", `outcome-${outcome}`, className)}>
      {children ?? WORDS[outcome]}
    </span>
  );
}

/** A neutral word about a thing, such as its class or kind; outcomes have their own badge. */
export function Badge({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={cn("badge", className)}>{children}</span>;
}
