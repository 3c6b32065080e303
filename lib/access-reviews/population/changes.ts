// What of a line is another than in the review before. How often it was called is not a change of what it may do.
import { canonicalJson } from "@/lib/ledger/canonical-json";
import type { LineChange, LineFlag } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";
import type { RawLine } from "./raw-line";
import type { Weight } from "./risk";

export type Compared = RawLine & Weight;

/** What comes and goes with the calls alone. */
const OF_USE: readonly LineFlag[] = ["unused", "never-used"];

/** Field of the line → what of it is compared. */
const FIELDS: Readonly<Record<string, (line: Compared) => unknown>> = {
  principal: ({ principal }) => [principal.label, principal.detail],
  agent: ({ agent }) => agent && [agent.name, agent.risk, agent.status],
  ownerId: ({ ownerId }) => ownerId,
  server: ({ server }) => server && [server.name, server.ownerId, server.deputyId],
  access: ({ operation }) => operation?.access ?? null,
  dataClasses: ({ operation }) => operation?.dataClasses ?? [],
  parts: ({ parts }) => parts.map(({ id, name }) => [id, name]),
  purpose: ({ purpose }) => purpose,
  conditions: ({ conditions }) => conditions,
  grants: ({ grants }) => grants.map(({ id, until, endedAt }) => [id, until, endedAt]),
  enforced: ({ enforced }) => enforced,
  flags: ({ flags }) => flags.filter((flag) => !OF_USE.includes(flag)),
  risk: ({ risk }) => risk,
};

/** Names of the fields that differ, in the order of the line. */
export function changedFields(before: Compared, now: Compared): string[] {
  return Object.entries(FIELDS).flatMap(([field, partOf]) =>
    canonicalJson(partOf(before)) === canonicalJson(partOf(now)) ? [] : [field],
  );
}

/** `before` undefined: it was not there. */
export function changeOf(
  before: SnapshotLine | undefined,
  now: Compared,
): { change: LineChange; changed: readonly string[] } {
  if (!before) return { change: "new", changed: [] };
  const changed = changedFields(before, now);
  return { change: changed.length > 0 ? "changed" : "same", changed };
}
