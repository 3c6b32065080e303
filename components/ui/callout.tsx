import type { ReactNode } from "react";
import { cn } from "./cn";
import { Icon, type IconName } from "./icon";

type Tone = "note" | "attention" | "fail" | "seal";

const ICONS = {
  note: "info",
  attention: "alert",
  fail: "ban",
  seal: "shield",
} as const satisfies Record<Tone, IconName>;

const LOOKS = {
  note: "border-l-ink-3 [&>svg]:text-ink-3",
  attention: "border-l-attention [&>svg]:text-attention",
  fail: "border-l-fail [&>svg]:text-fail",
  seal: "border-l-seal [&>svg]:text-seal",
} as const satisfies Record<Tone, string>;

/** A remark about the page: why something is so and what to do next, in one breath. */
export function Callout({
  tone = "note",
  title,
  className,
  children,
}: {
  tone?: Tone;
  title?: string;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <div
      data-slot="callout"
      className={cn("flex gap-3 border-y border-l-2 px-3 py-2.5", LOOKS[tone], className)}
    >
      <Icon name={ICONS[tone]} className="mt-0.5" />
      <div className="min-w-0 max-w-[72ch] flex-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className="text-ink-2">{children}</div> : null}
      </div>
    </div>
  );
}
