import "server-only";
import { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { addDays, utcDay } from "@/lib/core/clock";
import { readRows, sql } from "@/lib/db/read";
import { dayOf } from "./filter";
import { LIVING_STATUSES } from "./labels";

const RUN_MAX = 500;
const dueRow = z.object({ id: z.string(), reviewDueOn: z.date() });
const leaverRow = z.object({ agentId: z.string(), personId: z.string() });

/**
 * Living agents whose review is due within the warning time, or overdue, and nobody was told of it
 * yet, the most urgent first, at most 500. Errors: forbidden (only the job that reminds).
 */
export async function listReviewsDue(actor: Actor, now: Date, warningDays: number) {
  authorize(actor, "agent:remind");
  const today = utcDay(now);
  const until = utcDay(addDays(dayOf(now), warningDays));
  return readRows(
    dueRow,
    sql`SELECT a."id"::text AS id, a."reviewDueOn" FROM "Agent" a
        WHERE a."status"::text = ANY(${[...LIVING_STATUSES]}) AND a."reviewDueOn" <= ${until}::date
          AND NOT EXISTS (
            SELECT 1 FROM "AgentNotice" n WHERE n."agentId" = a."id" AND n."about" =
              CASE WHEN a."reviewDueOn" < ${today}::date THEN 'review-overdue:' ELSE 'review-soon:' END
              || to_char(a."reviewDueOn", 'YYYY-MM-DD'))
        ORDER BY a."reviewDueOn", a."id" LIMIT ${RUN_MAX}`,
  );
}

/**
 * Living agents that name somebody who has left, nobody told of it yet, at most 500. Errors: forbidden
 * (only the job that reminds).
 */
export async function listAgentsWithLeavers(actor: Actor) {
  authorize(actor, "agent:remind");
  return readRows(
    leaverRow,
    sql`SELECT a."id"::text AS "agentId", p."id"::text AS "personId"
        FROM "Agent" a
        JOIN "Person" p ON p."id" IN (a."ownerId", a."sponsorId", a."successorId")
        WHERE a."status"::text = ANY(${[...LIVING_STATUSES]}) AND p."deactivatedAt" IS NOT NULL
          AND NOT EXISTS (
            SELECT 1 FROM "AgentNotice" n
            WHERE n."agentId" = a."id" AND n."about" = 'ownerless:' || p."id"::text)
        ORDER BY p."deactivatedAt", a."id", p."id" LIMIT ${RUN_MAX}`,
  );
}
