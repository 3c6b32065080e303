"use client";

import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { Icon } from "./icon";
import { LAYER, SCRIM } from "./layer";

// Escape first closes the list of choices that is open inside.
export function isListOpen(): boolean {
  return document.activeElement?.getAttribute("aria-expanded") === "true";
}

type DialogProps = {
  title: string;
  /** One sentence on what happens; read out when the dialog opens. */
  description?: ReactNode;
  /** What opens it; leave out when `open` is held by the caller. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** False where only an explicit act inside may close it. */
  dismissable?: boolean;
  wide?: boolean;
  children?: ReactNode;
};

/** A modal question or form. Radix holds the focus; Escape and the scrim close it. */
export function Dialog({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  dismissable = true,
  wide = false,
  children,
}: DialogProps) {
  const held = open === undefined ? {} : { open };
  const heard = onOpenChange ? { onOpenChange } : {};
  const keepOpen = (event: Event) => {
    if (!dismissable || isListOpen()) event.preventDefault();
  };
  return (
    <Radix.Root {...held} {...heard}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        {/* Radix' own overlay writes a style element, which the page's policy refuses; ours needs none. */}
        <div data-slot="scrim" className={SCRIM} />
        <Radix.Content
          onEscapeKeyDown={keepOpen}
          onInteractOutside={keepOpen}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            LAYER,
            "fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-sm",
            wide ? "max-w-3xl" : "max-w-lg",
          )}
        >
          <header className="flex items-start gap-4 border-b px-5 py-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold text-balance">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="mt-0.5 text-sm text-ink-2">
                  {description}
                </Radix.Description>
              ) : null}
            </div>
            {dismissable ? (
              <Radix.Close asChild>
                <Button variant="ghost" size="icon-sm" aria-label="Close">
                  <Icon name="x" />
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
