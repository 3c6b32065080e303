"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EACH_MS = 2_000;

/** Draws the page again every two seconds while something on it is under way and somebody looks at it. */
export function RefreshWhile({ open }: { open: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, EACH_MS);
    return () => clearInterval(timer);
  }, [open, router]);
  return null;
}
