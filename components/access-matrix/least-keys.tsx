"use client";

import { useKeys } from "@/components/ui/use-keys";

const LINK = "main a[data-row-link]";

/** j and k go through the rows of all tables of the page, one after the other. Stands last: what is registered last is meant. */
export function LeastKeys() {
  const move = (by: number) => {
    const links = [...document.querySelectorAll<HTMLElement>(LINK)];
    const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
    const next = at === -1 ? 0 : Math.max(0, Math.min(links.length - 1, at + by));
    links[next]?.focus();
  };
  useKeys("Tables", {
    j: { label: "Next row", run: () => move(1) },
    k: { label: "Previous row", run: () => move(-1) },
  });
  return null;
}
