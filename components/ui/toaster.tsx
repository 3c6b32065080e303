"use client";

import { X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "./button";
import { TextLink } from "./text-link";
import { dismiss, shownToasts, subscribe, type Toast } from "./toast-store";

const STAYS_MS = 12_000;
const NONE: readonly Toast[] = [];

/** Where toasts appear; mounted once, in the root layout. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribe, shownToasts, () => NONE);
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 left-4 z-[60] flex flex-col items-end gap-2 print:hidden"
    >
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastLine({ toast: { id, message, link } }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [held, id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a message only keeps it from leaving
    <div
      className="layer pointer-events-auto flex max-w-md items-start gap-3 rounded-sm border-l-2 border-l-seal py-2 pr-2 pl-3"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p className="min-w-0 pt-0.5 wrap-anywhere">
        {message}{" "}
        {link ? (
          <TextLink href={link.href} onClick={() => dismiss(id)}>
            {link.label}
          </TextLink>
        ) : null}
      </p>
      <Button variant="ghost" size="icon-sm" aria-label="Dismiss" onClick={() => dismiss(id)}>
        <X aria-hidden className="icon" />
      </Button>
    </div>
  );
}
