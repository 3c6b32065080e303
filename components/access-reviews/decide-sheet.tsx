"use client";

import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button";
import { useModal } from "@/components/ui/use-modal";

/** One line over the list, on a phone: facts above, answers within reach of the thumb. */
export function DecideSheet({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const layer = useRef<HTMLDivElement>(null);
  useModal(layer, onClose);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: Escape and the button close it as well */}
      <div data-slot="scrim" className="scrim" onClick={onClose} />
      <div
        ref={layer}
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        className="layer fixed inset-x-0 top-10 bottom-0 z-50 flex flex-col rounded-t-sm border-x-0 border-b-0 outline-none"
      >
        <header className="flex items-center justify-between border-b py-1 pr-1 pl-4">
          <p className="font-medium">{title}</p>
          <Button size="icon" variant="ghost" aria-label="Back to the list" onClick={onClose}>
            <X aria-hidden className="icon" />
          </Button>
        </header>
        {children}
      </div>
    </>
  );
}
