"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Form } from "@/components/forms/form";
import { HiddenField } from "@/components/forms/hidden-field";
import { TextArea } from "@/components/forms/text-field";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";
import type { Preview } from "@/lib/activity/sources/preview-view";
import type { FormAction } from "@/lib/core/action-state";
import { RecordPreview } from "./record-preview";

const PAUSE_MS = 700;

/** A mapping beside records to try it with: what they become is shown while either is typed. Drafts keep both. */
export function MappingEditor({
  source,
  start,
  presets,
  draftKey,
  save,
  preview,
}: {
  source: { id: string; version: string };
  start: string;
  presets: readonly { name: string; text: string }[];
  draftKey: string;
  save: FormAction;
  preview: FormAction;
}) {
  const box = useRef<HTMLDivElement>(null);
  const { shown, faults, isStale } = usePreview(box, source.id, preview);
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div ref={box} className="min-w-0">
        <Presets presets={presets} box={box} />
        <Form
          action={save}
          label="Mapping"
          submitLabel="Save as the next version"
          draftKey={draftKey}
          aside={
            <TextLink href={`/settings/sources/${source.id}`} className="self-center">
              Cancel
            </TextLink>
          }
        >
          <HiddenField name="id" value={source.id} />
          <HiddenField name="version" value={source.version} />
          <TextArea
            name="mapping"
            label="Mapping"
            help="JSON of format 1: where each field of a call stands in a record of yours, as a pointer such as /request/id."
            rows={20}
            className="[&_textarea]:max-h-[36rem]"
            mono
            spellCheck={false}
            defaultValue={start}
          />
          <TextArea
            name="records"
            label="Records to try it with"
            help="Pasted from the sender's log: lines of JSON, a list or one object. They are redacted, shown, and not kept here; the draft stays in this browser."
            rows={8}
            mono
            spellCheck={false}
            optional
          />
        </Form>
      </div>
      <section aria-label="What would be made of them" aria-live="polite" className="min-w-0">
        <h2 className="mb-2 text-lg font-semibold">What would be made of them</h2>
        {isStale ? <p className="text-sm text-ink-3">Reading…</p> : null}
        {faults.length > 0 ? (
          <Callout tone="fail" title="The mapping cannot be used yet">
            <ul>
              {faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          </Callout>
        ) : null}
        {shown ? <RecordPreview preview={shown} /> : null}
        {!shown && faults.length === 0 ? (
          <p className="text-ink-2">Paste records, and what they become stands here.</p>
        ) : null}
      </section>
    </div>
  );
}

type Box = React.RefObject<HTMLDivElement | null>;

function usePreview(box: Box, sourceId: string, action: FormAction) {
  const [shown, setShown] = useState<Preview | null>(null);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [isStale, setIsStale] = useState(false);
  const asked = useRef(0);
  const ask = useEffectEvent(async () => {
    const [mapping, records] = [textIn(box, "mapping"), textIn(box, "records")];
    if (records.trim() === "") return;
    asked.current += 1;
    const turn = asked.current;
    setIsStale(true);
    const form = new FormData();
    form.set("id", sourceId);
    form.set("mapping", mapping);
    form.set("records", records);
    const answer = await action({ status: "idle" }, form).catch(() => null);
    if (turn !== asked.current) return; // somebody typed on meanwhile
    setIsStale(false);
    if (answer?.status === "done") {
      setFaults([]);
      setShown(answer.data?.preview ? JSON.parse(answer.data.preview) : null);
    } else {
      setFaults(faultsOf(answer));
    }
  });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), PAUSE_MS);
    };
    later(); // a draft that came back is read too
    element.addEventListener("input", later);
    return () => {
      clearTimeout(timer);
      element.removeEventListener("input", later);
    };
  }, [box]);
  return { shown, faults, isStale };
}

function faultsOf(answer: Awaited<ReturnType<FormAction>> | null): readonly string[] {
  if (answer?.status !== "failed") return ["No answer came. What you typed is still here."];
  const said = Object.values(answer.fieldErrors).flat();
  return said.length > 0 ? said : [answer.message];
}

function Presets({
  presets,
  box,
}: {
  presets: readonly { name: string; text: string }[];
  box: Box;
}) {
  const start = (text: string) => {
    const area = areaIn(box, "mapping");
    if (!area) return;
    area.focus();
    area.select();
    // As if pasted, so that the browser's undo brings back what stood there.
    if (!document.execCommand("insertText", false, text)) {
      area.value = text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  return (
    <div className="mb-4">
      <p className="mb-1 font-medium">Start from</p>
      <div className="flex flex-wrap gap-2">
        {presets.map(({ name, text }) => (
          <Button key={name} size="sm" onClick={() => start(text)}>
            {name}
          </Button>
        ))}
      </div>
    </div>
  );
}

function areaIn(box: Box, name: string): HTMLTextAreaElement | null {
  return box.current?.querySelector<HTMLTextAreaElement>(`textarea[name="${name}"]`) ?? null;
}

function textIn(box: Box, name: string): string {
  return areaIn(box, name)?.value ?? "";
}
