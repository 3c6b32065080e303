import type { Actor } from "@/lib/auth/actor";
import { addDays, utcDay } from "@/lib/core/clock";
import { LIVING_STATUSES } from "./labels";
import type { ListAgentsInput } from "./schema";
import { visibleAgents } from "./visible";

/** What the filters mean on a day: who has left, whom the search text names, until when "soon" reaches. */
export type FilterFacts = {
  /** Midnight UTC of today. */
  today: Date;
  warningDays: number;
  gone: readonly string[];
  /** Owners whose name holds the search text. */
  named: readonly string[];
};

export type AgentFilters = Pick<
  ListAgentsInput,
  "q" | "status" | "risk" | "environment" | "owner" | "dataClass" | "gap" | "reviewDue"
>;

export type AgentOrder = Pick<ListAgentsInput, "sort" | "dir">;

const LIVING = { status: { in: [...LIVING_STATUSES] } };

/** The `where` of a filtered registry, within what the actor may see. */
export function agentsWhere(actor: Actor, filters: AgentFilters, facts: FilterFacts) {
  return {
    AND: [
      visibleAgents(actor),
      textFilter(filters.q, facts.named),
      statusFilter(filters.status),
      riskFilter(filters.risk),
      filters.environment === "" ? {} : { environments: { has: filters.environment } },
      filters.owner === "" ? {} : { ownerId: filters.owner },
      filters.dataClass === "" ? {} : { dataClasses: { has: filters.dataClass } },
      gapFilter(filters.gap, [...facts.gone]),
      reviewFilter(filters.reviewDue, facts),
    ],
  };
}

/** The order of rows; the id makes it total, so that no row is shown on two pages. */
export function agentsOrder({ sort, dir }: AgentOrder) {
  const last = { id: "asc" as const };
  switch (sort) {
    case "name":
      return [{ name: dir }, last];
    case "status":
      return [{ status: dir }, { name: "asc" as const }, last];
    case "risk":
      return [{ riskClass: { sort: dir, nulls: "last" as const } }, { name: "asc" as const }, last];
    case "reviewDue":
      return [
        { reviewDueOn: { sort: dir, nulls: "last" as const } },
        { name: "asc" as const },
        last,
      ];
    case "requested":
      return [{ requestedAt: dir }, last];
    default:
      return sort satisfies never;
  }
}

/** Living agents whose review falls due before `until`, or was due before it. */
export function dueBefore(until: Date) {
  return { ...LIVING, reviewDueOn: { lt: until } };
}

// PostgreSQL would read % and _ as wildcards.
function textFilter(q: string, named: readonly string[]) {
  const text = q.trim().replaceAll(/[\\%_]/g, "\\$&");
  if (text === "") return {};
  const holds = { contains: text, mode: "insensitive" as const };
  return {
    OR: [
      { name: holds },
      { slug: holds },
      { purpose: holds },
      { description: holds },
      { ownerId: { in: [...named] } },
    ],
  };
}

function statusFilter(status: AgentFilters["status"]) {
  if (status === "") return {};
  return status === "living" ? LIVING : { status };
}

function riskFilter(risk: AgentFilters["risk"]) {
  if (risk === "") return {};
  return { riskClass: risk === "NONE" ? null : risk };
}

function gapFilter(gap: AgentFilters["gap"], gone: string[]) {
  const owner = [{ ownerId: { in: gone } }];
  const sponsor = [{ sponsorId: null }, { sponsorId: { in: gone } }];
  const successor = [{ successorId: null }, { successorId: { in: gone } }];
  const risk = [{ riskClass: null }];
  switch (gap) {
    case "":
      return {};
    case "owner":
      return { ...LIVING, OR: owner };
    case "sponsor":
      return { ...LIVING, OR: sponsor };
    case "successor":
      return { ...LIVING, OR: successor };
    case "risk":
      return { ...LIVING, OR: risk };
    case "any":
      return { ...LIVING, OR: [...owner, ...sponsor, ...successor, ...risk] };
    default:
      return gap satisfies never;
  }
}

function reviewFilter(due: AgentFilters["reviewDue"], { today, warningDays }: FilterFacts) {
  switch (due) {
    case "":
      return {};
    case "overdue":
      return dueBefore(today);
    case "soon":
      return { ...LIVING, reviewDueOn: { gte: today, lte: addDays(today, warningDays) } };
    case "none":
      return { ...LIVING, reviewDueOn: null };
    default:
      return due satisfies never;
  }
}

/** Midnight UTC of the day an instant lies in: what date columns are compared with. */
export function dayOf(instant: Date): Date {
  return new Date(utcDay(instant));
}
