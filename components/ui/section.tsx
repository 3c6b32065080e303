import type { ReactNode } from "react";

/** A part of a page, with a heading that can be linked to. */
export function Section({
  id,
  title,
  lead,
  actions,
  children,
}: {
  id: string;
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="mt-8">
      <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id={id} className="scroll-mt-4 text-lg font-semibold">
          {title}
        </h2>
        {actions ? <div className="ml-auto flex gap-2 print:hidden">{actions}</div> : null}
      </div>
      {lead ? <p className="mb-3 max-w-[72ch] text-ink-2">{lead}</p> : null}
      {children}
    </section>
  );
}
