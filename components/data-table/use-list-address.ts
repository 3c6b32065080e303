"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { clearedHref, isFiltered, type ListChange, listHref } from "./list-link";

/** The list's address, the only place where its state lives. */
export function useListAddress() {
  const pathname = usePathname() ?? "";
  const current = useSearchParams()?.toString() ?? "";
  return {
    pathname,
    current,
    params: new URLSearchParams(current),
    filtered: isFiltered(current),
    cleared: clearedHref(pathname, current),
    href: (change: ListChange) => listHref(pathname, current, change),
  };
}
