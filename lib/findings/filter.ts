import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type { ListFindingsInput } from "./schema";
import { visibleFindings } from "./visible";

export type FindingFilters = Pick<
  ListFindingsInput,
  "q" | "show" | "severity" | "detector" | "verdict" | "subject"
>;

const NOT_CLOSED = { state: { not: "closed" } };

/** The `where` of a filtered list, within what the actor may see. `subject`: `agent:8f2d…` or an id alone. */
export async function findingsWhere(actor: Actor, filters: FindingFilters, now: Date) {
  const { severity, detector, verdict } = filters;
  return {
    AND: [
      await visibleFindings(actor),
      textFilter(filters.q),
      showFilter(filters.show, actor, now),
      severity === "" ? {} : { severity },
      detector === "" ? {} : { detector },
      verdict === "" ? {} : { verdict },
      subjectFilter(filters.subject),
    ],
  };
}

/** The order of rows; the id makes it total, so that no row is shown on two pages. */
export function findingsOrder({ sort, dir }: Pick<ListFindingsInput, "sort" | "dir">) {
  const last = { id: "asc" as const };
  switch (sort) {
    case "raised":
      return [{ raisedAt: dir }, last];
    case "due":
      return [{ dueAt: dir }, last];
    case "last":
      return [{ lastAt: dir }, last];
    case "state":
      return [{ state: dir }, { raisedAt: "desc" as const }, last];
    default:
      return sort satisfies never;
  }
}

function showFilter(show: FindingFilters["show"], actor: Actor, now: Date) {
  switch (show) {
    case "open":
      return NOT_CLOSED;
    case "overdue":
      return { ...NOT_CLOSED, dueAt: { lt: now } };
    case "mine":
      return { ...NOT_CLOSED, ownerId: actor.id };
    case "closed":
      return { state: "closed" };
    case "all":
      return {};
    default:
      return show satisfies never;
  }
}

// PostgreSQL would read % and _ as wildcards.
function textFilter(q: string) {
  const text = q.trim().replaceAll(/[\\%_]/g, "\\$&");
  if (text === "") return {};
  const holds = { contains: text, mode: "insensitive" as const };
  return { OR: [{ title: holds }, { subjectId: holds }, { groupKey: holds }] };
}

function subjectFilter(subject: string) {
  if (subject === "") return {};
  const [, kind, id] = /^([a-z]+):(.+)$/.exec(subject) ?? [];
  return kind && id ? { subjectKind: kind, subjectId: id } : { subjectId: subject };
}
