// SCN-01: what the change log must tell of a grant `g`, so that nobody can have written or edited it behind the application.
import { sql } from "@/lib/db/read";

/** An instant as a change record holds it. */
function instant(column: ReturnType<typeof sql>) {
  return sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** The change `c` says that `g` was given exactly so: to whom, for what, by whose word, under which definition, until when. */
export const TELLS_GIVEN = sql`(c.action = 'grant.given'
  AND c.after->>'keyId' = g."keyId"::text AND c.after->>'serverId' = g."serverId"::text
  AND c.after->>'operationId' IS NOT DISTINCT FROM g."operationId"::text
  AND c.after->>'environment' = g.environment AND c.after->>'purpose' = g.purpose AND c.after->>'kind' = g.kind
  AND c.after->>'definitionHash' IS NOT DISTINCT FROM g."definitionHash"
  AND c.after->>'fromAt' = ${instant(sql`g."fromAt"`)} AND c.after->>'until' IS NOT DISTINCT FROM ${instant(sql`g.until`)}
  AND c.after->>'requestId' IS NOT DISTINCT FROM g."requestId"::text
  AND c.after->>'requestedById' = g."requestedById"::text AND c.after->>'requestedAt' = ${instant(sql`g."requestedAt"`)}
  AND c.after->>'approvedById' = g."approvedById"::text AND c.after->>'approvedAt' = ${instant(sql`g."approvedAt"`)}
  AND c.after->>'standardId' IS NOT DISTINCT FROM g."standardId"::text
  AND c.after->>'emergencyId' IS NOT DISTINCT FROM g."emergencyId"::text
  AND c.after->>'replacesId' IS NOT DISTINCT FROM g."replacesId"::text
  AND coalesce(c.after->'exception', 'null') = coalesce(g.exception, 'null'))`;

/** The change `c` says that `g` was ended exactly so: when, by whom, why. */
export const TELLS_ENDED = sql`(c.action = 'grant.ended' AND c.after->>'endedAt' = ${instant(sql`g."endedAt"`)}
  AND c.after->>'endedById' IS NOT DISTINCT FROM g."endedById"::text
  AND c.after->>'endedReason' IS NOT DISTINCT FROM g."endedReason"
  AND c.after->>'endRequestId' IS NOT DISTINCT FROM g."endRequestId"::text)`;

/** All of it: `g` stands as it was given and ended; one that was ended and stands as if it were not does not. */
export const IS_TOLD = sql`(EXISTS (SELECT FROM "ChangeLogEntry" c
    WHERE c."subjectKind" = 'grant' AND c."subjectId" = g.id::text AND ${TELLS_GIVEN})
  AND (g."endedAt" IS NULL) <> EXISTS (SELECT FROM "ChangeLogEntry" c
    WHERE c."subjectKind" = 'grant' AND c."subjectId" = g.id::text AND c.action = 'grant.ended'
      AND (g."endedAt" IS NULL OR ${TELLS_ENDED})))`;
