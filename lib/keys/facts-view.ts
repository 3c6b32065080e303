import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/actor";
import type { PersonName } from "@/lib/auth/people";
import { utcDay } from "@/lib/core/clock";
import { type DayVerdict, holdsAt, type Span, tally } from "./ageing";
import { proofText, reasonWord } from "./export-rotation-columns";
import {
  DISCLOSURE_KIND_LABEL,
  type DisclosureKind,
  ROTATION_STATE_LABEL,
  type RotationStateName,
} from "./labels";
import type { KeyPeople } from "./policy";
import { KEY_ACTS, type KeyAct, objectionTo, objectionToManaging } from "./policy";
import type { FoundKey } from "./queries";
import { rotationStateOf } from "./rotation-state";
import { sameAccessPath } from "./rotation-view";
import { type KeyRow, type PersonShown, personShown, toKeyRow } from "./view";

export type SpanShown = Span & {
  id: string;
  word: string;
  tone: "pass" | "attention" | "fail" | "na";
};

export type KeyFacts = {
  row: KeyRow;
  version: number;
  issuerPolicy: string;
  registeredAt: string;
  registeredBy: PersonShown;
  activatedAt: string;
  revokedAt: string;
  revokedBy: string;
  revokedReason: string;
  firstUsedAt: string;
  calls: number;
  denied: number;
  strangers: readonly string[];
  sources: readonly string[];
  environments: readonly string[];
  /** Words on a use after its end; empty if there is none. */
  usedAfter: string;
  leavers: readonly { id: string; name: string; leftAt: string }[];
  /** Day by which it must be rotated because somebody left; empty if nobody did. */
  leaverDue: string;
  previous: { id: string; label: string } | null;
  next: { id: string; label: string } | null;
  rotations: readonly RotationLine[];
  spans: readonly SpanShown[];
  days: Readonly<Record<DayVerdict, number>>;
  exceptions: readonly ExceptionShown[];
  disclosures: readonly DisclosureShown[];
  pending: {
    link: string;
    title: string;
    reason: string;
    requestedBy: string;
    requestedAt: string;
    dueAt: string;
  } | null;
  grants: number;
  /** Where what is granted to the key it replaces, or to itself, is asked for the new one; empty unless a rotation is under way. */
  sameAccess: string;
  /** What this person can do now. */
  acts: readonly { act: KeyAct; label: string }[];
};

export type RotationLine = {
  id: string;
  state: RotationStateName;
  stateWord: string;
  role: "old" | "new";
  reason: string;
  startedAt: string;
  proof: string;
};

export type ExceptionShown = {
  id: string;
  holds: boolean;
  fromAt: string;
  until: string;
  endedAt: string;
  reason: string;
  measures: string;
  acceptedBy: string;
  link: string;
};

export type DisclosureShown = {
  id: string;
  word: string;
  at: string;
  person: string;
  reason: string;
  ticket: string;
  recordedBy: string;
};

const VERDICT_WORDS = {
  within: { word: "Within the rule", tone: "pass" },
  excepted: { word: "Exception", tone: "attention" },
  over: { word: "Over the rule", tone: "fail" },
  "not-applicable": { word: "No rotation asked", tone: "na" },
} as const satisfies Record<DayVerdict, { word: string; tone: SpanShown["tone"] }>;

/** The page of one key, for this actor now. */
export function toKeyFacts(found: FoundKey, people: KeyPeople, actor: Actor, now: Date): KeyFacts {
  const { entry, names, rules, spans } = found;
  const { key, use } = entry;
  const acts: KeyAct[] = ["activate", "edit", "rotate", "except", "disclose", "revoke"];
  return {
    row: toKeyRow(entry, names, rules, now),
    version: key.version,
    issuerPolicy: key.issuerPolicy,
    registeredAt: key.registeredAt.toISOString(),
    registeredBy: personShown(key.registeredById, names),
    activatedAt: iso(key.activatedAt),
    revokedAt: iso(key.revokedAt),
    revokedBy: key.revokedById === null ? "" : personShown(key.revokedById, names).name,
    revokedReason: key.revokedReason,
    firstUsedAt: iso(found.totals.firstAt),
    ...{ calls: found.totals.calls, denied: found.totals.denied },
    ...{ strangers: use.strangers, sources: use.sources, environments: use.environments },
    usedAfter: use.after
      ? `${use.after.calls.toLocaleString("en")} let through, the last at ${use.after.lastAt.toISOString()}`
      : "",
    leavers: entry.leavers.map(({ personId, leftAt }) => ({
      id: personId,
      name: personShown(personId, names).name,
      leftAt: leftAt.toISOString(),
    })),
    leaverDue: entry.leaverDue ? utcDay(entry.leaverDue) : "",
    ...{ previous: found.previous, next: found.next, grants: found.grants },
    rotations: found.rotations.map((rotation) => lineOf(rotation, key.id)),
    spans: spans.map((span) => ({ ...span, id: span.from, ...VERDICT_WORDS[span.verdict] })),
    days: tally(spans),
    exceptions: exceptionsOf(found, names, now),
    disclosures: disclosuresOf(found, names),
    pending: pendingOf(found, names),
    sameAccess:
      can(actor, "grant:request") && !objectionToManaging(people, actor) ? sameAccess(found) : "",
    acts: acts
      .filter((act) => objectionTo(act, key, people, actor, now) === null)
      .filter((act) => act !== "rotate" || found.next === null)
      .filter((act) => act !== "except" || found.pending === null)
      .map((act) => ({ act, label: KEY_ACTS[act].label })),
  };
}

/** Whether the actor may end an exception of a key they have no part in. */
export function mayEndExceptions(facts: KeyFacts, actor: Actor): boolean {
  return can(actor, "exception:decide") || facts.acts.some(({ act }) => act === "disclose");
}

function sameAccess({ entry: { key }, rotations }: FoundKey): string {
  const under = rotations.find((rotation) => rotationStateOf(rotation) !== "finished");
  return key.agentId && under ? sameAccessPath(under.oldKeyId, under.newKeyId) : "";
}

function lineOf(rotation: FoundKey["rotations"][number], keyId: string): RotationLine {
  const state = rotationStateOf(rotation);
  return {
    id: rotation.id,
    state,
    stateWord: ROTATION_STATE_LABEL[state],
    role: rotation.oldKeyId === keyId ? "old" : "new",
    reason: reasonWord(rotation.reason),
    startedAt: rotation.startedAt.toISOString(),
    proof: proofText(rotation.proof),
  };
}

type Names = ReadonlyMap<string, PersonName>;

function exceptionsOf({ entry }: FoundKey, names: Names, now: Date): ExceptionShown[] {
  return entry.exceptions.map((each) => ({
    id: each.id,
    holds: holdsAt(each, now),
    fromAt: each.fromAt.toISOString(),
    until: each.until.toISOString(),
    endedAt: iso(each.endedAt),
    reason: each.reason,
    measures: each.measures,
    acceptedBy: personShown(each.acceptedById, names).name,
    link: `/inbox/${each.requestId}`,
  }));
}

function disclosuresOf({ disclosures }: FoundKey, names: Names): DisclosureShown[] {
  return disclosures.map(({ id, kind, at, personId, reason, ticket, recordedById }) => ({
    ...{ id, reason, ticket },
    word: isDisclosure(kind) ? DISCLOSURE_KIND_LABEL[kind] : kind,
    at: at.toISOString(),
    person: personShown(personId, names).name,
    recordedBy: personShown(recordedById, names).name,
  }));
}

function pendingOf({ pending }: FoundKey, names: Names): KeyFacts["pending"] {
  return (
    pending && {
      link: `/inbox/${pending.id}`,
      title: pending.title,
      reason: pending.reason,
      requestedBy: personShown(pending.requestedById, names).name,
      requestedAt: pending.requestedAt.toISOString(),
      dueAt: pending.dueAt.toISOString(),
    }
  );
}

function isDisclosure(text: string): text is DisclosureKind {
  return Object.hasOwn(DISCLOSURE_KIND_LABEL, text);
}

function iso(at: Date | null): string {
  return at?.toISOString() ?? "";
}
