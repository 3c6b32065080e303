import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import { MINUTE_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { accessMatrixSettings } from "../settings";

const WAITING_MAX = 50;

/**
 * Emergency accesses of which the actor was alerted and which they have not acknowledged (CHG-09), the oldest first, at most 50.
 * `dueAt`: by the rules in force when the access began.
 */
export async function listAlertsFor(actor: Actor) {
  const alerts = await read().emergencyAccess.findMany({
    where: unacknowledged(actor),
    select: { id: true, personId: true, environment: true, startedAt: true },
    orderBy: [{ startedAt: "asc" }, { id: "asc" }],
    take: WAITING_MAX,
  });
  return Promise.all(
    alerts.map(async (alert) => {
      const { values } = await policyInForce(accessMatrixSettings, alert.startedAt);
      const dueAt = new Date(alert.startedAt.getTime() + values.emergencyAckMinutes * MINUTE_MS);
      return { ...alert, dueAt };
    }),
  );
}

/** How many of them there are. */
export async function countAlertsFor(actor: Actor): Promise<number> {
  return read().emergencyAccess.count({ where: unacknowledged(actor) });
}

function unacknowledged(actor: Actor) {
  return actor.kind === "person" && can(actor, "emergency:read")
    ? { onCallId: actor.id, acknowledgedAt: null }
    : { id: { in: [] } };
}
