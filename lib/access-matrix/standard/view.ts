import { accessClassWord } from "@/lib/core/access-classes";
import { dataClassWord } from "../grants/wish";
import { isLive } from "./match";
import type { ListedStandards } from "./queries";
import { environmentWord } from "./wish";

/** An entry of the catalogue as a line. Instants are ISO texts; "" where there is none. */
export type StandardRow = {
  id: string;
  title: string;
  reason: string;
  environments: string;
  access: string;
  dataClasses: string;
  servers: string;
  maxDays: number;
  expiresAt: string;
  approvedAt: string;
  approvedBy: string;
  requestedBy: string;
  requestId: string;
  endedAt: string;
  version: number;
  live: boolean;
  state: string;
  given: number;
  lastAt: string;
};

export function toStandardRow(
  standard: ListedStandards["standards"][number],
  { names, servers, given }: ListedStandards,
  now: Date,
): StandardRow {
  const { id, title, reason, maxDays, version, requestId, serverIds } = standard;
  const live = isLive(standard, now);
  const count = given.get(id);
  return {
    ...{ id, title, reason, maxDays, version, requestId, live },
    environments: standard.environments.map(environmentWord).join(", "),
    access: standard.access.map(accessClassWord).join(", "),
    dataClasses: standard.dataClasses.map(dataClassWord).join(", "),
    servers:
      serverIds.length === 0
        ? "Any server in scope"
        : serverIds.map((each) => servers.get(each) ?? each).join(", "),
    expiresAt: standard.expiresAt.toISOString(),
    approvedAt: standard.approvedAt.toISOString(),
    approvedBy: names.get(standard.approvedById)?.name ?? standard.approvedById,
    requestedBy: names.get(standard.requestedById)?.name ?? standard.requestedById,
    endedAt: standard.endedAt?.toISOString() ?? "",
    state: stateWord(live, standard.endedAt),
    given: count?.count ?? 0,
    lastAt: count?.lastAt?.toISOString() ?? "",
  };
}

function stateWord(live: boolean, endedAt: Date | null): string {
  if (live) return "Grants";
  return endedAt === null ? "Expired" : "Ended";
}

/** What the catalogue says under its title. */
export function catalogueSentence(rows: readonly StandardRow[], waiting: number): string {
  const live = rows.filter((row) => row.live);
  const given = rows.reduce((sum, row) => sum + row.given, 0);
  const first =
    live.length === 0
      ? "No entry grants anything at once"
      : `${live.length} ${live.length === 1 ? "entry grants" : "entries grant"} at once what fits`;
  const asked =
    waiting === 0 ? "" : `, ${waiting} ${waiting === 1 ? "waits" : "wait"} for a decision`;
  return `${first}${asked}. ${given.toLocaleString("en")} grants came from the catalogue so far.`;
}
