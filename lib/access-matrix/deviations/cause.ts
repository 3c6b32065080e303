import { DAY_MS, utcDay, utcText } from "@/lib/core/clock";
import { f64, u8, u16, u32 } from "../matrix/columns";
import { WILD } from "../matrix/grant-intervals";
import { WILD_LINE } from "../matrix/line-intervals";
import { whyInactive } from "../matrix/standing";
import type { CellFacts } from "./cell-facts";
import type { DeviationKind } from "./deviation-labels";
import { beganAt } from "./since";

/** What a cell deviates by. `scope`: what is the same cause in several cells: the principal, a line or grant for many operations, or none. */
export type Cause = {
  readonly scope: "principal" | "wild" | "cell";
  /** Whether the environment belongs to the cause, where its scope is the principal. */
  readonly placed: boolean;
  readonly operation: string;
  readonly grantId: string | null;
  readonly sourceId: string | null;
  readonly since: number;
  readonly detail: string;
};

type Told = Partial<Cause> & Pick<Cause, "since" | "detail">;

export function causeOf(facts: CellFacts, cell: number, kind: DeviationKind): Cause {
  const told = toldOf(facts, cell, kind);
  const wild = wildOf(facts, cell, kind);
  return {
    scope: wild === null ? "cell" : "wild",
    placed: true,
    operation: wild ?? facts.names(cell).column.text,
    grantId: null,
    sourceId: sourceOf(facts, cell),
    ...told,
  };
}

function toldOf(facts: CellFacts, cell: number, kind: DeviationKind): Told {
  switch (kind) {
    case "without-approval":
      return untold(facts, cell);
    case "used-not-granted":
      return used(facts, cell);
    case "enforced-not-granted":
      return excess(facts, cell, "No grant ever allowed it.");
    case "ended-still-enforced":
      return excess(facts, cell, `Its grant was ended ${instantOf(ended(facts, cell))}.`);
    case "expired":
      return excess(facts, cell, `Its grant ran out ${instantOf(ended(facts, cell))}.`);
    case "granted-not-enforced":
      return absent(facts, cell, "A gateway looks after this server and has never allowed it.");
    case "enforcement-removed":
      return absent(facts, cell, "The gateway allowed it before; the grant still stands.");
    case "orphan":
      return {
        since: facts.thereSince(cell),
        detail: "No key and no agent of that name is registered.",
      };
    case "environment-crossing":
      return crossing(facts, cell);
    case "key-inactive":
      return keyInactive(facts, cell);
    case "agent-inactive":
      return agentInactive(facts, cell);
    case "shared-key":
      return shared(facts, cell);
    case "definition-changed":
      return definition(facts, cell);
    case "dormant":
      return dormant(facts, cell);
    default:
      return kind satisfies never;
  }
}

// One line or grant for many operations is one cause, however many operations there are.
function wildOf(facts: CellFacts, cell: number, kind: DeviationKind): string | null {
  const { lines, grants } = facts.matrix.index;
  if (kind === "orphan") return "*";
  if (kind === "used-not-granted" || kind === "definition-changed") return null;
  const line = facts.lines(cell).inForce.find((at) => (u8(lines.bits, at) & WILD_LINE) !== 0);
  const byGrant =
    kind === "dormant" || kind === "granted-not-enforced" || kind === "enforcement-removed";
  if (line !== undefined && !byGrant) return facts.lineOf(line)?.operation ?? "*";
  const grant = facts.grants(cell).inForce.find((at) => (u8(grants.bits, at) & WILD) !== 0);
  return grant === undefined || !(byGrant || kind === "without-approval") ? null : "*";
}

function sourceOf(facts: CellFacts, cell: number): string | null {
  const { lines, lineSource, facts: all } = facts.matrix.index;
  const { inForce, lastEnded } = facts.lines(cell);
  const at = inForce[0] ?? lastEnded;
  return at < 0 ? null : (all.sources[u16(lineSource, u32(lines.row, at))]?.id ?? null);
}

function untold(facts: CellFacts, cell: number): Told {
  const told = facts.untold(cell);
  if (!told) return { since: facts.thereSince(cell), detail: "No change record tells of it." };
  const { grant, ended: isEnded } = told;
  if (grant.gone) {
    const detail = `Grant ${grant.id} was given, and its row is gone: no change record says that anybody ended it.`;
    return { grantId: grant.id, since: grant.from, detail };
  }
  return isEnded
    ? {
        grantId: grant.id,
        since: grant.ended ?? grant.from,
        detail: `Grant ${grant.id} stands as ended, and no change record says that anybody ended it so.`,
      }
    : {
        grantId: grant.id,
        since: grant.from,
        detail: `Grant ${grant.id} stands in the database, and no change record says that anybody gave it so.`,
      };
}

function used(facts: CellFacts, cell: number): Told {
  const { since, calls } = facts.use.uncovered.get(cell) ?? {
    since: facts.thereSince(cell),
    calls: 0,
  };
  const detail = `${calls.toLocaleString("en")} calls on days without a grant, the first on ${utcDay(new Date(since))}.`;
  return { since, detail };
}

function excess(facts: CellFacts, cell: number, before: string): Told {
  const line = facts.lines(cell).inForce[0];
  const after = facts.use.uncovered.get(cell);
  const called = after ? ` It was used since, ${after.calls.toLocaleString("en")} calls.` : "";
  if (line === undefined) return { since: ended(facts, cell), detail: `${before}${called}` };
  const began = beganAt(facts.matrix.index.lines, facts.lines(cell));
  return {
    since: facts.excessSince(cell),
    detail: `The gateway allows it since ${instantOf(began)}. ${before}${called}`,
  };
}

function absent(facts: CellFacts, cell: number, why: string): Told {
  return { since: facts.absentSince(cell), detail: why };
}

function crossing(facts: CellFacts, cell: number): Told {
  const { principal, environment } = facts.names(cell);
  const detail = `A key of ${principal.key?.environment ?? "another environment"} reaches ${environment || "an environment nobody stated"}.`;
  return { since: facts.thereSince(cell), detail };
}

type Key = ReturnType<CellFacts["names"]>["principal"]["key"];

const STOPPED: Readonly<Record<string, (key: Key) => number | null | undefined>> = {
  revoked: (key) => key?.revokedAt,
  expired: (key) => key?.expiresAt,
};

function keyInactive(facts: CellFacts, cell: number): Told {
  const { key } = facts.names(cell).principal;
  const why = key && whyInactive(key, facts.matrix.instant.asOf);
  const when = why === null ? 0 : (STOPPED[why]?.(key) ?? 0);
  return {
    ...{ scope: "principal" as const, placed: false },
    since: Math.max(when, facts.thereSince(cell)),
    detail: `The key is ${why ?? "not to be used"}, and its access is still there.`,
  };
}

function agentInactive(facts: CellFacts, cell: number): Told {
  const { agent } = facts.names(cell).principal;
  const { asOf } = facts.matrix.instant;
  const stands = agent?.statuses.findLast(({ at }) => at <= asOf);
  const status = (stands?.status ?? agent?.status ?? "inactive").toLowerCase();
  return {
    ...{ scope: "principal" as const, placed: true },
    since: Math.max(stands?.at ?? 0, facts.thereSince(cell)),
    detail: `The agent is ${status}, and its access is still there.`,
  };
}

function shared(facts: CellFacts, cell: number): Told {
  const { since, calls } = facts.use.shared.get(cell) ?? {
    since: facts.thereSince(cell),
    calls: 0,
  };
  return {
    ...{ scope: "principal" as const, placed: false, since },
    detail: `Another agent called with this key: ${calls.toLocaleString("en")} calls on the operation where that was seen first.`,
  };
}

function definition(facts: CellFacts, cell: number): Told {
  const { asOf } = facts.matrix.instant;
  const seen = facts.names(cell).column.operation?.definitions.findLast(({ from }) => from <= asOf);
  const began = beganAt(facts.matrix.index.grants, facts.grants(cell));
  return {
    since: Math.max(seen?.from ?? 0, began),
    detail: `The server shows definition ${(seen?.hash ?? "").slice(0, 12)}…, approved was another.`,
  };
}

function dormant(facts: CellFacts, cell: number): Told {
  const { dormantDays } = facts.matrix.instant;
  const began = beganAt(facts.matrix.index.grants, facts.grants(cell));
  const last = f64(facts.matrix.last, cell);
  const since = Math.max(began, last) + dormantDays * DAY_MS;
  return {
    since: Math.min(since, facts.matrix.instant.asOf),
    detail: `Granted since ${instantOf(began)} and unused for ${dormantDays} days.`,
  };
}

function ended(facts: CellFacts, cell: number): number {
  const { grants } = facts.matrix.index;
  const { lastEnded } = facts.grants(cell);
  return lastEnded < 0 ? 0 : f64(grants.to, lastEnded);
}

function instantOf(at: number): string {
  return Number.isFinite(at) && at > 0 ? utcText(new Date(at)) : "never";
}
