"use client";

import { useRouter } from "next/navigation";
import { type MouseEvent, type ReactNode, useRef } from "react";
import { useKeys } from "@/components/ui/use-keys";

const LINK = "a[data-row-link]";
const OWN_ACT = "a:not([data-row-link]), button, input, select, textarea, label, summary";

/** The body of a table: a row is followed by its first cell's link, by a click anywhere, or by j, k and Enter. */
export function RowActs({ children }: { children: ReactNode }) {
  const router = useRouter();
  const body = useRef<HTMLTableSectionElement>(null);
  const move = (by: number) => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>(LINK) ?? [])];
    const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
    const next = at === -1 ? 0 : Math.max(0, Math.min(links.length - 1, at + by));
    links[next]?.focus();
  };
  useKeys("Table", {
    j: { label: "Next row", run: () => move(1) },
    k: { label: "Previous row", run: () => move(-1) },
  });

  const follow = (event: MouseEvent) => {
    const link = linkMeant(event);
    if (!link) return;
    event.preventDefault();
    const href = link.getAttribute("href") ?? "";
    if (isElsewhere(event)) window.open(link.href, "_blank", "noopener");
    else router.push(href, { scroll: !href.startsWith("?") });
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: each row holds the same as a link for keyboards
    <tbody ref={body} onClick={follow}>
      {children}
    </tbody>
  );
}

// The link of the row that was clicked; null where the click meant a control, marked text, or a new window.
function linkMeant(event: MouseEvent): HTMLAnchorElement | null {
  const target = event.target instanceof Element ? event.target : null;
  if (!target || target.closest(OWN_ACT)) return null;
  const onLink = target.closest(LINK) !== null;
  // The browser knows what a link with a modifier does; beside the link it does not.
  const leaveIt = onLink ? isElsewhere(event) : window.getSelection()?.toString() !== "";
  return leaveIt ? null : (target.closest("tr")?.querySelector<HTMLAnchorElement>(LINK) ?? null);
}

function isElsewhere(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}
