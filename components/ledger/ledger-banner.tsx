"use client";

import { TriangleAlert } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { TextLink } from "@/components/ui/text-link";

/** What every page says of the ledger; "" while all is well. `grave`: nothing mends it by itself. */
export type BannerShown = { says: string; href: string; grave: boolean };

const EACH_MS = 30_000;

/**
 * The line over every page while something of the ledger is not as it should be. The frame is not drawn anew when one moves
 * between pages, so it asks by itself, as long as somebody looks.
 */
export function LedgerBanner({ start }: { start: BannerShown }) {
  const pathname = usePathname();
  const [shown, setShown] = useState(start);
  useEffect(() => {
    const timer = setInterval(async () => {
      if (document.visibilityState !== "visible") return;
      const reply = await fetch("/api/ledger/alarm").catch(() => null);
      if (reply?.ok) setShown(await reply.json());
    }, EACH_MS);
    return () => clearInterval(timer);
  }, []);
  // The ledger's own page says it in full.
  if (shown.says === "" || pathname === "/ledger") return null;
  return (
    <section
      aria-label="Ledger"
      className={`mb-5 flex flex-wrap items-center gap-x-2 border-y border-l-2 px-3 py-1.5 text-sm print:hidden ${shown.grave ? "border-l-fail [&>svg]:text-fail" : "border-l-attention [&>svg]:text-attention"}`}
    >
      <TriangleAlert aria-hidden className="icon" />
      <span className="min-w-0 wrap-anywhere">{shown.says}</span>
      {shown.href === "" ? null : <TextLink href={shown.href}>Look at the ledger</TextLink>}
    </section>
  );
}
