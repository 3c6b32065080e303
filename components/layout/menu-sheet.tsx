"use client";

import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";

const MenuSheetLayer = lazy(() =>
  import("./menu-sheet-layer").then((module) => ({ default: module.MenuSheetLayer })),
);

/** The side on a phone: a sheet behind the menu button, gone once an entry is followed. */
export function MenuSheet({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt !== null && openAt === pathname;
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Menu"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpenAt(pathname)}
      >
        <Menu aria-hidden className="icon" />
      </Button>
      {open ? (
        <Suspense>
          <MenuSheetLayer onClose={() => setOpenAt(null)}>{children}</MenuSheetLayer>
        </Suspense>
      ) : null}
    </>
  );
}
