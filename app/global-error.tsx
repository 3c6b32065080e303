"use client";

import "./globals.css";

/** The last page: for when even the frame of all pages fails. It needs nothing but itself. */
export default function HouseFault({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>Countersign could not be shown</title>
        <main className="mx-auto max-w-xl px-4 py-16">
          <h1 className="text-2xl font-semibold">Countersign could not be shown</h1>
          <p className="mt-2 text-ink-2">
            The server met a fault before any page was made. Load it again; if it fails again, the
            server's log says why.
          </p>
          <button
            type="button"
            onClick={() => retry()}
            className="mt-4 h-8 rounded-sm border border-rule-2 px-3 font-medium"
          >
            Load again
          </button>
        </main>
      </body>
    </html>
  );
}
