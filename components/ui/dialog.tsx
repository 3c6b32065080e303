"use client";

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";

// Fetched when the first dialog is likely to open: most pages are read without one.
const load = () => import("./dialog-layer").then(({ DialogLayer }) => ({ default: DialogLayer }));
const DialogLayer = lazy(load);

export type DialogProps = {
  title: string;
  /** One sentence on what happens; read out when the dialog opens. */
  description?: ReactNode;
  /** The `Button` that opens it; leave out when `open` is held by the caller. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** False where only an explicit act inside may close it. */
  dismissable?: boolean;
  wide?: boolean;
  children?: ReactNode;
};

/** A modal question or form. It holds the focus; Escape and the scrim close it. */
export function Dialog({ trigger, open, onOpenChange, ...layer }: DialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const opener = useRef<Element | null>(null);
  const turn = (to: boolean) => {
    setOwnOpen(to);
    onOpenChange?.(to);
  };
  const ask = () => {
    opener.current = document.activeElement;
    turn(true);
  };
  return (
    <>
      {trigger ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: the button inside is what is pressed
        // biome-ignore lint/a11y/useKeyWithClickEvents: a button's keys arrive as a click
        <span className="contents" onPointerEnter={load} onFocus={load} onClick={ask}>
          {trigger}
        </span>
      ) : null}
      {(open ?? ownOpen) ? (
        <Suspense>
          <DialogLayer {...layer} opener={opener} onOpenChange={turn} />
        </Suspense>
      ) : null}
    </>
  );
}
