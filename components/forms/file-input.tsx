"use client";

import { type ReactNode, useId, useState } from "react";
import { FieldNotes } from "./field";

type FileProps = { label?: string; accept: string; help?: ReactNode; className?: string };

/** A file that a form does not hold: it is read or sent by whoever takes it. */
export function FileInput({
  label = "File",
  accept,
  help,
  className = "",
  fault = "",
  onFile,
}: FileProps & { fault?: string; onFile: (file: File | null) => void }) {
  const id = useId();
  const described = [fault && `${id}-error`, help && `${id}-help`].filter(Boolean).join(" ");
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        aria-invalid={fault !== ""}
        aria-describedby={described || undefined}
        className="block w-full max-w-xl text-ink-2 file:mr-3 file:h-8 file:cursor-pointer file:rounded-sm file:border file:border-solid file:border-rule-2 file:bg-paper file:px-3 file:font-medium file:text-ink hover:file:bg-paper-2 pointer-coarse:file:h-11"
        onChange={(event) => onFile(event.target.files?.[0] ?? null)}
      />
      <FieldNotes id={id} help={help} errors={fault ? [fault] : []} />
    </div>
  );
}

/** Reads a file into a field that shows it, so that what is sent is what the person sees. `max` in bytes. */
export function FileTextInput({
  max,
  tooLarge,
  onText,
  ...input
}: FileProps & { max: number; tooLarge: string; onText: (text: string) => void }) {
  const [fault, setFault] = useState("");
  const choose = async (file: File | null) => {
    if (!file) return;
    const isTooLarge = file.size > max;
    setFault(isTooLarge ? tooLarge : "");
    if (!isTooLarge) onText(await file.text());
  };
  return <FileInput {...input} fault={fault} onFile={(file) => void choose(file)} />;
}
