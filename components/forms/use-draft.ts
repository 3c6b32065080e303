"use client";

import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import type { FormValues } from "@/lib/core/action-state";
import { dropDraft, readDraft, writeDraft } from "./draft-store";
import { readValues, sameValues } from "./form-values";

const PAUSE_MS = 500;
const EVENTS = ["input", "change", "click"] as const;

/**
 * Keeps what is typed in this browser, under a key that names the person and the form, and brings it back.
 * Without a key nothing is kept, and leaving the page with something typed asks first.
 */
export function useDraft({
  form,
  draftKey,
  restore,
}: {
  form: RefObject<HTMLFormElement | null>;
  draftKey: string | undefined;
  restore: (values: FormValues) => void;
}) {
  const [keptAt, setKeptAt] = useState<string | null>(null);
  const untouched = useRef<FormValues>({});
  const dirty = useRef(false);
  const bringBack = useEffectEvent(restore);

  useEffect(() => {
    const element = form.current;
    if (!element) return;
    untouched.current = readValues(element);
    const draft = draftKey ? readDraft(draftKey) : null;
    if (draft) {
      setKeptAt(draft.at);
      bringBack(draft.values);
    }
    const keep = () => {
      const values = readValues(element);
      dirty.current = !sameValues(values, untouched.current);
      if (!draftKey || !dirty.current) return;
      const at = new Date().toISOString();
      if (writeDraft(draftKey, { values, at })) setKeptAt(at);
    };
    const stop = watch(element, keep);
    return stop;
  }, [form, draftKey]);

  useLeaveWarning(dirty, draftKey === undefined);

  const forget = () => {
    dirty.current = false;
    setKeptAt(null);
    if (draftKey) dropDraft(draftKey);
  };
  return { keptAt, forget };
}

// One save per pause, and a last one when the page goes away.
function watch(element: HTMLFormElement, keep: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE_MS);
  };
  const now = () => {
    if (timer !== undefined) keep();
  };
  for (const event of EVENTS) element.addEventListener(event, later);
  window.addEventListener("pagehide", now);
  return () => {
    clearTimeout(timer);
    for (const event of EVENTS) element.removeEventListener(event, later);
    window.removeEventListener("pagehide", now);
  };
}

function useLeaveWarning(dirty: RefObject<boolean>, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (dirty.current) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty, active]);
}
