import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "./cn";

const look = cva("inline-flex items-center border-l-2 pl-1.5 whitespace-nowrap", {
  variants: {
    tone: {
      plain: "border-rule-2",
      strong: "border-ink font-medium",
      muted: "border-rule text-ink-3",
      attention: "border-attention text-attention",
      fail: "border-fail text-fail",
    },
  },
  defaultVariants: { tone: "plain" },
});

/** Where a thing stands in its life. Not an outcome of a rule: those are `OutcomeBadge`, with their six shapes. */
export function StateMark({
  tone,
  className,
  children,
}: VariantProps<typeof look> & { className?: string; children: ReactNode }) {
  return <span className={cn(look({ tone }), className)}>{children}</span>;
}
