"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode, RefObject } from "react";
import { Button } from "./button";
import { cn } from "./cn";

/** What a dialog shows once it is open. Radix holds the focus inside and gives it back. */
export function DialogLayer({
  title,
  description,
  opener,
  onOpenChange,
  dismissable = true,
  wide = false,
  children,
}: {
  title: string;
  description?: ReactNode;
  /** What had the focus before, and gets it back. */
  opener: RefObject<Element | null>;
  onOpenChange: (open: boolean) => void;
  dismissable?: boolean;
  wide?: boolean;
  children?: ReactNode;
}) {
  const keepOpen = (event: Event) => {
    if (!dismissable || isListOpen()) event.preventDefault();
  };
  return (
    <Radix.Root open onOpenChange={onOpenChange}>
      <Radix.Portal>
        {/* Radix' own overlay writes a style element, which the page's policy refuses; ours needs none. */}
        <div data-slot="scrim" className="scrim" />
        <Radix.Content
          onEscapeKeyDown={keepOpen}
          onInteractOutside={keepOpen}
          onCloseAutoFocus={(event) => giveBack(event, opener)}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "layer fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-sm",
            wide ? "max-w-3xl" : "max-w-lg",
          )}
        >
          <header className="flex items-start gap-4 border-b px-5 py-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold text-balance wrap-anywhere">
                {title}
              </Radix.Title>
              {description ? (
                <Radix.Description className="mt-0.5 text-sm text-ink-2">
                  {description}
                </Radix.Description>
              ) : null}
            </div>
            {dismissable ? (
              <Radix.Close asChild>
                <Button variant="ghost" size="icon-sm" aria-label="Close">
                  <X aria-hidden className="icon" />
                </Button>
              </Radix.Close>
            ) : null}
          </header>
          <div className="overflow-y-auto px-5 py-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function giveBack(event: Event, opener: RefObject<Element | null>): void {
  event.preventDefault();
  if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
}

// Escape first closes the list of choices that is open inside.
function isListOpen(): boolean {
  return document.activeElement?.getAttribute("aria-expanded") === "true";
}
