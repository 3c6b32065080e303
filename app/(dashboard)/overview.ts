import type { Figure } from "@/components/overview/figures";
import { AGENT_STATUS_LABEL } from "@/lib/agents/labels";
import { type AgentCounts, countAgents } from "@/lib/agents/queries";
import { type Actor, can } from "@/lib/auth/actor";
import { PERSON_STATUS_LABEL, PERSON_STATUSES } from "@/lib/auth/labels";
import { listPeople } from "@/lib/auth/people-list";
import { actionLabel } from "@/lib/change-log/labels";
import { countChangesSince, listLatestChanges } from "@/lib/change-log/queries";
import { toChangeRow } from "@/lib/change-log/view";
import { addDays } from "@/lib/core/clock";
import { countFindings } from "@/lib/findings/queries";
import { countUnacknowledged } from "@/lib/notify/queries";
import { countWaitingFor } from "@/lib/requests/queries";
import { wordsOf } from "./change-log/words";

export type FigureGroup = { title: string; lead?: string; figures: Figure[] };

const LATEST = 8;
const WEEK_DAYS = 7;
const ACTS_SHOWN = 5;

const MISSING = [
  { gap: "owner", label: "No living owner" },
  { gap: "sponsor", label: "No living sponsor" },
  { gap: "successor", label: "No living successor" },
  { gap: "risk", label: "Risk not assessed" },
] as const;

/** The numbers of today, each with the list it counts; a group only for whoever may open that list. */
export async function overviewGroups(actor: Actor, now: Date): Promise<FigureGroup[]> {
  const groups = await Promise.all([
    can(actor, "request:read") ? [waiting(actor)] : [],
    can(actor, "agent:read") ? agents(await countAgents(actor, now)) : [],
    can(actor, "finding:read") ? [findings(actor, now)] : [],
    can(actor, "change:read") ? [changes(actor, now)] : [],
    can(actor, "person:read") ? [people(actor)] : [],
  ]);
  return Promise.all(groups.flat());
}

/** The last changes that the actor may read. */
export async function latestChanges(actor: Actor) {
  if (!can(actor, "change:read")) return [];
  const { records, names } = await listLatestChanges(actor, LATEST);
  return records.map((record) => toChangeRow(record, names, wordsOf));
}

async function waiting(actor: Actor): Promise<FigureGroup> {
  const [requests, told] = await Promise.all([countWaitingFor(actor), countUnacknowledged(actor)]);
  return {
    title: "Waits for me",
    figures: [
      { label: "Requests to decide", count: requests, href: "/inbox", wanting: true },
      { label: "Notifications to acknowledge", count: told, href: "/inbox?show=told" },
    ],
  };
}

function agents({ byStatus, total, gaps, reviews }: AgentCounts): FigureGroup[] {
  const counts = new Map<string, number>(byStatus.map(({ status, count }) => [status, count]));
  const statuses = Object.entries(AGENT_STATUS_LABEL)
    .map(([status, label]) => ({
      label,
      count: counts.get(status) ?? 0,
      href: `/agents?status=${status}`,
    }))
    .filter(({ count }) => count > 0);
  const missing = MISSING.map(({ gap, label }) => ({
    label,
    count: gaps[gap],
    href: `/agents?gap=${gap}`,
    wanting: true,
  }));
  return [
    {
      title: "Agents",
      figures: [{ label: "Registered in all", count: total, href: "/agents" }, ...statuses],
    },
    {
      title: "Agents that lack something",
      figures: [
        ...missing,
        {
          label: "Review overdue",
          count: reviews.overdue,
          href: "/agents?reviewDue=overdue",
          wanting: true,
        },
        { label: "Review due soon", count: reviews.soon, href: "/agents?reviewDue=soon" },
      ],
    },
  ];
}

async function findings(actor: Actor, now: Date): Promise<FigureGroup> {
  const { open, waiting, overdue, critical, mine } = await countFindings(actor, now);
  const figure = (label: string, count: number, query: string) => ({
    ...{ label, count, href: `/findings${query}` },
    wanting: true,
  });
  return {
    title: "Findings",
    figures: [
      { label: "Not closed in all", count: open, href: "/findings" },
      figure("Wait for triage", waiting, "?sort=state&dir=desc"),
      figure("Critical", critical, "?severity=critical"),
      figure("Overdue", overdue, "?show=overdue"),
      { label: "Assigned to me", count: mine, href: "/findings?show=mine" },
    ],
  };
}

async function changes(actor: Actor, now: Date): Promise<FigureGroup> {
  // To the minute, as the list's own filter holds it: the number and the rows behind it are of one instant.
  const minute = `${addDays(now, -WEEK_DAYS).toISOString().slice(0, 16)}`;
  const counts = await countChangesSince(actor, new Date(`${minute}Z`));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const href = (action: string) => `/change-log?${new URLSearchParams({ from: minute, action })}`;
  return {
    title: "Changes in 7 days",
    figures: [
      { label: "Recorded in all", count: total, href: `/change-log?from=${minute}` },
      ...counts.slice(0, ACTS_SHOWN).map(({ action, count }) => ({
        label: actionLabel(action),
        count,
        href: href(action),
      })),
    ],
  };
}

async function people(actor: Actor): Promise<FigureGroup> {
  const figures = await Promise.all(
    PERSON_STATUSES.map(async (status) => {
      const { total } = await listPeople(actor, {
        q: "",
        status,
        role: null,
        sort: "name",
        dir: "asc",
        page: 1,
        pageSize: 1,
      });
      return {
        label: PERSON_STATUS_LABEL[status],
        count: total,
        href: `/settings/people?status=${status}`,
      };
    }),
  );
  return { title: "People", figures };
}
