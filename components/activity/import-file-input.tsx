"use client";

import { useId } from "react";

/** The file itself: it is sent in parts, so the form does not hold it. */
export function ImportFileInput({ onFile }: { onFile: (file: File | null) => void }) {
  const id = useId();
  return (
    <div className="my-4">
      <label htmlFor={id} className="mb-1 block font-medium">
        File
      </label>
      <input
        id={id}
        type="file"
        aria-describedby={`${id}-help`}
        className="block w-full text-ink-2 file:mr-3 file:h-8 file:cursor-pointer file:rounded-sm file:border file:border-solid file:border-rule-2 file:bg-paper file:px-3 file:font-medium file:text-ink hover:file:bg-paper-2 pointer-coarse:file:h-11"
        accept=".jsonl,.ndjson,.json,.log,.txt,.csv,.tsv,.gz"
        onChange={(event) => onFile(event.target.files?.[0] ?? null)}
      />
      <p id={`${id}-help`} className="mt-1 text-sm text-ink-2">
        JSON lines, a JSON list, JSON objects in a row, or CSV with a row of names; also packed with
        gzip. Of any size. SQLite files are not read: export them as CSV.
      </p>
    </div>
  );
}
