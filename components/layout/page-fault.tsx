"use client";

import { Button } from "@/components/ui/button";
import { Hash } from "@/components/ui/hash";

/** A fault of ours in one page. Its reference finds the line in the server's log. */
export function PageFault({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : "";
  return (
    <section role="alert" className="max-w-xl py-8">
      <h1 className="text-2xl font-semibold tracking-tight">This page could not be shown</h1>
      <p className="mt-2 text-ink-2">
        The server met a fault it does not know. Load the page again; if it fails again, give the
        reference to whoever runs this installation.
      </p>
      {reference ? (
        <p className="mt-2 text-ink-2">
          Reference <Hash value={reference} label="Copy reference" />
        </p>
      ) : null}
      <Button variant="primary" className="mt-4" onClick={() => retry()}>
        Load again
      </Button>
    </section>
  );
}
