"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** The open sheet. */
export function MenuSheetLayer({
  onClose,
  children,
}: {
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div data-slot="scrim" className="scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="layer group/side fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] flex-col overflow-y-auto border-y-0 border-l-0 bg-paper-2"
        >
          <div className="flex items-center border-b py-1 pr-2 pl-4">
            <Radix.Title className="flex-1 font-semibold">Menu</Radix.Title>
            <Radix.Close asChild>
              <Button variant="ghost" size="icon" aria-label="Close">
                <X aria-hidden className="icon" />
              </Button>
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
