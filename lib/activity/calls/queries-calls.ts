import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { addDays, HOUR_MS } from "@/lib/core/clock";
import { sql } from "@/lib/db/read";
import { ALL_CALLS, ANY_KIND, type CallFilter } from "./call-filter";
import { CALL_COLUMNS, callRows } from "./call-rows";
import type {
  CallPage,
  CallRow,
  Candidate,
  FilterChoices,
  Histogram,
  WhoTouched,
} from "./call-view";
import { candidatesFor } from "./candidates";
import { choicesSince } from "./choices";
import { all, NEWEST, rowsIn } from "./conditions";
import { countIn, endsOf } from "./count";
import { emptyHistogram, histogramOf } from "./histogram";
import { pageOf } from "./page";
import { type Scope, scopeOf } from "./scope";
import { touchedIn } from "./touched";

/** Calls of one trace, or versions of one record, that are listed at most. */
const TOGETHER_MAX = 500;

/** Choices of filters are of so many days. */
const CHOICE_DAYS = 90;

/** One page, newest first, of the newest version of each call, and how many there are in all. Errors: forbidden. */
export async function listCalls(
  actor: Actor,
  filter: CallFilter,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<CallPage> {
  const scope = await scopeOf(actor, filter);
  if (scope === null) return { rows: [], total: 0 };
  const [rows, total] = await Promise.all([pageOf(scope, { page, pageSize }), countIn(scope)]);
  return { rows, total };
}

/**
 * How many calls there were over time, and how many of them failed or were denied, in at most 120 buckets. Where the filter
 * leaves an end open, the first or the last call is it; without any, the hour before `now`. Errors: forbidden.
 */
export async function histogram(
  actor: Actor,
  filter: CallFilter,
  now: Date = new Date(),
): Promise<Histogram> {
  const scope = await scopeOf(actor, filter);
  const ends = scope && (await endsOf(scope));
  const end = filter.to ?? ends?.to ?? now;
  const from = filter.from ?? ends?.from ?? new Date(end.getTime() - HOUR_MS);
  const to = from < end ? end : new Date(from.getTime() + HOUR_MS);
  if (scope === null || from >= end) return emptyHistogram(from, to);
  return histogramOf(scope, from, to);
}

/** The row of an entry, whatever its kind or version. Errors: not_found (also: not theirs), forbidden. */
export async function getCall(actor: Actor, idx: string): Promise<CallRow> {
  const scope = await anythingOf(actor);
  const found =
    scope === null || !INDEX.test(idx)
      ? []
      : await callRows(sql`SELECT ${CALL_COLUMNS} FROM ledger_calls c
          WHERE c.idx = ${idx}::bigint AND ${all(rowsIn(scope))} LIMIT 1`);
  const [call] = found;
  if (!call) throw new AppError("not_found", "No such call.");
  return call;
}

const INDEX = /^(?:0|[1-9][0-9]{0,15})$/;

/**
 * Everything that belongs to the same trace as a row, oldest first, at most 500: by its trace id, or, within its source, by
 * another id that calls have in common; the row alone where it has neither. Errors: not_found, forbidden.
 */
export async function callsOfTrace(actor: Actor, idx: string): Promise<CallRow[]> {
  const call = await getCall(actor, idx);
  const { traceId, correlation, source } = call;
  const scope = await anythingOf(actor);
  if (scope === null || (traceId === null && correlation === null)) return [call];
  const together =
    traceId === null
      ? { ...scope, correlation, wanted: { ...scope.wanted, source: [source] } }
      : { ...scope, traceId };
  return callRows(sql`SELECT ${CALL_COLUMNS} FROM ledger_calls c
    WHERE ${all([...rowsIn(together), NEWEST])} ORDER BY c.at, c.idx LIMIT ${TOGETHER_MAX}`);
}

/** All versions of the record of a row, the first one first. Errors: not_found, forbidden. */
export async function versionsOf(actor: Actor, idx: string): Promise<CallRow[]> {
  const call = await getCall(actor, idx);
  const scope = await anythingOf(actor);
  if (scope === null) return [call];
  // A row that was completed later does not know it: the ones that take its place do. One that contradicts it has its key and takes
  // nobody's place. UNION ends where nothing new comes.
  return callRows(sql`WITH RECURSIVE versions AS (
      SELECT idx, corrects, call_key FROM ledger_calls WHERE idx = ${idx}::bigint
    UNION
      SELECT other.idx, other.corrects, other.call_key FROM versions v
      JOIN ledger_calls other ON (other.idx = v.corrects OR other.corrects = v.idx OR other.call_key = v.call_key)
        AND other.source = ${call.source})
    SELECT ${CALL_COLUMNS} FROM ledger_calls c
    WHERE c.idx IN (SELECT idx FROM versions) AND ${all(rowsIn(scope))}
    ORDER BY c.version, c.idx LIMIT ${TOGETHER_MAX}`);
}

/** Entries of every kind and source that the actor may see. */
async function anythingOf(actor: Actor): Promise<Scope | null> {
  const scope = await scopeOf(actor, { ...ALL_CALLS, kind: ANY_KIND });
  return scope && { ...scope, withoutCanary: false };
}

/** What the filters can be set to: the values of the last 90 days; at most 500 operations. Errors: forbidden. */
export async function filterChoices(actor: Actor, now: Date = new Date()): Promise<FilterChoices> {
  const scope = await scopeOf(actor, ALL_CALLS);
  if (scope === null)
    return { sources: [], servers: [], environments: [], regions: [], operations: [] };
  return choicesSince(scope, addDays(now, -CHOICE_DAYS));
}

/**
 * LOG-11, "who touched production at 2:14?": the calls of [from, to), grouped by who, on whose behalf, what and how it ended,
 * the most calls first, at most 500 lines of which each names up to 20 entries. Errors: forbidden.
 */
export async function whoTouched(
  actor: Actor,
  wish: {
    from: Date;
    to: Date;
    environment: string | null;
    server: string | null;
    agents: readonly string[] | null;
  },
): Promise<WhoTouched> {
  const scope = await scopeOf(actor, { ...ALL_CALLS, ...wish });
  return scope === null ? { lines: [], total: 0, left: 0 } : touchedIn(scope);
}

/**
 * G3: callers that the registry does not know, the last seen first. Whoever sees only some agents' calls sees none, as an
 * unknown caller is nobody's. Errors: forbidden.
 */
export async function listCandidates(actor: Actor, now: Date = new Date()): Promise<Candidate[]> {
  const scope = await scopeOf(actor, ALL_CALLS);
  return scope === null || scope.wanted.agent !== undefined ? [] : candidatesFor(scope, now);
}
