"use client";

import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { CONTROL, CONTROL_LINE } from "@/components/ui/control";
import { Kbd } from "@/components/ui/kbd";
import { COMMENT_MAX } from "@/lib/access-reviews/decide/decide-limits";
import type { DecideLine, LineFacts, NamedPerson } from "@/lib/access-reviews/decide/decide-view";
import { DECISION_LABEL } from "@/lib/access-reviews/labels";
import type { Decision } from "@/lib/access-reviews/review-view";
import { DecideParts } from "./decide-parts";
import type { Wish } from "./decide-queue";
import { type Missing, missingIn } from "./decide-wish";

const PERSON_LABEL = { transfer: "Who shall own it", "cannot-judge": "Who can judge it" } as const;

/**
 * What a decision needs beside itself: the reason, a day, what may stay, a person. Enter records it, Escape leaves it; what was typed stays
 * with the line. Nothing is filled in for anybody.
 */
export function DecideForm({
  line,
  facts,
  decision,
  start,
  people,
  onType,
  onRecord,
  onLeave,
}: {
  line: DecideLine;
  facts: LineFacts;
  /** Null: a note, which goes with the decision to come. */
  decision: Decision | null;
  start: Wish;
  people: readonly NamedPerson[] | null;
  onType: (wish: Wish) => void;
  onRecord: (wish: Wish) => void;
  onLeave: () => void;
}) {
  const id = useId();
  const [wish, setWish] = useState(start);
  const [missing, setMissing] = useState<Missing | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const change = (next: Partial<Wish>) => {
    const changed = { ...wish, ...next };
    setWish(changed);
    setMissing(null);
    onType(changed);
  };
  const record = (event: FormEvent) => {
    event.preventDefault();
    const lacks = decision && missingIn({ ...wish, decision }, line, facts);
    setMissing(lacks);
    if (lacks)
      form.current
        ?.querySelector<HTMLElement>(`[data-part="${lacks.field}"] :is(input, textarea)`)
        ?.focus();
    else onRecord({ ...wish, decision: decision ?? wish.decision });
  };
  return (
    <form
      ref={form}
      onSubmit={record}
      onKeyDown={(event) => leaveOnEscape(event, onLeave)}
      noValidate
      aria-label={decision ? DECISION_LABEL[decision] : "Note"}
      className="mb-3 grid gap-3 border-t pt-3"
    >
      <Detail
        id={id}
        decision={decision}
        parts={facts.parts}
        wish={wish}
        people={people}
        onChange={change}
      />
      <Comment
        id={`${id}-comment`}
        decision={decision}
        line={line}
        value={wish.comment}
        focus={decision === null || decision === "keep" || decision === "revoke"}
        onChange={(comment) => change({ comment })}
      />
      {missing ? (
        <p role="alert" className="text-fail">
          {missing.says}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary">
          {decision ? `Record: ${DECISION_LABEL[decision].toLowerCase()}` : "Keep the note"}
        </Button>
        <Button variant="ghost" onClick={onLeave}>
          Cancel
        </Button>
        <span className="text-sm text-ink-3 pointer-coarse:hidden">
          <Kbd>Enter</Kbd> records, <Kbd>Shift Enter</Kbd> a new line, <Kbd>Esc</Kbd> leaves
        </span>
      </div>
    </form>
  );
}

/** What some decisions need beside the reason. */
function Detail({
  id,
  decision,
  parts,
  wish,
  people,
  onChange,
}: {
  id: string;
  decision: Decision | null;
  parts: LineFacts["parts"];
  wish: Wish;
  people: readonly NamedPerson[] | null;
  onChange: (next: Partial<Wish>) => void;
}) {
  switch (decision) {
    case "keep-until":
      return (
        <div data-part="until">
          <label htmlFor={`${id}-until`} className="mb-1 block font-medium">
            Last day (UTC)
          </label>
          <input
            id={`${id}-until`}
            type="date"
            value={wish.until}
            // biome-ignore lint/a11y/noAutofocus: the key that opened this form asked for this field
            autoFocus
            onChange={(event) => onChange({ until: event.target.value })}
            className={`${CONTROL} ${CONTROL_LINE} max-w-48`}
          />
        </div>
      );
    case "reduce":
      return (
        <DecideParts
          parts={parts}
          remaining={wish.remaining}
          onChange={(remaining) => onChange({ remaining })}
        />
      );
    case "transfer":
    case "cannot-judge":
      return (
        <div data-part="person">
          <label htmlFor={`${id}-person`} className="mb-1 block font-medium">
            {PERSON_LABEL[decision]}
          </label>
          {people ? (
            <Combobox
              id={`${id}-person`}
              name="person"
              options={people.map((each) => ({
                value: each.id,
                label: each.name,
                detail: each.title,
              }))}
              defaultValue={wish.newOwnerId}
              onChoose={(newOwnerId) => onChange({ newOwnerId })}
            />
          ) : (
            <p className="text-ink-3">Loading the people.</p>
          )}
        </div>
      );
    default:
      return null;
  }
}

function Comment({
  id,
  decision,
  line,
  value,
  focus,
  onChange,
}: {
  id: string;
  decision: Decision | null;
  line: DecideLine;
  value: string;
  focus: boolean;
  onChange: (text: string) => void;
}) {
  return (
    <div data-part="comment">
      <label htmlFor={id} className="mb-1 block font-medium">
        {decision ? "Reason" : "Note"}
        <span className="ml-2 font-normal text-ink-3">{whyAsked(decision, line)}</span>
      </label>
      <textarea
        id={id}
        rows={2}
        maxLength={COMMENT_MAX}
        value={value}
        // biome-ignore lint/a11y/noAutofocus: the key that opened this form asked for this field
        autoFocus={focus}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={recordOnEnter}
        className={`${CONTROL} py-1.5`}
      />
    </div>
  );
}

function whyAsked(decision: Decision | null, line: DecideLine): string {
  if (decision === null) return "It goes with the decision you make.";
  if (decision !== "keep") return "";
  return line.keepNeeds.length > 0
    ? `Needed here: ${line.keepNeeds.join(", ")}.`
    : "Optional here.";
}

// On a phone Enter is a new line: the button is beside it.
function recordOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
  if (window.matchMedia("(pointer: coarse)").matches) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

function leaveOnEscape(event: KeyboardEvent, leave: () => void): void {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (event.target instanceof Element && event.target.getAttribute("aria-expanded") === "true")
    return;
  event.preventDefault(); // a sheet around it stays open
  leave();
}
