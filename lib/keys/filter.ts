// The list of keys: filtered, ordered and counted over the register as a whole, because marks are computed and not stored.
import { lastGoodDay, type Rules } from "./ageing";
import type { KeyFilters } from "./list-schema";
import { KEY_MARKS, type KeyMark } from "./mark-labels";
import type { KeyEntry } from "./register";

/** Whether an entry is among those that the filters show. */
export function isWanted(entry: KeyEntry, filters: KeyFilters): boolean {
  const { key, state, marks } = entry;
  const { mark, agent, owner, kind, environment } = filters;
  return (
    (filters.state === "" ||
      (filters.state === "living" ? state !== "revoked" : state === filters.state)) &&
    (kind === "" || key.kind === kind) &&
    (environment === "" || key.environment === environment) &&
    (mark === "" || (mark === "any" ? marks.length > 0 : marks.includes(mark))) &&
    (agent === "" || key.agentId === agent) &&
    (owner === "" || key.ownerId === owner) &&
    holds(entry, filters.q)
  );
}

/** Entries in the order asked for, those without a value last, then by label and id. */
export function ordered(
  entries: readonly KeyEntry[],
  { sort, dir }: Pick<KeyFilters, "sort" | "dir">,
  rules: Rules,
): KeyEntry[] {
  const turn = dir === "asc" ? 1 : -1;
  const of = VALUE[sort];
  return [...entries].sort((one, other) => {
    const [a, b] = [of(one, rules), of(other, rules)];
    if (a === b || (a === null && b === null)) return byLabel(one, other);
    if (a === null) return 1;
    if (b === null) return -1;
    return a < b ? -turn : turn;
  });
}

const VALUE: Record<KeyFilters["sort"], (entry: KeyEntry, rules: Rules) => string | number | null> =
  {
    label: ({ key }) => key.label.toLowerCase(),
    issued: ({ key }) => key.issuedAt.getTime(),
    goodUntil: ({ key, state }, rules) => (state === "revoked" ? null : lastGoodDay(key, rules)),
    lastUsed: ({ use }) => use.lastAt?.getTime() ?? null,
    // The gravest mark first, then how many there are.
    marks: ({ marks: [first, ...more] }) =>
      first === undefined ? null : KEY_MARKS.indexOf(first) * 100 - more.length,
  };

/** How many keys carry each mark, and how many are in each state. */
export function countsOf(entries: readonly KeyEntry[]) {
  const marks = new Map<KeyMark, number>();
  let [active, marked] = [0, 0];
  for (const { state, marks: own } of entries) {
    if (state === "active") active += 1;
    if (own.length > 0) marked += 1;
    for (const mark of own) marks.set(mark, (marks.get(mark) ?? 0) + 1);
  }
  return { total: entries.length, active, marked, marks };
}
export type KeyCounts = ReturnType<typeof countsOf>;

function holds({ key, agent, server }: KeyEntry, q: string): boolean {
  const text = q.trim().toLowerCase();
  if (text === "") return true;
  const said = [key.label, key.publicId, key.purpose, ...key.names, agent?.name, server?.name];
  return said.some((each) => each?.toLowerCase().includes(text));
}

function byLabel(one: KeyEntry, other: KeyEntry): number {
  const [a, b] = [one, other].map(({ key }) => `${key.label.toLowerCase()} ${key.id}`);
  return (a ?? "") < (b ?? "") ? -1 : 1;
}
