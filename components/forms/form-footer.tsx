"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** The submit button with what stands beside it, and the state of the draft. */
export function FormFooter({
  submitLabel,
  later = false,
  pending,
  danger = false,
  blocked = false,
  draft,
  children,
}: {
  submitLabel: string;
  /** True while steps come before the submit; without script all steps show, and so does it. */
  later?: boolean;
  pending: boolean;
  danger?: boolean;
  blocked?: boolean;
  draft: { keptAt: string | null; onDiscard: () => void };
  /** What stands before the submit button. */
  children?: ReactNode;
}) {
  return (
    <div data-slot="form-footer" className="mt-6 flex flex-wrap items-center gap-x-3 gap-y-2">
      {children}
      <Button
        type="submit"
        variant={danger ? "danger" : "primary"}
        aria-disabled={pending || blocked}
        aria-busy={pending}
        className={later ? "hidden noscript:inline-flex" : ""}
      >
        {submitLabel}
        {pending ? <span aria-hidden>…</span> : null}
      </Button>
      <span role="status" className="sr-only">
        {pending ? "Sending" : ""}
      </span>
      {draft.keptAt ? (
        <p className="flex items-center gap-1 text-sm text-ink-3">
          Draft kept in this browser, {clockOf(draft.keptAt)}
          <Button variant="ghost" size="sm" onClick={draft.onDiscard}>
            Discard draft
          </Button>
        </p>
      ) : null}
    </div>
  );
}

// Beside the form the viewer's own clock is meant; only the hour and minute matter.
function clockOf(at: string): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
