import type { PersonName } from "@/lib/auth/people";
import { proofText, reasonWord } from "./export-rotation-columns";
import { ROTATION_STATE_LABEL, type RotationStateName } from "./labels";
import type { KeyDays, ListedRotations } from "./population";
import { proofOf } from "./rotation-state";
import type { SeenCredential } from "./usage";
import { environmentWord, kindWord, personShown } from "./view";

/** A rotation in words. Instants are ISO 8601, empty where a step has not been made. */
export type RotationRow = {
  id: string;
  state: RotationStateName;
  stateWord: string;
  late: boolean;
  oldKeyId: string;
  oldLabel: string;
  oldPublicId: string;
  newKeyId: string;
  newLabel: string;
  newPublicId: string;
  environment: string;
  reason: string;
  note: string;
  ticket: string;
  dependants: string;
  requestedBy: string;
  performedBy: string;
  startedAt: string;
  newActiveAt: string;
  overlapEndsAt: string;
  oldDisabledAt: string;
  finishedAt: string;
  proof: string;
  /** Place of the refused call in the calls log; empty where the proof is none. */
  proofIndex: string;
  /** Where what is granted to the old key is asked for the new one; empty where nothing is left to ask. */
  sameAccess: string;
};

export function toRotationRow(
  { rotation, old, fresh, state }: ListedRotations["rotations"][number],
  names: ReadonlyMap<string, PersonName>,
  now: Date,
): RotationRow {
  const proof = proofOf(rotation.proof);
  const { id, note, ticket, dependants, oldKeyId, newKeyId } = rotation;
  return {
    ...{ id, state, note, ticket, dependants, oldKeyId, newKeyId },
    stateWord: ROTATION_STATE_LABEL[state],
    late: rotation.oldDisabledAt === null && rotation.overlapEndsAt < now,
    oldLabel: old.label,
    oldPublicId: old.publicId,
    newLabel: fresh.label,
    newPublicId: fresh.publicId,
    environment: environmentWord(old.environment),
    reason: reasonWord(rotation.reason),
    requestedBy: personShown(rotation.requestedById, names).name,
    performedBy: personShown(rotation.performedById, names).name,
    startedAt: rotation.startedAt.toISOString(),
    newActiveAt: rotation.newActiveAt?.toISOString() ?? "",
    overlapEndsAt: rotation.overlapEndsAt.toISOString(),
    oldDisabledAt: rotation.oldDisabledAt?.toISOString() ?? "",
    finishedAt: rotation.finishedAt?.toISOString() ?? "",
    proof: proofText(rotation.proof),
    proofIndex: proof?.kind === "call" ? proof.index : "",
    sameAccess: old.agentId && state !== "finished" ? sameAccessPath(oldKeyId, newKeyId) : "",
  };
}

/** Asks, for one key of an agent, for everything that is granted to another. */
export function sameAccessPath(oldKeyId: string, newKeyId: string): string {
  return `/access-matrix/request?like=${oldKeyId}&key=${newKeyId}`;
}

/** A key of a period with its key-days. */
export type KeyDayRow = {
  id: string;
  label: string;
  publicId: string;
  kindWord: string;
  environment: string;
  owner: string;
  days: number;
  within: number;
  excepted: number;
  over: number;
  asked: boolean;
  oldest: number;
  rotated: boolean;
  issuedAt: string;
  runs: readonly string[];
};

export function toKeyDayRow(
  { entry, spans, days, rotated }: KeyDays["keys"][number],
  names: ReadonlyMap<string, PersonName>,
): KeyDayRow {
  const { id, label, publicId, kind, environment, ownerId, issuedAt } = entry.key;
  return {
    ...{ id, label, publicId, rotated },
    kindWord: kindWord(kind),
    environment: environmentWord(environment),
    owner: personShown(ownerId, names).name,
    days: spans.reduce((sum, span) => sum + span.days, 0),
    ...{ within: days.within, excepted: days.excepted, over: days.over },
    asked: days["not-applicable"] === 0,
    oldest: spans.at(-1)?.ageTo ?? 0,
    issuedAt: issuedAt.toISOString(),
    runs: spans
      .filter(({ verdict }) => verdict === "over" || verdict === "excepted")
      .map(
        ({ from, to, verdict, ageTo, max, version }) =>
          `${from} to ${to}: ${verdict === "over" ? "over" : "excepted"}, up to ${ageTo} days of ${max ?? ""}, rule version ${version}`,
      ),
  };
}

/** What calls name as their key and nobody has registered. */
export type UnknownKeyRow = {
  id: string;
  credential: string;
  agents: readonly string[];
  calls: number;
  firstAt: string;
  lastAt: string;
};

export function toUnknownKeyRow({
  credential,
  agents,
  calls,
  firstAt,
  lastAt,
}: SeenCredential): UnknownKeyRow {
  return {
    ...{ id: credential, credential, agents, calls },
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  };
}
