"use client";

import { PanelLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { SIDE_COOKIE, SIDE_FOLDED } from "./navigation";

const YEAR_S = 31_536_000;

/** The side of the shell on a desk, 220 px or folded to icons. The choice is kept in a cookie. */
export function Sidebar({
  folded,
  brand,
  children,
  foot,
}: {
  folded: boolean;
  brand: ReactNode;
  children: ReactNode;
  foot: ReactNode;
}) {
  const [isFolded, setFolded] = useState(folded);
  const turn = () => {
    const value = isFolded ? "" : SIDE_FOLDED;
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not in every browser
    document.cookie = `${SIDE_COOKIE}=${value}; path=/; max-age=${isFolded ? 0 : YEAR_S}; samesite=lax`;
    setFolded(!isFolded);
  };
  return (
    <aside
      aria-label="Side"
      {...(isFolded ? { "data-folded": "" } : {})}
      className="group/side sticky top-(--bar) hidden h-[calc(100dvh-var(--bar))] w-[220px] shrink-0 flex-col border-r bg-paper-2 data-folded:w-13 md:flex print:hidden"
    >
      <div className="flex h-12 shrink-0 items-center gap-1 pr-2 pl-3 group-data-folded/side:px-2">
        <div className="min-w-0 flex-1 group-data-folded/side:sr-only">{brand}</div>
        <Button
          variant="ghost"
          size="icon"
          className="noscript:hidden"
          aria-label={isFolded ? "Unfold the side" : "Fold the side"}
          aria-expanded={!isFolded}
          onClick={turn}
        >
          <PanelLeft aria-hidden className="icon" />
        </Button>
      </div>
      <div className="flex-1 overflow-y-auto overscroll-contain px-2 py-2">{children}</div>
      <div className="border-t px-2 py-2">{foot}</div>
    </aside>
  );
}
