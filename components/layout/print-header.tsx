"use client";

import { useEffect, useState } from "react";
import { instantText } from "@/components/ui/instant";

/** Where a printed page comes from: on paper only, above everything else. */
export function PrintHeader({
  installation,
  person,
  title,
  asOf,
  generatedAt,
}: {
  installation: string;
  person: string;
  /** The document's title unless said otherwise. */
  title?: string;
  /** The moment the rows are true for, as ISO text. */
  asOf?: string;
  /** When the page was made; the moment of printing unless said otherwise. */
  generatedAt?: string;
}) {
  const [printed, setPrinted] = useState<{ at: string; title: string; address: string } | null>(
    null,
  );
  useEffect(() => {
    const note = () =>
      setPrinted({
        at: new Date().toISOString(),
        title: document.title,
        address: window.location.pathname + window.location.search,
      });
    note();
    window.addEventListener("beforeprint", note);
    return () => window.removeEventListener("beforeprint", note);
  }, []);
  const facts = [
    ["Installation", installation],
    ["Page", title ?? printed?.title],
    ["Address", printed?.address],
    ["As of", asOf && instantText(asOf)],
    ["Generated", generatedAt ? instantText(generatedAt) : printed && instantText(printed.at)],
    ["By", person],
  ];
  return (
    <dl className="mb-6 hidden grid-cols-[auto_1fr] gap-x-4 border-y py-2 text-sm print:grid">
      {facts.map(([term, value]) =>
        value ? (
          <div key={term} className="contents">
            <dt className="text-ink-2">{term}</dt>
            <dd className="tabular-nums wrap-anywhere">{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
