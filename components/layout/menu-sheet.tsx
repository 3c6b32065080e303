"use client";

import { usePathname } from "next/navigation";
import * as Radix from "radix-ui/dialog";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { LAYER, SCRIM } from "@/components/ui/layer";

/** The side on a phone: a sheet behind the menu button, gone once an entry is followed. */
export function MenuSheet({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt !== null && openAt === pathname;
  return (
    <Radix.Root open={open} onOpenChange={(to) => setOpenAt(to ? pathname : null)}>
      <Radix.Trigger asChild>
        <Button variant="ghost" size="icon" aria-label="Menu">
          <Icon name="menu" />
        </Button>
      </Radix.Trigger>
      <Radix.Portal>
        <div data-slot="scrim" className={SCRIM} />
        <Radix.Content
          aria-describedby={undefined}
          className={`${LAYER} group/side fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] flex-col overflow-y-auto border-y-0 border-l-0 bg-paper-2`}
        >
          <div className="flex items-center border-b py-1 pr-2 pl-4">
            <Radix.Title className="flex-1 font-semibold">Menu</Radix.Title>
            <Radix.Close asChild>
              <Button variant="ghost" size="icon" aria-label="Close">
                <Icon name="x" />
              </Button>
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
