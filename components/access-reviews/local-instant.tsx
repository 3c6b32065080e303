"use client";

import { useSyncExternalStore } from "react";

/** An instant in the zone of whoever looks at it, with the zone; on paper and without script there is only UTC. */
export function LocalInstant({ at }: { at: string }) {
  const text = useSyncExternalStore(
    unchanging,
    () => localText(at),
    () => "",
  );
  return <time dateTime={at}>{text || "known to your browser only"}</time>;
}

function unchanging(): () => void {
  return () => {};
}

function localText(at: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    dateStyle: "long",
    timeStyle: "long",
  }).format(new Date(at));
}
