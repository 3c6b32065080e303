// What our own register says of a removal: pure.
import { EVERY_OPERATION } from "./expected";
import type { Target } from "./target";

/** A grant of a key that a removal is about. `operation`: its name in small letters; null: a wildcard. `told`: the change log tells it all. */
export type GrantFact = {
  readonly id: string;
  readonly keyId: string;
  readonly serverId: string;
  readonly operation: string | null;
  readonly environment: string;
  readonly fromAt: Date;
  readonly until: Date | null;
  readonly endedAt: Date | null;
  readonly told: boolean;
};

/** A change of a subject, the newest last. */
export type ChangeFact = { readonly id: string; readonly action: string; readonly at: Date };

/** A row that is over, or that has another owner or other roles than it had. `subject`: kind:id. */
export type RowFact = {
  readonly endedAt: Date | null;
  readonly endsAt: Date | null;
  readonly ownerId: string | null;
  readonly roles: readonly string[];
};

export type RegisterFacts = {
  readonly grants: readonly GrantFact[];
  /** By `kind:id`. */
  readonly rows: ReadonlyMap<string, RowFact>;
  /** By `kind:id`: those since the snapshot. */
  readonly changes: ReadonlyMap<string, readonly ChangeFact[]>;
  /** What a role may do in the software that runs. */
  readonly rightsOf: (role: string) => readonly string[];
};

/** `endedAt` null: not so yet, and `why` says what is missing. */
export type RegisterStanding = {
  readonly endedAt: Date | null;
  readonly why: string;
  readonly changes: readonly ChangeFact[];
};

export const notYet = (why: string): RegisterStanding => ({ endedAt: null, why, changes: [] });

/** Whether no grant of ours allows it any more; of a reduce, whether what stays is granted and nothing wider. */
export function grantsStanding(
  target: Target,
  facts: RegisterFacts,
  { openedAt, now }: { openedAt: Date; now: Date },
): RegisterStanding {
  const own = grantsOf(target, facts.grants);
  const taken = own.filter((grant) => isTaken(target, grant));
  const standing = taken.filter((grant) => isInForce(grant, now));
  if (standing.length > 0) return notYet(stillGranted(target, standing));
  const kept = keptBy(own, now);
  const lost = (target.remaining ?? []).find((operation) => !kept.has(operation));
  if (lost) return notYet(`${lost} is to stay, and no grant allows it.`);
  const changes = taken.flatMap(({ id, endedAt }) =>
    endedAt === null ? [] : changesOf(facts, `grant:${id}`, ["grant.ended"]),
  );
  const behind = taken.find(({ endedAt, id }) => endedAt !== null && !hasEnd(facts, id));
  if (behind) return notYet("A grant ended without a change record: somebody wrote it behind us.");
  const ends = taken.flatMap(({ endedAt, until }) => endedAt ?? until ?? []);
  const last = ends.sort((one, other) => one.getTime() - other.getTime()).at(-1);
  return { endedAt: last ?? openedAt, why: "", changes };
}

/** Whether each grant that allows it ends by the day that was decided. */
export function scheduleStanding(
  target: Target,
  facts: RegisterFacts,
  { endsAt, openedAt, now }: { endsAt: Date; openedAt: Date; now: Date },
): RegisterStanding {
  const taken = grantsOf(target, facts.grants).filter((grant) => isTaken(target, grant));
  const standing = taken.filter((grant) => isInForce(grant, now));
  const open = standing.filter(({ until }) => until === null || until > endsAt);
  if (open.length > 0) return notYet("A grant still lasts longer than was decided.");
  const changes = standing.flatMap(({ id }) => changesOf(facts, `grant:${id}`, ["grant.given"]));
  return { endedAt: openedAt, why: "", changes };
}

/** Operations that specific, recorded grants allow now, in small letters. */
export function keptBy(grants: readonly GrantFact[], now: Date): ReadonlySet<string> {
  return new Set(
    grants.flatMap((grant) => {
      const counts = grant.operation !== null && grant.told && isInForce(grant, now);
      return counts && grant.operation !== null ? [grant.operation] : [];
    }),
  );
}

/** The grants of the key, server and environment of a target. */
export function grantsOf(target: Target, grants: readonly GrantFact[]): GrantFact[] {
  if (target.kind !== "key") return [];
  return grants.filter(
    ({ keyId, serverId, environment }) =>
      keyId === target.id &&
      (target.server === null || serverId === target.server) &&
      (target.environment === null || environment === target.environment),
  );
}

/** Whether a grant given since then, asked for and approved anew, allows the operation at an instant. */
export function isGrantedAnew(
  target: Target,
  facts: RegisterFacts,
  { operation, at, since }: { operation: string; at: Date; since: Date },
): boolean {
  return grantsOf(target, facts.grants).some(
    (grant) =>
      grant.told &&
      grant.fromAt > since &&
      isInForce(grant, at) &&
      (grant.operation === null || grant.operation === operation),
  );
}

export function isInForce({ fromAt, until, endedAt }: GrantFact, at: Date): boolean {
  return fromAt <= at && (until === null || at < until) && (endedAt === null || at < endedAt);
}

// A wildcard is taken away as the wildcard it is: what is granted by name has a line of its own.
function isTaken(target: Target, { operation }: GrantFact): boolean {
  if (target.operations.includes(EVERY_OPERATION)) return operation === null;
  return operation === null || target.operations.includes(operation);
}

function stillGranted({ operations }: Target, standing: readonly GrantFact[]): string {
  const wild = standing.some(({ operation }) => operation === null);
  return wild && !operations.includes(EVERY_OPERATION)
    ? "A grant of every operation of the server still allows it."
    : "A grant in our own register still allows it.";
}

function hasEnd(facts: RegisterFacts, id: string): boolean {
  return changesOf(facts, `grant:${id}`, ["grant.ended"]).length > 0;
}

/** Changes of a subject that are one of these acts. */
export function changesOf(
  { changes }: RegisterFacts,
  subject: string,
  actions: readonly string[],
): ChangeFact[] {
  return (changes.get(subject) ?? []).filter(({ action }) => actions.includes(action));
}
