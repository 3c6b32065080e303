import type { ExportColumn } from "@/lib/exports/cells";
import { VERDICT_LABEL } from "./least-privilege-labels";
import type { GrantProposal, PrivilegeSums } from "./least-privilege-view";

/** An agent as a line. */
export type AgentLine = PrivilegeSums & { id: string; name: string; slug: string; status: string };

const ofAgent = (
  key: string,
  header: string,
  definition: string,
  name: keyof PrivilegeSums,
): ExportColumn<AgentLine> => ({
  ...{ key, header, definition, type: "number", value: (row) => row[name], width: 12 },
});

const CELL = "A cell is a key, an operation and an environment.";

export const AGENT_COLUMNS: readonly ExportColumn<AgentLine>[] = [
  {
    ...{ key: "agent_id", header: "Agent (id)", definition: "Id of the agent.", type: "text" },
    ...{ value: ({ id }: AgentLine) => id, width: 24, notIn: ["pdf"] },
  },
  {
    ...{ key: "agent", header: "Agent", definition: "Name of the agent.", type: "text" },
    ...{ value: ({ name }: AgentLine) => name, width: 24 },
  },
  {
    ...{ key: "status", header: "Status", definition: "Where the agent stands now.", type: "text" },
    ...{ value: ({ status }: AgentLine) => status, width: 12 },
  },
  ofAgent("granted", "Granted", `Cells granted now. ${CELL}`, "granted"),
  ofAgent("enforced", "Enforced", "Cells that a gateway allows, as it last said.", "enforced"),
  ofAgent("unknown", "Enforcement unknown", "Cells of which no fresh source speaks.", "unknown"),
  ofAgent("used", "Used", "Granted cells with calls in the period, denied ones left out.", "used"),
  ofAgent("unused", "Not used", "Granted cells without a call in the period.", "unused"),
  ofAgent(
    "used_not_granted",
    "Used, not granted",
    "Cells with calls and no grant now.",
    "usedNotGranted",
  ),
  ofAgent(
    "enforced_not_granted",
    "Enforced, not granted",
    "Cells that a gateway allows and no grant does.",
    "enforcedNotGranted",
  ),
  ofAgent("calls", "Calls", "Calls of the period, denied ones left out.", "calls"),
];

type Column = ExportColumn<GrantProposal>;

const text = (
  key: string,
  header: string,
  definition: string,
  value: (row: GrantProposal) => string | null,
  width = 16,
): Column => ({ key, header, definition, type: "text", value, width });

const number = (
  key: string,
  header: string,
  definition: string,
  value: (row: GrantProposal) => number,
): Column => ({ key, header, definition, type: "number", value, width: 12 });

const instant = (
  key: string,
  header: string,
  definition: string,
  value: (row: GrantProposal) => string | null,
): Column => ({
  ...{ key, header, definition, type: "instant" },
  value: (row) => dateOf(value(row)),
});

export const PROPOSAL_COLUMNS: readonly Column[] = [
  { ...text("grant_id", "Grant (id)", "Id of the grant.", ({ id }) => id, 24), notIn: ["pdf"] },
  text(
    "proposed",
    "Proposed",
    "What is proposed for the grant.",
    ({ verdict }) => VERDICT_LABEL[verdict],
  ),
  text("why", "Why", "Why that is proposed.", ({ why }) => why, 36),
  text("key", "Key", "Public id of the key.", ({ publicId }) => publicId, 20),
  text(
    "environment",
    "Environment",
    "Environment of the key.",
    ({ environment }) => environment,
    12,
  ),
  text("server", "Server", "Name of the server.", ({ server }) => server, 20),
  text(
    "operation",
    "Operation",
    "Name of the operation; * for every operation of the server.",
    ({ operation }) => operation ?? "*",
    24,
  ),
  text(
    "access",
    "Class",
    "What it does at worst; empty if nobody has said.",
    ({ access }) => access,
    10,
  ),
  number(
    "covers",
    "Stands for",
    "How many operations the grant stands for.",
    ({ covers }) => covers,
  ),
  text(
    "enforced",
    "Enforced",
    "Whether a gateway allows it: yes, no, unknown.",
    ({ enforced }) => enforced,
    10,
  ),
  number("calls", "Calls", "Calls of the period, denied ones left out.", ({ used }) => used),
  instant(
    "last_used_at",
    "Last used",
    "Last call in 365 days; empty if none.",
    ({ lastUsedAt }) => lastUsedAt,
  ),
  number(
    "blocked",
    "Would have blocked",
    "Calls of the period that no other grant in force allows.",
    ({ blocked }) => blocked,
  ),
  number(
    "blocked_365",
    "Would have blocked in 365 days",
    "The same in the last 365 days.",
    ({ blockedYear }) => blockedYear,
  ),
  text("purpose", "Purpose", "Purpose of the grant.", ({ purpose }) => purpose, 30),
  instant("from_at", "Granted", "Since when the grant is in force.", ({ fromAt }) => fromAt),
  instant(
    "until",
    "Until",
    "First instant at which it is over; empty: without end.",
    ({ until }) => until,
  ),
];

function dateOf(at: string | null): Date | null {
  return at === null ? null : new Date(at);
}
