import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { stateAsOf } from "@/lib/change-log/as-of";
import { AppError } from "@/lib/core/app-error";
import { readRows, sql } from "@/lib/db/read";
import { getLastSeal } from "@/lib/ledger-store/queries";
import { gapSpans } from "../gaps/gap-spans";
import { ALL_CALLS } from "./call-filter";
import type { TouchedLine } from "./call-view";
import { all, NEWEST, rowsIn } from "./conditions";
import type { GrantThen, KeyThen } from "./grant-then";
import { heldThen } from "./granted";
import { whoTouched } from "./queries-calls";
import { scopeOf } from "./scope";

/** What is asked: the calls of [from, to) in a place. `agents`: those of a data class, as the registry had them then. */
export type Question = {
  readonly from: Date;
  readonly to: Date;
  readonly environment: string | null;
  readonly server: string | null;
  readonly agents: readonly string[] | null;
};

/** What the registry said of an agent at an instant. `approvedBy` by name of today. */
export type StoodThen =
  | { readonly kind: "unregistered" }
  /** The registry has it by now, and had not then. */
  | { readonly kind: "later" }
  /** What it said then is not the reader's to see. */
  | { readonly kind: "hidden" }
  | {
      readonly kind: "registered";
      readonly at: string;
      readonly status: string;
      readonly purpose: string;
      readonly approvedBy: string | null;
      readonly approvedAt: string | null;
    };

export type AnswerLine = TouchedLine & { readonly stood: StoodThen } & {
  readonly key: KeyThen | null;
  readonly grant: GrantThen;
};

/** Agents whose past is looked up: more name themselves in no question that a person asks. */
const AGENTS_MAX = 200;

/**
 * LOG-11: who did what in a time, on whose behalf, with which key, grant and approval as they stood then, which gaps lie in that time, and
 * whether the entries are sealed. Errors: forbidden.
 */
export async function answer(actor: Actor, question: Question) {
  const { from, to } = question;
  const [touched, gaps, sealed] = await Promise.all([
    whoTouched(actor, question),
    gapSpans(actor, { from, to, source: null }),
    sealOf(actor, question),
  ]);
  const [then, held] = await Promise.all([
    stoodThen(actor, touched.lines),
    heldThen(actor, touched.lines),
  ]);
  return {
    total: touched.total,
    left: touched.left,
    lines: touched.lines.map((line, nth): AnswerLine => {
      const { key, grant } = held[nth] ?? NOTHING_HELD;
      return { ...line, stood: stoodOf(line, then), key, grant };
    }),
    gaps,
    sealed,
  };
}
const NOTHING_HELD = { key: null, grant: { kind: "unnamed", what: "key" } } as const;

export type Answer = Awaited<ReturnType<typeof answer>>;

function stoodOf({ agentId }: TouchedLine, then: ReadonlyMap<string, StoodThen>): StoodThen {
  if (agentId === null) return { kind: "unregistered" };
  return then.get(agentId) ?? { kind: "hidden" };
}

// Each agent as it stood at its first call of the answer.
async function stoodThen(
  actor: Actor,
  lines: readonly TouchedLine[],
): Promise<Map<string, StoodThen>> {
  const firsts = new Map<string, string>();
  for (const { agentId, firstAt } of lines) {
    if (agentId === null) continue;
    const known = firsts.get(agentId);
    if (known === undefined || firstAt < known) firsts.set(agentId, firstAt);
  }
  const found = await Promise.all(
    [...firsts]
      .slice(0, AGENTS_MAX)
      .map(async ([id, at]) => ({ id, at, state: await agentAt(actor, id, at) })),
  );
  const names = await namesOf(
    found.flatMap(({ state }) => (state && "approvedById" in state ? [state.approvedById] : [])),
  );
  return new Map(
    found.map(({ id, at, state }): [string, StoodThen] => {
      if (state === null) return [id, { kind: "later" }];
      if ("hidden" in state) return [id, { kind: "hidden" }];
      const { status, purpose, approvedById, approvedAt } = state;
      const approvedBy = approvedById && (names.get(approvedById)?.name ?? approvedById);
      return [id, { kind: "registered", at, status, purpose, approvedBy, approvedAt }];
    }),
  );
}

const agentState = z.object({
  status: z.string(),
  purpose: z.string(),
  approvedById: z.string().nullable(),
  approvedAt: z.string().nullable(),
});

async function agentAt(actor: Actor, id: string, at: string) {
  try {
    const found = await stateAsOf(actor, "agent", id, new Date(at));
    return found?.state ? agentState.parse(found.state) : null;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return { hidden: true } as const;
    throw error;
  }
}

const sealRow = z.object({
  calls: z.coerce.number(),
  sealed: z.coerce.number(),
  first: z.string().nullable(),
  last: z.string().nullable(),
});

/** How many of the calls asked for the newest checkpoint covers, and between which places of the log they stand. */
async function sealOf(actor: Actor, question: Question) {
  authorize(actor, "call:read");
  const [scope, seal] = await Promise.all([
    scopeOf(actor, { ...ALL_CALLS, ...question }),
    getLastSeal("calls"),
  ]);
  const size = seal?.size ?? 0n;
  const [row] =
    scope === null
      ? []
      : await readRows(
          sealRow,
          sql`SELECT count(*)::text AS calls, (count(*) FILTER (WHERE c.idx < ${size}))::text AS sealed,
                     min(c.idx)::text AS first, max(c.idx)::text AS last
              FROM ledger_calls c WHERE ${all([...rowsIn(scope), NEWEST])}`,
        );
  return {
    calls: row?.calls ?? 0,
    sealed: row?.sealed ?? 0,
    first: row?.first ?? null,
    last: row?.last ?? null,
    size: String(size),
    at: seal?.at.toISOString() ?? null,
  };
}
