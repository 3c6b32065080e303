"use client";

import { Button } from "@/components/ui/button";
import type { ImportProgress } from "@/lib/activity/imports/import-limits";

export type Step =
  | { readonly kind: "idle" }
  | { readonly kind: "reading"; readonly share: number }
  | { readonly kind: "sending" | "done"; readonly progress: ImportProgress }
  | { readonly kind: "stopped"; readonly progress: ImportProgress; readonly why: string };

/** How far it is, and what to do where it stopped. */
export function ImportState({ step, onStop }: { step: Step; onStop: () => void }) {
  if (step.kind === "idle") return null;
  const share = step.kind === "reading" ? step.share : shareOf(step.progress);
  return (
    <section aria-label="The import" className="border-y py-3">
      <p id="import-progress" role="status" className="tabular-nums">
        {headline(step, share)}
      </p>
      <progress
        aria-labelledby="import-progress"
        max={100}
        value={Math.round(share * 100)}
        className="mt-2 h-2 w-full accent-ink"
      />
      {step.kind === "reading" ? null : (
        <p className="mt-1 text-ink-2 tabular-nums">{countsOf(step.progress)}</p>
      )}
      {step.kind === "reading" || step.kind === "sending" ? (
        <Button className="mt-3" onClick={onStop}>
          Stop
        </Button>
      ) : null}
      {step.kind === "stopped" ? (
        <p className="mt-1 text-ink-2">
          {step.why} What was sent is stored. Choose the same file for the same source, and it goes
          on where it stopped.
        </p>
      ) : null}
    </section>
  );
}

function headline(step: Exclude<Step, { kind: "idle" }>, share: number): string {
  const percent = `${Math.floor(share * 100)} %`;
  switch (step.kind) {
    case "reading":
      return `Reading the file, to know it again: ${percent}`;
    case "sending":
      return `Importing: ${percent}`;
    case "done":
      return "Imported.";
    case "stopped":
      return `Stopped at ${percent}.`;
    default:
      return step satisfies never;
  }
}

function countsOf({ accepted, duplicates, quarantined, skipped }: ImportProgress): string {
  const words = [
    `${accepted.toLocaleString("en")} stored`,
    `${duplicates.toLocaleString("en")} known already`,
    `${quarantined.toLocaleString("en")} in quarantine`,
    `${skipped.toLocaleString("en")} left out`,
  ];
  return `Records: ${words.join(", ")}.`;
}

function shareOf({ done, bytes }: ImportProgress): number {
  return bytes === 0 ? 1 : done / bytes;
}
