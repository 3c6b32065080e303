import type { ReactNode } from "react";
import { cn } from "./cn";

const LOOKS = {
  plain: "border-rule-2",
  strong: "border-ink font-medium",
  muted: "border-rule text-ink-3",
  attention: "border-attention text-attention",
  fail: "border-fail text-fail",
} as const;

/** Where a thing stands in its life. Not an outcome of a rule: those are `OutcomeBadge`, with their six shapes. */
export function StateMark({
  tone = "plain",
  className,
  children,
}: {
  tone?: keyof typeof LOOKS;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={cn(
        "inline-flex items-center border-l-2 pl-1.5 whitespace-nowrap",
        LOOKS[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
