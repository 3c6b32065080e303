"use client";

import { type ReactNode, useRef } from "react";
import { useKeys } from "@/components/ui/use-keys";

const LINK = "h2 a";

/** A list of cards by keyboard: j and k go from title to title, Enter opens the one in focus. */
export function ListKeys({ children }: { children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null);
  const move = (by: number) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>(LINK) ?? [])];
    const at = links.findIndex((link) => link.contains(document.activeElement));
    const next = at === -1 ? 0 : Math.max(0, Math.min(links.length - 1, at + by));
    links[next]?.focus();
  };
  useKeys("List", {
    j: { label: "Next", run: () => move(1) },
    k: { label: "Previous", run: () => move(-1) },
  });
  return <div ref={list}>{children}</div>;
}
