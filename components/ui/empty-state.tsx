import type { ReactNode } from "react";

/** What would be here, why it is not, and the one thing to do about it. */
export function EmptyState({
  title,
  why,
  action,
}: {
  title: string;
  why: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div data-slot="empty" className="border-y px-1 py-10">
      <p className="text-lg font-medium">{title}</p>
      <p className="mt-1 max-w-[72ch] text-ink-2">{why}</p>
      {action ? <div className="mt-4 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
