// What the ledger says of keys, from the sums of its index. A call counts under whatever text it named, in any case.
import "server-only";
import { z } from "zod";
import { addDays, utcDay } from "@/lib/core/clock";
import { readRows, sql } from "@/lib/db/read";
import { type KeyUse, NO_USE } from "./marks";

/** Countersign's own calls, which prove that gateways are heard. */
const CANARY_SOURCE = "countersign-canary";

/** How far back it is looked at who uses a key and by which sources; and in which environments, of which there are far more sums. */
const LOOK_BACK_DAYS = 30;
const PLACES_DAYS = 7;

/** What a key is asked about: its id and names, how its own bearer calls itself, and the end of its time. */
export type AskedKey = {
  readonly id: string;
  readonly publicId: string;
  readonly names: readonly string[];
  readonly issuedAt: Date;
  /** When it was revoked or expired, if it has. */
  readonly endedAt: Date | null;
  /** In lower case. */
  readonly bearers: readonly string[];
};

/** The use of each key until an instant, by its id. Keys that never called are left out. */
export async function keyUses(
  keys: readonly AskedKey[],
  until: Date,
): Promise<Map<string, KeyUse>> {
  const spelt = await spellingsOf(keys);
  if (spelt.length === 0) return new Map();
  const byId = new Map(keys.map((key) => [key.id, key]));
  const [rows, callerRows, placeRows] = await Promise.all([
    readRows(used, usedBy(spelt, byId, until)),
    readRows(caller, callersOf(spelt, until)),
    readRows(place, placesOf(spelt, until)),
  ]);
  const callers = Map.groupBy(callerRows, ({ id }) => id);
  const places = Map.groupBy(placeRows, ({ id }) => id);
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, own]) => {
      const key = byId.get(id);
      return key ? [[id, together(key, own, callers.get(id) ?? [], places.get(id) ?? [])]] : [];
    }),
  );
}

type Spelling = { readonly id: string; readonly credential: string };

/** Every text by which calls named these keys. Each is one step through an index. */
export async function spellingsOf(
  keys: readonly Pick<AskedKey, "id" | "publicId" | "names">[],
): Promise<Spelling[]> {
  const idOf = new Map(
    keys.flatMap(({ id, publicId, names }) =>
      [publicId, ...names].map((name) => [name.toLowerCase(), id] as const),
    ),
  );
  return (await credentialsSeen()).flatMap((credential) => {
    const id = idOf.get(credential.toLowerCase());
    return id === undefined ? [] : [{ id, credential }];
  });
}

/** Every text by which calls ever named a key, in order. */
export async function credentialsSeen(): Promise<string[]> {
  const rows = await readRows(
    z.object({ credential: z.string() }),
    sql`WITH RECURSIVE seen AS (
        SELECT min(credential) AS credential FROM ledger_usage_caller WHERE credential > ''
      UNION ALL
        SELECT (SELECT min(credential) FROM ledger_usage_caller WHERE credential > seen.credential)
        FROM seen WHERE credential IS NOT NULL)
      SELECT credential FROM seen WHERE credential IS NOT NULL`,
  );
  return rows.map(({ credential }) => credential);
}

const COUNTED = sql`c.kind = 'tool_call' AND c.source <> ${CANARY_SOURCE} AND c.calls > 0`;

const seenRow = z.object({
  credential: z.string(),
  calls: z.coerce.number(),
  firstAt: z.date(),
  lastAt: z.date(),
  agents: z.array(z.string()),
});
export type SeenCredential = z.infer<typeof seenRow>;

/** What was called with each of these texts in a period, the last used first; those of which nothing is counted are left out. */
export async function seenIn(
  credentials: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<SeenCredential[]> {
  if (credentials.length === 0) return [];
  return readRows(
    seenRow,
    sql`SELECT c.credential, sum(c.calls)::text AS calls, min(c.first_at) AS "firstAt", max(c.last_at) AS "lastAt",
          coalesce(array_agg(DISTINCT c.agent) FILTER (WHERE c.agent <> ''), '{}') AS agents
        FROM (SELECT credential, calls, first_at, last_at, agent FROM ledger_usage_caller c
          WHERE c.credential = ANY(${[...credentials]}::text[]) AND c.day >= ${from}::date AND c.day <= ${to}::date AND ${COUNTED}) c
        GROUP BY c.credential ORDER BY max(c.last_at) DESC, c.credential`,
  );
}

const count = z.coerce.number();
const used = z.object({
  id: z.string(),
  earlyAt: z.date().nullable(),
  lastAt: z.date().nullable(),
  afterCalls: count,
  afterAt: z.date().nullable(),
});
const caller = z.object({ id: z.string(), agent: z.string(), source: z.string() });
const place = z.object({ id: z.string(), environment: z.string() });

function listOf(spelt: readonly Spelling[]) {
  return sql`unnest(${spelt.map(({ id }) => id)}::text[], ${spelt.map(({ credential }) => credential)}::text[])
    AS k (id, credential)`;
}

// The last day with a call that was let through, and the first one until the day of the issue, are one step through an index each.
// Which calls came after the end, the rows of the calls themselves say.
function usedBy(spelt: readonly Spelling[], byId: ReadonlyMap<string, AskedKey>, until: Date) {
  const ends = spelt.map(({ id }) => byId.get(id)?.endedAt?.toISOString() ?? null);
  const issued = spelt.map(({ id }) => byId.get(id)?.issuedAt.toISOString() ?? null);
  const through = sql`c.credential = k.credential AND c.outcome <> 'denied' AND ${COUNTED}`;
  return sql`SELECT k.id, early.at AS "earlyAt", newest.at AS "lastAt",
      coalesce(late.calls, 0)::text AS "afterCalls", late.at AS "afterAt"
    FROM unnest(${spelt.map(({ id }) => id)}::text[], ${spelt.map(({ credential }) => credential)}::text[],
        ${ends}::timestamptz[], ${issued}::timestamptz[]) AS k (id, credential, ended, issued)
    LEFT JOIN LATERAL (
      SELECT c.first_at AS at FROM ledger_usage_caller c
      WHERE ${through} AND c.day <= (k.issued AT TIME ZONE 'UTC')::date AND c.first_at < k.issued
      ORDER BY c.day, c.first_at LIMIT 1) early ON TRUE
    LEFT JOIN LATERAL (
      SELECT max(c.last_at) AS at FROM ledger_usage_caller c
      WHERE ${through} AND c.day = (
        SELECT c.day FROM ledger_usage_caller c WHERE ${through} AND c.day <= ${utcDay(until)}::date
        ORDER BY c.day DESC LIMIT 1)) newest ON TRUE
    CROSS JOIN LATERAL (
      SELECT count(*) AS calls, max(c.at) AS at FROM ledger_calls c
      WHERE k.ended IS NOT NULL AND newest.at > k.ended AND c.credential = k.credential
        AND c.at > k.ended AND c.at <= ${until.toISOString()}::timestamptz
        AND c.kind = 'tool_call' AND c.source <> ${CANARY_SOURCE} AND coalesce(c.outcome, '') <> 'denied'
        AND NOT EXISTS (SELECT 1 FROM ledger_calls n WHERE n.corrects = c.idx AND n.source = c.source AND n.ts >= c.ts)) late`;
}

const sums = z.object({
  id: z.string(),
  firstAt: z.date().nullable(),
  calls: count,
  denied: count,
});

/** Calls of all time and the first of them, by key: reads every day of a key, so it is for few keys or for a file. */
export async function keyTotals(
  keys: readonly Pick<AskedKey, "id" | "publicId" | "names">[],
): Promise<Map<string, z.infer<typeof sums>>> {
  const spelt = await spellingsOf(keys);
  if (spelt.length === 0) return new Map();
  const rows = await readRows(
    sums,
    sql`SELECT k.id, min(c.first_at) FILTER (WHERE c.outcome <> 'denied') AS "firstAt",
          coalesce(sum(c.calls) FILTER (WHERE c.outcome <> 'denied'), 0)::text AS calls,
          coalesce(sum(c.calls) FILTER (WHERE c.outcome = 'denied'), 0)::text AS denied
        FROM ${listOf(spelt)} JOIN ledger_usage_caller c ON c.credential = k.credential
        WHERE ${COUNTED} GROUP BY k.id`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function callersOf(spelt: readonly Spelling[], until: Date) {
  return sql`SELECT DISTINCT k.id, lower(c.agent) AS agent, c.source
    FROM ${listOf(spelt)} JOIN ledger_usage_caller c ON c.credential = k.credential
    WHERE ${lately(until, LOOK_BACK_DAYS)} AND ${COUNTED}`;
}

function placesOf(spelt: readonly Spelling[], until: Date) {
  return sql`SELECT DISTINCT k.id, lower(c.environment) AS environment
    FROM ${listOf(spelt)} JOIN ledger_usage_day c ON c.credential = k.credential
    WHERE ${lately(until, PLACES_DAYS)} AND ${COUNTED} AND c.outcome <> 'denied' AND c.environment <> ''`;
}

function lately(until: Date, days: number) {
  const since = utcDay(addDays(until, -days));
  return sql`c.day >= ${since}::date AND c.day <= ${utcDay(until)}::date`;
}

type Used = z.infer<typeof used>;

function together(
  key: AskedKey,
  own: readonly Used[],
  callers: readonly z.infer<typeof caller>[],
  places: readonly z.infer<typeof place>[],
): KeyUse {
  const sum = (of: (each: Used) => number) => own.reduce((total, each) => total + of(each), 0);
  const at = (of: (each: Used) => Date | null) =>
    own.flatMap((each) => of(each) ?? []).sort((one, other) => Number(one) - Number(other));
  const afterAt = at((each) => each.afterAt).at(-1);
  return {
    ...NO_USE,
    earlyAt: at((each) => each.earlyAt)[0] ?? null,
    lastAt: at((each) => each.lastAt).at(-1) ?? null,
    after: afterAt ? { calls: sum(({ afterCalls }) => afterCalls), lastAt: afterAt } : null,
    strangers: distinct(callers.map(({ agent }) => agent)).filter(
      (agent) => agent !== "" && !key.bearers.includes(agent),
    ),
    sources: distinct(callers.map(({ source }) => source)),
    environments: distinct(places.map(({ environment }) => environment)),
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
