import type { ReactNode } from "react";
import { cn } from "./cn";

export type Definition = { term: string; value: ReactNode; help?: string };

/** Facts about one thing, term beside value. An absent value is said, never left blank. */
export function DefinitionList({
  items,
  className,
}: {
  items: readonly Definition[];
  className?: string;
}) {
  return (
    <dl className={cn("border-t", className)}>
      {items.map(({ term, value, help }) => (
        <div
          key={term}
          className="grid gap-x-4 border-b py-1.5 sm:grid-cols-[minmax(9rem,14rem)_minmax(0,1fr)]"
        >
          <dt className="text-ink-2">
            {term}
            {help ? <span className="block text-xs text-ink-3">{help}</span> : null}
          </dt>
          <dd className="min-w-0 wrap-anywhere">{isBlank(value) ? <Unsaid /> : value}</dd>
        </div>
      ))}
    </dl>
  );
}

function isBlank(value: ReactNode): boolean {
  return value === null || value === undefined || value === "" || value === false;
}

function Unsaid() {
  return <span className="text-ink-3">not given</span>;
}
