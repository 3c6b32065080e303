import { cn } from "./cn";
import { TextLink } from "./text-link";

export type Tab = { href: string; label: string; count?: number };

/** Tabs that are addresses: each can be linked, opened in a new window and gone back from. */
export function Tabs({
  label,
  tabs,
  current,
}: {
  label: string;
  tabs: readonly Tab[];
  /** The `href` of the tab shown. */
  current: string;
}) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b print:hidden">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <TextLink
              plain
              href={tab.href}
              {...(tab.href === current ? { "aria-current": "page" as const } : {})}
              className={cn(
                "-mb-px inline-flex h-9 items-center gap-1.5 border-b-2 whitespace-nowrap -outline-offset-2 pointer-coarse:h-11",
                tab.href === current
                  ? "border-ink font-medium"
                  : "border-transparent text-ink-2 hover:text-ink",
              )}
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="text-sm text-ink-3 tabular-nums">
                  {tab.count.toLocaleString("en")}
                </span>
              )}
            </TextLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
