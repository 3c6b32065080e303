import { subjectPath } from "@/lib/change-log/subject-path";
import type { PersonNames } from "../assign/reviewers-view";
import {
  TRIGGER_KIND_LABEL,
  TRIGGER_KINDS,
  TRIGGER_STATE_LABEL,
  TRIGGER_STATES,
  type TriggerState,
} from "./trigger-labels";

/** A trigger in words. Instants are ISO texts; "" where there is none. */
export type TriggerRow = {
  readonly id: string;
  readonly kindWord: string;
  readonly words: string;
  readonly state: TriggerState;
  readonly stateWord: string;
  readonly at: string;
  readonly foundAt: string;
  readonly subjectHref: string;
  readonly reviewId: string;
  readonly reason: string;
  readonly disposedBy: string;
  readonly disposedAt: string;
  /** Where a draft is prefilled with it. */
  readonly startHref: string;
};

type Stored = {
  readonly id: string;
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly words: string;
  readonly at: Date;
  readonly foundAt: Date;
  readonly disposition: string;
  readonly reason: string;
  readonly reviewId: string | null;
  readonly disposedById: string | null;
  readonly disposedAt: Date | null;
};

export function toTriggerRow(stored: Stored, names: PersonNames): TriggerRow {
  const kind = TRIGGER_KINDS.find((known) => known === stored.kind) ?? "manual";
  const state = TRIGGER_STATES.find((known) => known === stored.disposition) ?? "open";
  const { id, subjectKind, subjectId, disposedById } = stored;
  const left = stored.kind === "owner-left" ? names.get(subjectId)?.name : undefined;
  return {
    ...{ id, state, reason: stored.reason, kindWord: TRIGGER_KIND_LABEL[kind] },
    stateWord: TRIGGER_STATE_LABEL[state],
    words: left ? stored.words.replace("Somebody has left", `${left} has left`) : stored.words,
    ...{ at: stored.at.toISOString(), foundAt: stored.foundAt.toISOString() },
    subjectHref: kind === "manual" ? "" : (subjectPath(subjectKind, subjectId) ?? ""),
    ...{ reviewId: stored.reviewId ?? "", disposedAt: stored.disposedAt?.toISOString() ?? "" },
    disposedBy: disposedById ? (names.get(disposedById)?.name ?? disposedById) : "",
    startHref: `/access-reviews/new?${startWith(stored)}`,
  };
}

function startWith({ id, kind, subjectKind, subjectId, words }: Stored): URLSearchParams {
  const about = subjectKind === "agent" ? { agent: subjectId } : {};
  const title = kind === "manual" ? words : TRIGGER_KIND_LABEL[nameOf(kind)];
  return new URLSearchParams({ trigger: id, title: `Off-cycle: ${title}`.slice(0, 100), ...about });
}

function nameOf(kind: string) {
  return TRIGGER_KINDS.find((known) => known === kind) ?? "manual";
}

/** What the page proves or lacks, in a sentence. */
export function triggersSentence(rows: readonly { readonly state: TriggerState }[]): string {
  const open = rows.filter(({ state }) => state === "open").length;
  if (rows.length === 0) return "Nothing has asked for a review out of turn so far.";
  if (open === 0)
    return "Every event was answered: by a review, or by a reason why none was needed.";
  return `${open} ${open === 1 ? "event waits" : "events wait"} for a review, or for a reason why none is needed.`;
}
