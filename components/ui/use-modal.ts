"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";

/** What still speaks beside a modal layer: messages, and Next's announcer of pages. */
const SPEAKS = "[aria-live], next-route-announcer, script, style";

/**
 * Makes a layer modal while it stands: it takes the focus and gives it back, all else is inert, Escape closes it. The
 * platform does the work, so it costs a tenth of what a library would.
 */
export function useModal(layer: RefObject<HTMLElement | null>, close: () => void): void {
  const end = useEffectEvent(close);
  useEffect(() => {
    const element = layer.current;
    if (!element) return;
    const before = document.activeElement;
    const silenced = silenceAround(element);
    const hold = () => element.focus({ preventScroll: true });
    hold();
    // What had the focus may go away with what the layer shows.
    const changes = new MutationObserver(() => {
      if (document.activeElement === document.body) hold();
    });
    changes.observe(element, { childList: true, subtree: true });
    const press = (event: KeyboardEvent) => {
      // A layer above this one, such as the palette, has taken it already.
      if (event.key === "Escape" && !event.defaultPrevented) end();
    };
    document.addEventListener("keydown", press);
    return () => {
      document.removeEventListener("keydown", press);
      changes.disconnect();
      for (const other of silenced) other.inert = false;
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus({ preventScroll: true });
      }
    };
  }, [layer]);
}

/** Makes everything inert that neither holds the layer nor speaks; the answer is what was changed. */
function silenceAround(layer: HTMLElement): HTMLElement[] {
  const silenced: HTMLElement[] = [];
  for (let inner = layer; inner !== document.body && inner.parentElement; ) {
    const outer = inner.parentElement;
    for (const other of outer.children) {
      const speaks = other === inner || other.matches(SPEAKS) || other.matches(".scrim");
      if (speaks || !(other instanceof HTMLElement) || other.inert) continue;
      other.inert = true;
      silenced.push(other);
    }
    inner = outer;
  }
  return silenced;
}
