// One page of a list of calls, newest first. Where few calls match, sums say in which times to look, so that no page is found
// by reading millions of rows.
import "server-only";
import { z } from "zod";
import { DAY_MS } from "@/lib/core/clock";
import { readRows, sql } from "@/lib/db/read";
import { CALL_COLUMNS, callRows } from "./call-rows";
import type { CallRow } from "./call-view";
import { all, instant, NEWEST, rowsIn, type Sql } from "./conditions";
import type { Scope } from "./scope";
import { type Stretch, stretchesOf } from "./stretches";
import { type SumTable, spanEnd, spanStart, sumsIn, sumTablesOf } from "./sum-table";

/** Pages beyond this are not reached by counting: narrow the time instead. */
const OFFSET_MAX = 100_000;

/** Sums that are read at least. Each holds a call or more, and the oldest stretch of them may be cut. */
const SUMS_MIN = 2_000;

/** A time so long at most is looked at by hours. */
const HOURS_FOR_MS = 14 * DAY_MS;

const ANYTHING = { wanted: {}, withoutCanary: false };

/** Days of sums that are asked first. */
const FIRST_DAYS = 3;

/** So many times are looked into one by one; more are one time. */
const STRETCHES_MAX = 200;

/** Newest versions alone. */
export async function pageOf(
  scope: Scope,
  { page, pageSize }: { readonly page: number; readonly pageSize: number },
): Promise<CallRow[]> {
  const offset = Math.min((page - 1) * pageSize, OFFSET_MAX);
  const [table, narrower] = sumTablesOf(scope);
  const days = table ? await newestStretches(table, scope, offset + pageSize) : null;
  const stretches = days && (await withinDays(days, narrower, scope, offset + pageSize));
  const newestFirst = sql`ORDER BY c.at DESC, c.idx DESC`;
  const last = sql`${newestFirst} LIMIT ${pageSize} OFFSET ${offset}`;
  const rows = all([...rowsIn(scope), NEWEST]);
  if (stretches === null) {
    return callRows(sql`SELECT ${CALL_COLUMNS} FROM ledger_calls c WHERE ${rows} ${last}`);
  }
  const [newest, ...more] = stretches;
  if (!newest) return [];
  if (more.length === 0) {
    const within = sql`c.at >= ${instant(newest.from)} AND c.at <= ${instant(newest.to)}`;
    return callRows(
      sql`SELECT ${CALL_COLUMNS} FROM ledger_calls c WHERE ${within} AND ${rows} ${last}`,
    );
  }
  const [firsts, lasts] = [
    stretches.map(({ from }) => text(from)),
    stretches.map(({ to }) => text(to)),
  ];
  return callRows(
    sql`SELECT ${CALL_COLUMNS}
        FROM unnest(${firsts}::timestamptz[], ${lasts}::timestamptz[]) AS s (first_at, last_at)
        CROSS JOIN LATERAL (
          SELECT * FROM ledger_calls c WHERE c.at >= s.first_at AND c.at <= s.last_at AND ${rows}
          ${newestFirst} LIMIT ${offset + pageSize}) c
        ${last}`,
  );
}

function text(at: Date): string {
  return at.toISOString();
}

const milliseconds = z.number().transform((at) => new Date(at));
const sum = z
  .tuple([milliseconds, milliseconds, milliseconds, z.number()])
  .transform(([start, from, to, calls]) => ({ start, from, to, calls }));

/** Thousands of sums are one text: as rows each of them would cost what a call does. */
const sums = z.object({
  sums: z.string().transform((text) => sum.array().parse(JSON.parse(text))),
});
type Sum = z.infer<typeof sum>;

/**
 * Times that do not touch, which hold the newest `wanted` calls; an empty list where there is none at all, and null where so
 * many match that the newest rows are sure to hold some. The newest days are asked first, which is nearly always enough.
 */
async function newestStretches(
  table: SumTable,
  scope: Scope,
  wanted: number,
): Promise<Stretch[] | null> {
  const { to } = scope;
  const before = to === null ? [] : sumsIn(table, ANYTHING, { from: null, to: spanEnd(table, to) });
  const latest = sql`c.day > (SELECT max(c.day) FROM ${table.from} WHERE ${all(before)}) - ${FIRST_DAYS}::int`;
  const most = SUMS_MIN + 2 * wanted;
  const lately = await sumsFor(table, scope, { most, within: latest });
  const ofDays = lately.reduce((total, { calls }) => total + calls, 0);
  if (ofDays >= wanted) return stretchesOf(sinceCut(lately, most), wanted, STRETCHES_MAX);
  const found = await sumsFor(table, scope, { most, within: sql`TRUE` });
  if (found.length < most) return stretchesOf(found, wanted, STRETCHES_MAX);
  const cut = Number(found.at(-1)?.start);
  const whole = found.filter(({ start }) => start.getTime() > cut);
  const sure = whole.reduce((total, each) => total + each.calls, 0);
  return sure >= wanted ? stretchesOf(whole, wanted, STRETCHES_MAX) : null;
}

/** Sums of which the oldest day is surely not all there: of that day, and what is newer, all is one time. */
function sinceCut(sums: readonly Sum[], most: number): readonly Sum[] {
  const [newest, cut] = [sums[0], sums.at(-1)];
  if (!newest || !cut || sums.length < most) return sums;
  const calls = sums.reduce((total, each) => total + each.calls, 0);
  const whole = sums.filter(({ start }) => start > cut.start);
  const to = new Date(newest.start.getTime() + DAY_MS);
  return [...whole, { start: cut.start, from: cut.start, to, calls }];
}

/** The same times, told by hours where there are few enough: most hours of what is seldom hold one call, whose time is known. */
async function withinDays(
  days: readonly Stretch[],
  table: SumTable | undefined,
  scope: Scope,
  wanted: number,
): Promise<readonly Stretch[]> {
  const [newest, oldest] = [days[0], days.at(-1)];
  if (!table || !newest || !oldest) return days;
  const length = newest.to.getTime() - oldest.from.getTime();
  if (length < table.spanMs || length > HOURS_FOR_MS) return days;
  const most = SUMS_MIN + 2 * wanted;
  const from = scope.from !== null && scope.from > oldest.from ? scope.from : oldest.from;
  const hours = await sumsFor(table, { ...scope, from }, { most, within: sql`TRUE` });
  return hours.length < most ? stretchesOf(hours, wanted, STRETCHES_MAX) : days;
}

/** The newest sums, at most so many. */
async function sumsFor(
  table: SumTable,
  scope: Scope,
  { most, within }: { readonly most: number; readonly within: Sql },
): Promise<Sum[]> {
  const { from, to } = scope;
  const conditions = [
    ...sumsIn(table, scope, { from: from && spanStart(table, from), to: to && spanEnd(table, to) }),
    ...(from === null ? [] : [sql`c.last_at >= ${instant(from)}`]),
    ...(to === null ? [] : [sql`c.first_at < ${instant(to)}`]),
    within,
  ];
  // Of a sum that goes on behind the end of the filter nobody knows how many calls are before it.
  const calls =
    to === null ? sql`c.calls` : sql`CASE WHEN c.last_at < ${instant(to)} THEN c.calls ELSE 0 END`;
  const inMs = (at: Sql) => sql`round(date_part('epoch', ${at}) * 1000)`;
  const [found] = await readRows(
    sums,
    sql`SELECT coalesce(json_agg(json_build_array(
                 ${inMs(sql`s.start`)}, ${inMs(sql`s.first_at`)}, ${inMs(sql`s.last_at`)}, s.calls)), '[]')::text AS sums
        FROM (SELECT ${table.start} AS start, c.first_at, c.last_at, ${calls} AS calls
              FROM ${table.from} WHERE ${all(conditions)} ORDER BY ${table.order} DESC LIMIT ${most}) s`,
  );
  return found?.sums ?? [];
}
