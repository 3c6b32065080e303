"use client";

import { type FormEvent, type KeyboardEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { CONTROL } from "@/components/ui/control";
import { Dialog } from "@/components/ui/dialog";
import { COMMENT_MAX, COMMENT_MIN } from "@/lib/access-reviews/decide/decide-limits";
import type { DecideLine } from "@/lib/access-reviews/decide/decide-view";
import { reached } from "./decide-net";

type Props = {
  reviewId: string;
  /** Undecided lines of one low-risk class. */
  lines: readonly DecideLine[];
  /** How many the rules of the review let be kept at once. */
  max: number;
  onKept: () => Promise<void>;
};

/** Keeps low-risk lines of one class on one typed basis. Each line is read and ticked by itself; there is no way to tick all. */
export function DecideTogether(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      wide
      open={open}
      onOpenChange={setOpen}
      title={`Keep lines of this class together`}
      description={`${props.lines.length} undecided standard lines of low risk with the same kind, access, data and marks. Tick each line that stays: at most ${props.max} at once. The record says that they were decided together.`}
      trigger={
        <Button size="sm" variant="ghost" className="-ml-2">
          Keep several of this class together…
        </Button>
      }
    >
      <TogetherForm {...props} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function TogetherForm({ reviewId, lines, max, onKept, onDone }: Props & { onDone: () => void }) {
  const id = useId();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [basis, setBasis] = useState("");
  const [says, setSays] = useState("");
  const [busy, setBusy] = useState(false);
  const [bulkId] = useState(() => crypto.randomUUID()); // what is sent again after a lost answer is done once
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    const lacks = lackingIn(ticked.length, max, basis);
    setSays(lacks);
    if (lacks !== "" || busy) return;
    setBusy(true);
    const body = JSON.stringify({ reviewId, stage: 1, id: bulkId, lineIds: ticked, basis });
    const reply = await reached("/api/access-reviews/decide/together", body);
    setBusy(false);
    if (reply.kind === "failed") return setSays(reply.because);
    await onKept();
    onDone();
  };
  const turn = (lineId: string, on: boolean) =>
    setTicked(on ? [...ticked, lineId] : ticked.filter((each) => each !== lineId));
  return (
    <form onSubmit={keep} noValidate className="grid gap-4">
      <ul onKeyDown={moveByArrow} className="max-h-[40dvh] overflow-y-auto border-y">
        {lines.map((line) => (
          <li key={line.id} className="border-b last:border-b-0">
            <label className="flex min-h-9 items-center gap-3 px-1 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                checked={ticked.includes(line.id)}
                onChange={(event) => turn(line.id, event.target.checked)}
              />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-mono text-sm">{line.operation}</span>
                <span className="block truncate text-xs text-ink-3">
                  {[line.who, line.server, line.environment].filter(Boolean).join(" · ")}
                </span>
              </span>
              <span className="text-xs text-ink-3 tabular-nums">
                {line.calls.toLocaleString("en")} calls
              </span>
            </label>
          </li>
        ))}
      </ul>
      <div>
        <label htmlFor={`${id}-basis`} className="mb-1 block font-medium">
          On what basis they stay
        </label>
        <textarea
          id={`${id}-basis`}
          rows={2}
          maxLength={COMMENT_MAX}
          value={basis}
          onChange={(event) => setBasis(event.target.value)}
          className={`${CONTROL} py-1.5`}
        />
      </div>
      {says ? (
        <p role="alert" className="text-fail">
          {says}
        </p>
      ) : null}
      <div className="flex items-center gap-3">
        <Button type="submit" variant="primary" aria-disabled={busy}>
          Keep {ticked.length} {ticked.length === 1 ? "line" : "lines"}
        </Button>
        <span className="text-sm text-ink-3 pointer-coarse:hidden">
          Arrow keys move, Space ticks
        </span>
      </div>
    </form>
  );
}

function lackingIn(count: number, max: number, basis: string): string {
  if (count < 2) return "Tick two lines at least, each by itself.";
  if (count > max)
    return `The rules of this review let ${max} be kept at once; ${count} are ticked.`;
  return basis.trim().length < COMMENT_MIN ? "Say on what basis they stay." : "";
}

function moveByArrow(event: KeyboardEvent<HTMLUListElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>("input")];
  const at = boxes.findIndex((box) => box.matches(":focus"));
  boxes[at + by]?.focus();
}
