"use client";

import { useEffect } from "react";

const LOCAL = { dateStyle: "full", timeStyle: "long" } as const;

/** Gives every `Instant` a title in the viewer's zone when it is pointed at: one listener for all. */
export function InstantTitles() {
  useEffect(() => {
    const explain = (event: Event) => {
      const time = event.target instanceof Element ? event.target.closest("time") : null;
      if (!time?.dataset || !("instant" in time.dataset) || time.title) return;
      const at = new Date(time.dateTime);
      if (!Number.isNaN(at.getTime())) {
        time.title = new Intl.DateTimeFormat(undefined, LOCAL).format(at);
      }
    };
    document.addEventListener("pointerover", explain, { passive: true });
    return () => document.removeEventListener("pointerover", explain);
  }, []);
  return null;
}
