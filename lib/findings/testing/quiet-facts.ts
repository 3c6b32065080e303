import { addDays, DAY_MS, HOUR_MS } from "@/lib/core/clock";
import { type AccessFacts, NO_ACCESS } from "../detectors/access-facts";
import {
  type CallerDay,
  type CallerUse,
  type Facts,
  type KeyUse,
  noFacts,
  type RegisteredAgent,
  type SeenCaller,
} from "../detectors/facts";

export const NOW = new Date("2026-11-20T12:00:00.000Z"); // a Friday

const YESTERDAY = new Date(Math.floor(NOW.getTime() / DAY_MS) * DAY_MS - DAY_MS);

/** An instant of yesterday. */
export function yesterday(hour: number): Date {
  return new Date(YESTERDAY.getTime() + hour * HOUR_MS);
}

export const AGENTS: readonly RegisteredAgent[] = ["invoices", "parcels", "shifts"].map(
  (slug, index) => ({
    id: `00000000-0000-4000-8000-00000000000${index}`,
    ...{ slug, name: `The ${slug} agent`, status: "ACTIVE", environments: ["production"] },
    ownerId: `owner-${slug}`,
    sponsorId: `sponsor-${slug}`,
    successorId: `successor-${slug}`,
    endedAt: null,
  }),
);

/** Three registered agents that do the same thing from 08:00 to 17:00 on every workday: nothing to notice. */
export function quietFacts(): Facts {
  return {
    ...noFacts(NOW),
    agents: AGENTS,
    callers: AGENTS.map(({ slug }) => caller(slug)),
    days: AGENTS.flatMap(({ slug }) => workdays(slug)),
    uses: AGENTS.flatMap(({ slug }) => [use(slug, "query"), use(slug, "list_tables")]),
    keys: AGENTS.map(({ slug }) => keyUse(slug)),
    sources: [{ id: "edge", name: "Edge", rhythmMinutes: 5, lastAt: NOW, since: new Date(0) }],
    backlogs: [{ source: "edge", records: 3, oldestAt: yesterday(9), newestAt: yesterday(10) }],
    pulses: [{ id: "volume", title: "Volume", passedAt: NOW, failed: null, since: new Date(0) }],
    access: quietAccess(),
  };
}

export function caller(value: string, differs: Partial<SeenCaller> = {}): SeenCaller {
  return {
    ...{ kind: "agent", value, calls: 200, dismissed: false },
    ...{ firstAt: yesterday(8), lastAt: yesterday(17) },
    ...{ servers: ["postgres"], operations: ["query"], environments: ["production"], ...differs },
  };
}

/** The workdays of four weeks, about as busy as each other; `last` changes yesterday. */
export function workdays(value: string, last: Partial<CallerDay> = {}): CallerDay[] {
  return Array.from({ length: 28 }, (_, index) => addDays(YESTERDAY, index - 27))
    .filter((day) => ![0, 6].includes(day.getUTCDay()))
    .map((day, index) => ({
      ...{ kind: "agent" as const, value, calls: 95 + (index % 5) * 3, denied: index % 2 },
      day: day.toISOString().slice(0, 10),
      firstAt: new Date(day.getTime() + 8 * HOUR_MS),
      lastAt: new Date(day.getTime() + 17 * HOUR_MS),
      ...(day.getTime() === YESTERDAY.getTime() ? last : {}),
    }));
}

export function use(agent: string, operation: string, differs: Partial<CallerUse> = {}): CallerUse {
  const since = addDays(YESTERDAY, -27);
  return {
    ...{ agent, server: "postgres", operation, calls: 50, environments: ["production"] },
    ...{ firstAt: since, lastAt: yesterday(17) },
    ...{ agentSince: since, serverSince: since, operationSince: since, ...differs },
  };
}

export function keyUse(agent: string, differs: Partial<KeyUse> = {}): KeyUse {
  return {
    ...{ agent, credential: `key-${agent}`, environment: "production", calls: 200, before: 2_000 },
    ...{ firstAt: yesterday(8), lastAt: yesterday(17), ...differs },
  };
}

/** A key that is young enough, a gateway that spoke today, an emergency that was judged in time. */
export function quietAccess(): AccessFacts {
  return {
    ...NO_ACCESS,
    standingKeys: [
      {
        ...{ id: "key-invoices", publicId: "ck_invoices", agentId: AGENTS[0]?.id ?? null },
        ...{ environment: "production", issuedAt: addDays(NOW, -90), ageDays: 90, maxDays: 90 },
        excused: false,
      },
    ],
    stating: [
      {
        ...{ id: "edge", name: "Edge", policyId: "policy-1", statedAt: yesterday(12) },
        ...{ lines: 12, staleHours: 24 },
      },
    ],
    emergencies: [
      {
        ...{ id: "emergency-1", publicId: "ck_rescue", environment: "production" },
        ...{ startedAt: yesterday(2), dueAt: yesterday(17), decidedAt: yesterday(9) },
      },
    ],
  };
}
