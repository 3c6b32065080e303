"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { TextLink } from "@/components/ui/text-link";
import { isCurrent, type NavigationItem } from "./navigation";

/** One entry of the side; folded, only its icon and count are left, and its name is in the title. */
export function NavLink({
  item,
  icon,
}: {
  item: Pick<NavigationItem, "href" | "label" | "count">;
  icon: ReactNode;
}) {
  const current = isCurrent(item.href, usePathname() ?? "");
  return (
    <TextLink
      plain
      href={item.href}
      title={item.label}
      {...(current ? { "aria-current": "page" as const } : {})}
      className={cn(
        "relative flex h-7 items-center gap-2.5 rounded-sm px-2 text-base whitespace-nowrap pointer-coarse:h-11",
        current
          ? "bg-paper font-medium text-ink shadow-[inset_2px_0_0_var(--ink)]"
          : "text-ink-2 hover:bg-paper hover:text-ink",
      )}
    >
      {icon}
      <span className="flex-1 truncate group-data-folded/side:sr-only">{item.label}</span>
      {item.count ? (
        <span className="min-w-5 rounded-sm bg-ink px-1 text-center text-xs font-medium text-paper tabular-nums group-data-folded/side:absolute group-data-folded/side:-top-0.5 group-data-folded/side:right-0 group-data-folded/side:min-w-4">
          {item.count.toLocaleString("en")}
          <span className="sr-only"> waiting</span>
        </span>
      ) : null}
    </TextLink>
  );
}
