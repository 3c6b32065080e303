"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/text-link";
import { useListAddress } from "./use-list-address";

/** The head of a column as the link that sorts by it; a second time turns the order around. */
export function SortLink({
  by,
  dir,
  children,
}: {
  by: string;
  dir: "asc" | "desc" | null;
  children: ReactNode;
}) {
  const { href } = useListAddress();
  const look = "icon size-3 print:hidden";
  return (
    <TextLink
      plain
      href={href({ sort: by, dir: dir === "asc" ? "desc" : "asc" })}
      scroll={false}
      className={`group/sort inline-flex items-center gap-1 rounded-sm hover:text-ink ${dir ? "text-ink" : ""}`}
    >
      {children}
      {dir === "asc" ? <ArrowUp aria-hidden className={look} /> : null}
      {dir === "desc" ? <ArrowDown aria-hidden className={look} /> : null}
      {dir === null ? (
        <ChevronsUpDown
          aria-hidden
          className={`${look} opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100`}
        />
      ) : null}
    </TextLink>
  );
}
