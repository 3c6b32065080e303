import type { ReactNode } from "react";

/** One key of the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-rule-2 bg-paper px-1 font-mono text-xs text-ink-2">
      {children}
    </kbd>
  );
}
