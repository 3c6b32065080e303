import type { ReactNode } from "react";
import { Instant } from "./instant";
import { TextLink } from "./text-link";

/** The title line: noun, count, as-of, at most two actions, and what the page proves or lacks today. */
export function PageHeader({
  title,
  count,
  lead,
  asOf,
  back,
  badge,
  actions,
}: {
  title: string;
  count?: number;
  lead?: ReactNode;
  /** The moment the rows are true for, as ISO text. */
  asOf?: string;
  /** The list this thing belongs to. */
  back?: { href: string; label: string };
  badge?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-5">
      {back ? (
        <p className="mb-1 text-sm print:hidden">
          <TextLink href={back.href}>{back.label}</TextLink>
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 text-2xl font-semibold tracking-tight wrap-anywhere">
          {title}
          {count === undefined ? null : (
            <span className="ml-2.5 font-normal text-ink-3 tabular-nums">
              {count.toLocaleString("en")}
            </span>
          )}
        </h1>
        {badge}
        {asOf ? (
          <p className="text-sm text-ink-3">
            as of <Instant at={asOf} />
          </p>
        ) : null}
        {actions ? (
          <div className="flex flex-wrap sm:ml-auto items-center gap-2 print:hidden">{actions}</div>
        ) : null}
      </div>
      {lead ? <p className="mt-1.5 max-w-[72ch] text-ink-2">{lead}</p> : null}
    </header>
  );
}
