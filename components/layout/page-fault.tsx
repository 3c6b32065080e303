"use client";

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
          Reference <code className="font-mono text-sm select-all">{reference}</code>
        </p>
      ) : null}
      <button
        type="button"
        className="button button-md button-primary mt-4"
        onClick={() => retry()}
      >
        Load again
      </button>
    </section>
  );
}
