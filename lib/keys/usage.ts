// What the ledger says of keys, from the sums of its index. A call counts under whatever text it named, in any case.
import "server-only";
import { z } from "zod";
import { addDays, utcDay } from "@/lib/core/clock";
import { readRows, sql } from "@/lib/db/read";
import { type KeyUse, NO_USE } from "./marks";

/** Countersign's own calls, which prove that gateways are heard. */
const CANARY_SOURCE = "countersign-canary";

/** How far back it is looked at who uses a key, and from where. */
export const LOOK_BACK_DAYS = 90;

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
  const rows = await readRows(used, usedBy(spelt, byId, until));
  const callers = Map.groupBy(await readRows(caller, callersOf(spelt, until)), ({ id }) => id);
  const places = Map.groupBy(await readRows(place, placesOf(spelt, until)), ({ id }) => id);
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
  firstAt: z.date().nullable(),
  lastAt: z.date().nullable(),
  calls: count,
  denied: count,
  afterCalls: count,
  afterAt: z.date().nullable(),
});
const caller = z.object({ id: z.string(), agent: z.string(), source: z.string() });
const place = z.object({ id: z.string(), environment: z.string() });

function listOf(spelt: readonly Spelling[]) {
  return sql`unnest(${spelt.map(({ id }) => id)}::text[], ${spelt.map(({ credential }) => credential)}::text[])
    AS k (id, credential)`;
}

// Sums of days say when a key was first and last used; which calls came after its end, the rows of the calls themselves.
function usedBy(spelt: readonly Spelling[], byId: ReadonlyMap<string, AskedKey>, until: Date) {
  const ends = spelt.map(({ id }) => byId.get(id)?.endedAt?.toISOString() ?? null);
  return sql`SELECT k.id, sums.first AS "firstAt", sums.last AS "lastAt",
      coalesce(sums.calls, 0)::text AS calls, coalesce(sums.denied, 0)::text AS denied,
      coalesce(late.calls, 0)::text AS "afterCalls", late.at AS "afterAt"
    FROM unnest(${spelt.map(({ id }) => id)}::text[], ${spelt.map(({ credential }) => credential)}::text[],
        ${ends}::timestamptz[]) AS k (id, credential, ended)
    CROSS JOIN LATERAL (
      SELECT min(c.first_at) FILTER (WHERE c.outcome <> 'denied') AS first,
        max(c.last_at) FILTER (WHERE c.outcome <> 'denied') AS last,
        sum(c.calls) FILTER (WHERE c.outcome <> 'denied') AS calls,
        sum(c.calls) FILTER (WHERE c.outcome = 'denied') AS denied
      FROM ledger_usage_caller c
      WHERE c.credential = k.credential AND c.day <= ${utcDay(until)}::date AND ${COUNTED}) sums
    CROSS JOIN LATERAL (
      SELECT count(*) AS calls, max(c.at) AS at FROM ledger_calls c
      WHERE k.ended IS NOT NULL AND sums.last > k.ended AND c.credential = k.credential
        AND c.at > k.ended AND c.at <= ${until.toISOString()}::timestamptz
        AND c.kind = 'tool_call' AND c.source <> ${CANARY_SOURCE} AND coalesce(c.outcome, '') <> 'denied'
        AND NOT EXISTS (SELECT 1 FROM ledger_calls n WHERE n.corrects = c.idx AND n.source = c.source AND n.ts >= c.ts)) late`;
}

function callersOf(spelt: readonly Spelling[], until: Date) {
  return sql`SELECT DISTINCT k.id, lower(c.agent) AS agent, c.source
    FROM ${listOf(spelt)} JOIN ledger_usage_caller c ON c.credential = k.credential
    WHERE ${lately(until)} AND ${COUNTED}`;
}

function placesOf(spelt: readonly Spelling[], until: Date) {
  return sql`SELECT DISTINCT k.id, lower(c.environment) AS environment
    FROM ${listOf(spelt)} JOIN ledger_usage_day c ON c.credential = k.credential
    WHERE ${lately(until)} AND ${COUNTED} AND c.outcome <> 'denied' AND c.environment <> ''`;
}

function lately(until: Date) {
  const since = utcDay(addDays(until, -LOOK_BACK_DAYS));
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
    firstAt: at((each) => each.firstAt)[0] ?? null,
    lastAt: at((each) => each.lastAt).at(-1) ?? null,
    calls: sum(({ calls }) => calls),
    denied: sum(({ denied }) => denied),
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
