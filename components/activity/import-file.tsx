"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { FileInput } from "@/components/forms/file-input";
import { Form } from "@/components/forms/form";
import { SelectField } from "@/components/forms/select-field";
import type { ImportProgress } from "@/lib/activity/imports/import-limits";
import type { ActionState, FormAction } from "@/lib/core/action-state";
import { factsOf } from "./file-content";
import { ImportState, type Step } from "./import-state";
import { StoppedError, sendFile } from "./send-file";

/** A file is read once to know it again, then sent part by part. It may be stopped, and goes on when it is chosen again. */
export function ImportFile({
  sources,
  start,
}: {
  sources: readonly { readonly id: string; readonly name: string }[];
  start: FormAction;
}) {
  const [file, setFile] = useState<File | null>(null);
  const [step, setStep] = useState<Step>({ kind: "idle" });
  const stopper = useRef<AbortController | null>(null);
  const router = useRouter();
  const isBusy = step.kind === "reading" || step.kind === "sending";
  useStay(isBusy);

  const read: FormAction = async (previous, form) => {
    if (file === null) return noFile("Choose a file.");
    const stop = new AbortController();
    stopper.current = stop;
    const onRead = (share: number) => setStep({ kind: "reading", share });
    try {
      const facts = await factsOf(file, { onRead, signal: stop.signal });
      form.set("fileName", file.name);
      form.set("sha256", facts.sha256);
      form.set("bytes", String(facts.bytes));
    } catch {
      setStep({ kind: "idle" });
      return noFile(stop.signal.aborted ? "Stopped before anything was sent." : UNREADABLE);
    }
    setStep({ kind: "idle" });
    return await start(previous, form);
  };
  const send = async (id: string, progress: ImportProgress) => {
    const stop = stopper.current ?? new AbortController();
    const onMoved = (moved: ImportProgress) => setStep({ kind: "sending", progress: moved });
    onMoved(progress);
    let last = progress;
    try {
      const follow = (moved: ImportProgress) => {
        last = moved;
        onMoved(moved);
      };
      if (file) await sendFile(file, { id, progress, signal: stop.signal, onMoved: follow });
      setStep({ kind: "done", progress: last });
    } catch (error) {
      const why = error instanceof StoppedError ? error.message : "";
      setStep({ kind: "stopped", progress: last, why });
    }
    router.refresh();
  };

  return (
    <div className="max-w-2xl space-y-4">
      <Form
        action={read}
        label="Import a file"
        submitLabel="Import the file"
        blocked={isBusy}
        onDone={({ data }) => {
          if (data?.id && data.progress) void send(data.id, JSON.parse(data.progress));
        }}
      >
        <SelectField
          name="sourceId"
          label="Source"
          help="The gateway that wrote the file. How its records are read is set there."
          options={sources.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <FileInput
          className="my-4"
          accept=".jsonl,.ndjson,.json,.log,.txt,.csv,.tsv,.gz"
          help="JSON lines, a JSON list, JSON objects in a row, or CSV with a row of names; also packed with gzip. Of any size. SQLite files are not read: export them as CSV."
          onFile={setFile}
        />
      </Form>
      <ImportState step={step} onStop={() => stopper.current?.abort()} />
    </div>
  );
}

const UNREADABLE =
  "This file could not be read or unpacked. One that is packed in several pieces has to be unpacked first, or imported with npm run import.";

function noFile(message: string): ActionState {
  const fieldErrors = { form: [message] };
  return {
    status: "failed",
    code: "invalid_input",
    message,
    fieldErrors,
    conflict: [],
    values: {},
  };
}

/** Asks before the page is left while something is under way. */
function useStay(isBusy: boolean): void {
  useEffect(() => {
    if (!isBusy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isBusy]);
}
