// What signed access reviews took away of grants, as their tables say it.
import "server-only";
import { z } from "zod";
import { utcDay } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { readRows, sql } from "@/lib/db/read";

/** `remaining`: names of what stays of a wildcard; null: nothing. `until`: it may last until then; null: it ends now. */
export type EndedGrants = {
  readonly remediationId: string;
  readonly reference: string;
  readonly keyId: string;
  readonly serverId: string;
  readonly operationId: string | null;
  readonly environment: string;
  readonly remaining: readonly string[] | null;
  readonly until: Date | null;
  readonly words: string;
  readonly signerId: string;
  readonly signedAt: Date;
  readonly reviewerId: string;
  readonly decidedAt: Date;
};

const row = z.object({
  ...{ id: z.string(), lineKey: z.string(), kind: z.string(), cause: z.string() },
  ...{ reference: z.string(), signerId: z.string(), signedAt: z.date() },
  ...{ reviewerId: z.string().nullable(), decidedAt: z.date().nullable() },
  expected: z.object({
    remaining: z.array(z.string()).optional(),
    at: z.string().optional(),
  }),
});

const AT_ONCE = 5_000;

const PLACE = "^access/key:[0-9a-f-]{36}/[0-9a-f-]{36}/";

// Whether a grant of the place of `m` still lasts: of a keep-until, longer than it may. A place that nobody registered has none.
const isHeld = (now: Date) => sql`EXISTS (SELECT FROM "Grant" g
  WHERE g."keyId" = CASE WHEN m."lineKey" ~ ${PLACE} THEN substr(split_part(m."lineKey", '/', 2), 5)::uuid END
    AND g."serverId" = CASE WHEN m."lineKey" ~ ${PLACE} THEN split_part(m."lineKey", '/', 3)::uuid END
    AND coalesce(g."operationId"::text, '*') = split_part(m."lineKey", '/', 4) AND g.environment = split_part(m."lineKey", '/', 5)
    AND g."endedAt" IS NULL AND (g.until IS NULL OR g.until > ${now} AND (m.kind <> 'until'
      OR to_char(g.until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') > coalesce(m.expected->>'at', ''))))`;

/**
 * Of open removals of signed reviews those that are about grants of a key which still last, the oldest first. Who took it away: the
 * reviewer whose decision it was, of a change since the snapshot whoever disposed of it, of silence the signer. At most 5,000.
 */
export async function reviewedEndings(now: Date): Promise<EndedGrants[]> {
  const rows = await readRows(
    row,
    sql`SELECT m.id::text AS id, m."lineKey", m.kind, m.cause, m.expected, r.reference, r."signedAt",
          coalesce(s."personId", r."ownerId")::text AS "signerId",
          coalesce(d."personId", t."disposedById")::text AS "reviewerId", coalesce(d."decidedAt", t."disposedAt") AS "decidedAt"
        FROM "ReviewRemediation" m
        JOIN "AccessReview" r ON r.id = m."reviewId" AND r."signedAt" <= ${now}
        LEFT JOIN LATERAL (SELECT "personId" FROM "Signature" WHERE "subjectKind" = 'access-review'
            AND "subjectId" = r.id::text AND role IN ('sign-off', 'addendum') ORDER BY sequence DESC LIMIT 1) s ON TRUE
        LEFT JOIN LATERAL (SELECT "personId", "decidedAt" FROM "ReviewDecision" WHERE "lineId" = m."lineId"
            AND decision = CASE m.kind WHEN 'until' THEN 'keep-until' ELSE m.kind END AND m.cause <> 'delta'
            ORDER BY sequence DESC LIMIT 1) d ON TRUE
        LEFT JOIN LATERAL (SELECT "disposedById", "disposedAt" FROM "ReviewDelta" WHERE "reviewId" = r.id
            AND "lineKey" = m."lineKey" AND disposition = 'revoke' ORDER BY version DESC LIMIT 1) t ON TRUE
        WHERE m.state IN ('open', 'reopened') AND m."openedAt" <= ${now} AND m."lineKey" LIKE 'access/key:%'
          AND m.kind IN ('revoke', 'reduce', 'until') AND ${isHeld(now)}
        ORDER BY m."openedAt", m.id LIMIT ${AT_ONCE}`,
  );
  return rows.flatMap((each) => endedOf(each) ?? []);
}

const WORDS: Readonly<Record<string, string>> = {
  revoke: "Revoked",
  reduce: "Reduced",
  until: "Kept until a day",
};

// `access/key:<id>/<server>/<operation or *>/<environment>`; a place that nobody registered has no grant.
function endedOf({ id, lineKey, kind, expected, ...said }: z.infer<typeof row>) {
  const [, key = "", serverId = "", operation = "", environment = ""] = lineKey.split("/");
  const keyId = key.slice("key:".length);
  const known = isUuid(keyId) && isUuid(serverId) && (operation === "*" || isUuid(operation));
  if (!known) return null;
  const until = kind === "until" && expected.at ? new Date(expected.at) : null;
  return {
    ...{ remediationId: id, keyId, serverId, environment, reference: said.reference },
    operationId: operation === "*" ? null : operation,
    remaining: kind === "reduce" ? (expected.remaining ?? []) : null,
    until,
    words: until ? `Kept until ${utcDay(until)}` : (WORDS[kind] ?? "Taken away"),
    ...{ signerId: said.signerId, signedAt: said.signedAt },
    reviewerId: said.reviewerId ?? said.signerId,
    decidedAt: said.decidedAt ?? said.signedAt,
  };
}
