import { listHref } from "@/components/data-table/list-link";
import { cn } from "@/components/ui/cn";
import { TextLink } from "@/components/ui/text-link";

const VIEWS = [
  { view: "picture", label: "Heat map" },
  { view: "list", label: "List" },
] as const;

/** The two ways to read the same cells. */
export function MatrixViews({ current, address }: { current: string; address: string }) {
  return (
    <nav aria-label="Heat map or list" className="print:hidden noscript:hidden">
      <ul className="flex rounded-sm border border-rule-2">
        {VIEWS.map(({ view, label }) => (
          <li key={view} className="not-first:border-l not-first:border-rule-2">
            <TextLink
              plain
              scroll={false}
              href={listHref("/access-matrix", address, { view: view === "picture" ? null : view })}
              {...(view === current ? { "aria-current": "page" as const } : {})}
              className={cn(
                "flex h-7 items-center px-2.5 text-sm pointer-coarse:h-11",
                view === current ? "bg-paper-2 font-medium" : "text-ink-2 hover:text-ink",
              )}
            >
              {label}
            </TextLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
