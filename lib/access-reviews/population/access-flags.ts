import { DAY_MS } from "@/lib/core/clock";
import { LINE_FLAGS, type LineFlag } from "../review-view";
import type { Cell } from "./cells";
import { EVERY } from "./cells";
import type { Enforcement } from "./enforcement";
import type { AgentFact, GrantFact, KeyFact } from "./facts";
import type { Use } from "./usage";

export type FlagFacts = {
  readonly asOf: number;
  readonly dormantDays: number;
  /** Of the ledger's first call; null: there is none. */
  readonly trackedFrom: number | null;
  /** People who have left. */
  readonly left: ReadonlySet<string>;
};

type About = {
  readonly cell: Cell;
  readonly enforcement: Enforcement;
  readonly use: Use;
  readonly ended: GrantFact | null;
  readonly ownerId: string | null;
};

/** What of an access asks for a look, in the order of LINE_FLAGS. */
export function accessFlags(about: About, facts: FlagFacts): LineFlag[] {
  const { cell, enforcement, use, ended, ownerId } = about;
  const { principal, grants, environment, operation } = cell;
  const { key, agent } = principal;
  const granted = grants.length > 0;
  const through = enforcement.enforced === "yes";
  const found: Record<LineFlag, boolean> = {
    orphan: key === null && agent === null,
    "without-approval": grants.some(({ told }) => !told),
    "enforced-not-granted": !granted && ended === null && through,
    "expired-enabled": !granted && ended !== null && through,
    "not-enforced": granted && enforcement.enforced === "no",
    "enforcement-unknown": enforcement.enforced === "unknown",
    unused: isUnused(since(about), use, facts),
    "never-used": use.lastAt === null,
    wildcard: operation.text.endsWith(EVERY) || cell.server.id === EVERY,
    "environment-crossing":
      key !== null && environment !== null && nameOf(key.environment) !== environment,
    "definition-changed": grants.some(
      ({ definitionHash }) =>
        definitionHash !== null && definitionHash !== (operation.operation?.hash ?? null),
    ),
    "agent-inactive": agent !== null && isStopped(agent, environment),
    "key-inactive": key !== null && isInactive(key, facts.asOf),
    "owner-left": ownerId !== null && facts.left.has(ownerId),
    "no-expiry": grants.some(({ until }) => until === null),
    "break-glass": key?.kind === "emergency" || grants.some(({ kind }) => kind === "emergency"),
  };
  return LINE_FLAGS.filter((flag) => found[flag]);
}

/** Whether nothing was called for so long, and nobody could say that it is too young to tell. */
export function isUnused(
  from: number,
  { lastAt }: Use,
  { asOf, dormantDays, trackedFrom }: FlagFacts,
): boolean {
  const before = asOf - dormantDays * DAY_MS;
  if (from > before || trackedFrom === null || trackedFrom > before) return false;
  return lastAt === null || lastAt < before;
}

/** Whether a key may not be used any more, or not yet. */
export function isInactive({ activatedAt, expiresAt, revokedAt }: KeyFact, asOf: number): boolean {
  if (revokedAt !== null && revokedAt <= asOf) return true;
  if (expiresAt !== null && expiresAt <= asOf) return true;
  return activatedAt === null || activatedAt > asOf;
}

const NOT_YET: readonly string[] = ["PROPOSED", "APPROVED"];

// Who was stopped may do nothing; who was not activated yet, nothing in production.
function isStopped({ status }: AgentFact, environment: string | null): boolean {
  if (status === "ACTIVE") return false;
  return NOT_YET.includes(status) ? environment === "production" : true;
}

function since({ cell, enforcement }: About): number {
  const begun = [...cell.grants, ...enforcement.by].map(({ fromAt }) => fromAt);
  return begun.length > 0 ? Math.min(...begun) : Number.POSITIVE_INFINITY;
}

function nameOf(environment: string): string {
  return environment.toLowerCase();
}
