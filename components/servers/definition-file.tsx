"use client";

import { useState } from "react";

/** Chooses a file and shows its text, so that what is sent is what the person sees. */
export function DefinitionFile({ max, onText }: { max: number; onText: (text: string) => void }) {
  const [fault, setFault] = useState("");
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const tooLarge = file.size > max;
    setFault(tooLarge ? "This file is larger than 1.5 MB. No list of tools is." : "");
    if (!tooLarge) onText(await file.text());
  };
  return (
    <div>
      <label htmlFor="tools-list-file" className="mb-1 block font-medium">
        File
      </label>
      <input
        id="tools-list-file"
        type="file"
        className="block w-full max-w-xl text-ink-2 file:mr-3 file:h-8 file:cursor-pointer file:rounded-sm file:border file:border-solid file:border-rule-2 file:bg-paper file:px-3 file:font-medium file:text-ink hover:file:bg-paper-2 pointer-coarse:file:h-11"
        accept=".json,application/json"
        onChange={(event) => void choose(event.target.files?.[0])}
      />
      {fault ? (
        <p role="alert" className="mt-1 text-sm font-medium text-fail">
          {fault}
        </p>
      ) : null}
    </div>
  );
}
