// REV-10: what changed between two populations, by the key of each line. Pure.
import { LINE_FLAG_LABEL } from "../labels";
import type { DeltaChange } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";
import type { DeltaText } from "./stored-delta";

type Field = DeltaText["fields"][number];

/** What of a line is access, and what is about it. Calls and times of use are none of it: they change with every call. */
type Compared = {
  readonly field: string;
  readonly text: (line: SnapshotLine) => string;
};

/**
 * Every difference between the lines of a snapshot and those of a later instant, in the order of keys. A line that grew in
 * anything is `expanded`, whatever else became of it; `owner-changed` where somebody else answers for it; `reduced` where it
 * only shrank; everything else is `altered`. `n` counts from 1.
 */
export function deltaBetween(
  before: readonly SnapshotLine[],
  after: readonly SnapshotLine[],
): DeltaText[] {
  const was = new Map(before.map((line) => [line.line, line]));
  const is = new Map(after.map((line) => [line.line, line]));
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort();
  const found = keys.flatMap((key) => differenceOf(key, was.get(key), is.get(key)) ?? []);
  return found.map((line, index) => ({ n: index + 1, ...line }));
}

/** Whether two deltas say that the same has changed: what the lines say beside that (calls, last use) may differ. */
export function sameDelta(one: readonly DeltaText[], other: readonly DeltaText[]): boolean {
  return one.length === other.length && one.every((line, at) => sameChange(line, other[at]));
}

/** Whether two lines of a delta say the same change of the same thing. */
export function sameChange(one: DeltaText, other: DeltaText | undefined): boolean {
  return (
    one.line === other?.line &&
    one.change === other.change &&
    JSON.stringify(one.fields) === JSON.stringify(other.fields) &&
    (one.change !== "added" || isSameAccess(one.now, other.now))
  );
}

// What was added has no fields beside it: what somebody said of it was said of all that it was then.
function isSameAccess(one: DeltaText["now"], other: DeltaText["now"]): boolean {
  return one && other
    ? fieldsBetween({ ...one, n: 0 }, { ...other, n: 0 }).length === 0
    : one === other;
}

function differenceOf(
  line: string,
  was: SnapshotLine | undefined,
  is: SnapshotLine | undefined,
): Omit<DeltaText, "n"> | null {
  if (was && is) {
    const fields = fieldsBetween(was, is);
    if (fields.length === 0) return null;
    return { line, change: changeOf(was, is, fields), fields, now: withoutPlace(is) };
  }
  if (is) return { line, change: "added", fields: [], now: withoutPlace(is) };
  return { line, change: "removed", fields: was ? gone(was) : [], now: null };
}

function withoutPlace({ n: _n, ...line }: SnapshotLine): Omit<SnapshotLine, "n"> {
  return line;
}

// Of a line that is gone the delta itself says what it was: the reader need not look it up.
function gone(was: SnapshotLine): Field[] {
  return [{ field: "access", before: was.meaning, after: "" }];
}

const COMPARED: readonly Compared[] = [
  { field: "principal", text: ({ principal }) => `${principal.label} ${principal.detail}`.trim() },
  { field: "owner", text: ({ ownerId }) => ownerId ?? "" },
  { field: "server owner", text: ({ server }) => server?.ownerId ?? "" },
  { field: "server deputy", text: ({ server }) => server?.deputyId ?? "" },
  { field: "agent status", text: ({ agent }) => agent?.status ?? "" },
  { field: "agent risk", text: ({ agent }) => agent?.risk ?? "" },
  { field: "access class", text: ({ operation }) => operation?.access ?? "" },
  { field: "data classes", text: ({ operation }) => (operation?.dataClasses ?? []).join(", ") },
  {
    field: "parts",
    text: ({ parts }) =>
      parts
        .map(({ name }) => name)
        .sort()
        .join(", "),
  },
  { field: "purpose", text: ({ purpose }) => purpose },
  { field: "conditions", text: ({ conditions }) => conditions },
  { field: "grants", text: (line) => grantsIn(line).join("; ") },
  { field: "enforced", text: ({ enforced }) => enforced },
  { field: "flags", text: (line) => flagsIn(line).join(", ") },
];

function fieldsBetween(was: SnapshotLine, is: SnapshotLine): Field[] {
  return COMPARED.map(({ field, text }) => ({ field, before: text(was), after: text(is) })).filter(
    ({ field, before, after }) => before !== after && !isOnlySilence(field, before, after),
  );
}

// A gateway that has not spoken for a while changes nobody's access.
function isOnlySilence(field: string, before: string, after: string): boolean {
  return field === "enforced" && [before, after].includes("unknown");
}

function grantsIn({ grants }: SnapshotLine): string[] {
  return grants
    .filter(({ endedAt }) => endedAt === null)
    .map(
      ({ id, kind, until }) => `${kind} ${id} ${until === null ? "without end" : `until ${until}`}`,
    )
    .sort();
}

// Flags that say what somebody did or ceased to do with it come and go with the calls, or with a gateway's silence.
const PASSING: readonly string[] = ["unused", "never-used", "enforcement-unknown", "not-enforced"];

function flagsIn({ flags }: SnapshotLine): string[] {
  return flags
    .filter((flag) => !PASSING.includes(flag))
    .map((flag) => LINE_FLAG_LABEL[flag])
    .sort();
}

function changeOf(was: SnapshotLine, is: SnapshotLine, fields: readonly Field[]): DeltaChange {
  if (hasGrown(was, is)) return "expanded";
  if (fields.some(({ field }) => field === "owner")) return "owner-changed";
  return hasShrunk(was, is) ? "reduced" : "altered";
}

function hasGrown(was: SnapshotLine, is: SnapshotLine): boolean {
  return (
    hasMore(was.parts, is.parts) ||
    (was.enforced === "no" && is.enforced === "yes") ||
    rankOf(is) > rankOf(was) ||
    endOf(is) > endOf(was)
  );
}

function hasShrunk(was: SnapshotLine, is: SnapshotLine): boolean {
  return (
    hasMore(is.parts, was.parts) ||
    (was.enforced === "yes" && is.enforced === "no") ||
    rankOf(is) < rankOf(was) ||
    endOf(is) < endOf(was)
  );
}

type Parts = SnapshotLine["parts"];

function hasMore(was: Parts, is: Parts): boolean {
  const known = new Set(was.map(({ id }) => id));
  return is.some(({ id }) => !known.has(id));
}

const ACCESS_RANK = ["", "read", "write", "delete", "admin"];

function rankOf({ operation }: SnapshotLine): number {
  return ACCESS_RANK.indexOf(operation?.access ?? "");
}

/** When the last of its grants ends: 0 where none runs, infinity where one has no end. */
function endOf({ grants }: SnapshotLine): number {
  const running = grants.filter(({ endedAt }) => endedAt === null);
  const ends = running.map(({ until }) =>
    until === null ? Number.POSITIVE_INFINITY : Date.parse(until),
  );
  return Math.max(0, ...ends);
}
