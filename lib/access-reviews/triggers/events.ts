import { recordOf } from "@/lib/change-log/record-json";
import type { TriggerKind } from "./trigger-labels";

/** Something that asks for a review, before it is noted. `mark`: the same event is one trigger, however often it is seen. */
export type TriggerEvent = {
  readonly kind: Exclude<TriggerKind, "manual">;
  readonly mark: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly words: string;
  readonly at: Date;
};

/** A record of the change log, as far as triggers need it. */
export type SeenChange = {
  readonly id: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly recordedAt: Date;
};

/** What an edited agent is for now, where that is something else than before. */
export function purposeEvent(change: SeenChange): TriggerEvent[] {
  const [was, is] = [textOf(change.before, "purpose"), textOf(change.after, "purpose")];
  if (was === null || is === null || was === is) return [];
  const name = textOf(change.after, "name") ?? change.subjectId;
  return [
    {
      ...{ kind: "purpose-changed", mark: `purpose-changed:${change.id}`, at: change.recordedAt },
      ...{ subjectKind: "agent", subjectId: change.subjectId },
      words: `The agent ${name} has another purpose than when its access was approved.`,
    },
  ];
}

/** An operation about which its server says something else than was pinned. */
export function driftEvent(
  change: SeenChange,
  operations: ReadonlyMap<string, string>,
): TriggerEvent {
  const name = operations.get(change.subjectId) ?? change.subjectId;
  return {
    ...{ kind: "definition-drifted", mark: `definition-drifted:${change.id}` },
    ...{ at: change.recordedAt, subjectKind: "operation", subjectId: change.subjectId },
    words: `A server describes the operation ${name} otherwise than the definition that was approved.`,
  };
}

/** A person who left while they answered for something. `owns`: how many agents and servers. */
export function leaverEvent(
  { id, deactivatedAt }: { id: string; deactivatedAt: Date },
  owns: { readonly agents: number; readonly servers: number },
): TriggerEvent[] {
  if (owns.agents + owns.servers === 0) return [];
  const agents = owns.agents === 1 ? "1 agent" : `${owns.agents} agents`;
  const servers = owns.servers === 1 ? "1 server" : `${owns.servers} servers`;
  return [
    {
      ...{ kind: "owner-left", mark: `owner-left:${id}:${deactivatedAt.toISOString()}` },
      ...{ at: deactivatedAt, subjectKind: "person", subjectId: id },
      words: `Somebody has left who answers for ${agents} and ${servers}.`,
    },
  ];
}

/** A critical finding. */
export function findingEvent({
  id,
  title,
  raisedAt,
}: {
  id: string;
  title: string;
  raisedAt: Date;
}): TriggerEvent {
  return {
    ...{ kind: "finding", mark: `finding:${id}`, at: raisedAt, subjectKind: "finding" },
    ...{ subjectId: id, words: `Critical finding: ${title}` },
  };
}

function textOf(record: unknown, field: string): string | null {
  const value = recordOf(record)?.[field];
  return typeof value === "string" ? value : null;
}
