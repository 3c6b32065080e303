import type { AgentPrivilegeRow } from "@/components/access-matrix/least-agents-table";
import type { PrivilegeSums } from "@/lib/access-matrix/least-privilege/least-privilege-view";
import type { AgentPrivilege } from "@/lib/access-matrix/least-privilege/queries-least-privilege";
import { NOTHING } from "@/lib/access-matrix/least-privilege/sums";
import { MATRIX_DAYS } from "@/lib/access-matrix/matrix/matrix-view";
import { AGENT_STATUS_LABEL } from "@/lib/agents/labels";

const SUMS = [
  "granted",
  "enforced",
  "unknown",
  "used",
  "unused",
  "usedNotGranted",
  "enforcedNotGranted",
  "calls",
] as const satisfies readonly (keyof PrivilegeSums)[];

/** What the address says of the list: whoever leaves most unused comes first. */
export const LIST = {
  sorts: ["name", ...SUMS],
  defaultSort: "unused",
  defaultDir: "desc",
  filters: { agent: "text", days: MATRIX_DAYS.map(String) },
} as const;

type Params = {
  q: string;
  sort: (typeof LIST.sorts)[number];
  dir: "asc" | "desc";
  page: number;
  pageSize: number;
};

/** One page of the agents that the search leaves, and how many those are. */
export function listed(agents: readonly AgentPrivilege[], params: Params, days: number) {
  const { q, sort, dir, page, pageSize } = params;
  const found = agents.filter(({ name }) => name.toLowerCase().includes(q.trim().toLowerCase()));
  const sign = dir === "asc" ? 1 : -1;
  const inOrder = found.toSorted(
    (one, other) => sign * by(sort, one, other) || one.name.localeCompare(other.name, "en"),
  );
  const rows = inOrder
    .slice((page - 1) * pageSize, page * pageSize)
    .map((agent): AgentPrivilegeRow => toRow(agent, days));
  return { rows, matching: found.length };
}

function by(sort: Params["sort"], one: AgentPrivilege, other: AgentPrivilege): number {
  if (sort === "name") return one.name.localeCompare(other.name, "en");
  return one.sums[sort] - other.sums[sort];
}

function toRow({ id, slug, name, status, sums }: AgentPrivilege, days: number): AgentPrivilegeRow {
  const href = `/access-matrix/least-privilege?${new URLSearchParams({ agent: slug, days: String(days) })}`;
  return { id, name, status: statusWord(status), href, ...sums };
}

/** The sums of all agents together. */
export function total(agents: readonly AgentPrivilege[]): PrivilegeSums {
  const sums = { ...NOTHING };
  for (const agent of agents) for (const name of SUMS) sums[name] += agent.sums[name];
  return sums;
}

function statusWord(status: string): string {
  return Object.entries(AGENT_STATUS_LABEL).find(([known]) => known === status)?.[1] ?? status;
}
