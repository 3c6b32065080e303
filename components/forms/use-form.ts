"use client";

import { useRouter } from "next/navigation";
import {
  type FormEvent,
  type RefObject,
  useActionState,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useTransition,
} from "react";
import { toast } from "@/components/ui/toast-store";
import type { ActionState, Done, FormAction, FormValues } from "@/lib/core/action-state";
import { readValues } from "./form-values";
import { useDraft } from "./use-draft";

export type Refill = { values: FormValues | null; generation: number };

const IDLE: ActionState = { status: "idle" };

// The connection broke, or the server met a fault of its own: the form stays as it is.
const UNANSWERED: ActionState = {
  status: "failed",
  code: "unavailable",
  message:
    "No answer came, so it is not known whether this was recorded. What you typed is still here: look whether it was, and send it again if not.",
  fieldErrors: {},
  conflict: [],
  values: {},
};

/** Everything a form does around its action: one submit at a time, drafts, toast, reveal, where to go next. */
export function useForm({
  action,
  draftKey,
  onDone,
}: {
  action: FormAction;
  draftKey?: string | undefined;
  onDone?: ((done: Done) => void) | undefined;
}) {
  const form = useRef<HTMLFormElement>(null);
  // What came back from a post without script; with script the answer is taken by hand, see `submit`.
  const [posted, dispatch] = useActionState(action, IDLE);
  const [answer, setAnswer] = useState<ActionState | null>(null);
  const [pending, startSending] = useTransition();
  const state = answer ?? posted;
  const [refill, setRefill] = useState<Refill>({ values: null, generation: 0 });
  const [revealing, setRevealing] = useState<Done | null>(null);
  const fill = (values: FormValues) =>
    setRefill(({ generation }) => ({ values, generation: generation + 1 }));
  const draft = useDraft({ form, draftKey, restore: fill });
  const router = useRouter();

  const leave = (done: Done) => {
    setRevealing(null);
    onDone?.(done);
    if (done.next) router.push(done.next);
  };
  const settle = (settled: ActionState) => {
    if (settled.status === "failed") followNewer(form, settled.conflict, fill);
    if (settled.status !== "done") return;
    draft.forget();
    fill({});
    toast(settled.message, settled.link);
    if (settled.reveal) setRevealing(settled);
    else leave(settled);
  };
  const settlePosted = useEffectEvent((settled: ActionState) => settle(settled));
  useEffect(() => settlePosted(posted), [posted]);

  // Submitted by hand, because a form posted by React itself is emptied even when the action refuses it.
  // Settled here and not in an effect: the page that comes with the answer may not hold this form any more.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending || event.currentTarget.hasAttribute("data-undecided")) return;
    const { submitter } = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent : {};
    const data = new FormData(event.currentTarget, submitter ?? null);
    startSending(async () => {
      const next = await action(state, data).catch(() => UNANSWERED);
      setAnswer(next);
      settle(next);
    });
  };
  const discard = () => {
    draft.forget();
    fill({});
  };
  return { form, state, dispatch, pending, refill, fill, submit, draft, discard, revealing, leave };
}

// A conflict brings the newer version's number: from now on the form is about that one.
function followNewer(
  form: RefObject<HTMLFormElement | null>,
  conflict: readonly { field: string; theirs: string }[],
  fill: (values: FormValues) => void,
): void {
  const newer = conflict.find(({ field }) => field === "version");
  if (form.current && newer) fill({ ...readValues(form.current), version: newer.theirs });
}
