// How much a line matters (REV-09): in which section it stands, how high its risk is, and whether a risk owner looks as well.
import type { LineFlag, Risk, Section } from "../review-view";
import type { RawLine } from "./raw-line";

export type Weight = {
  readonly section: Section;
  readonly risk: Risk;
  readonly stages: 1 | 2;
};

type Weighed = Pick<
  RawLine,
  "kind" | "principal" | "agent" | "server" | "operation" | "environment" | "flags"
>;

const GRAVE_ACCESS: readonly (string | null)[] = ["admin", "delete"];
const GRAVE_DATA: readonly string[] = ["special-category", "payment", "credentials"];
const GUARDED_DATA: readonly string[] = [
  "confidential",
  "source-code",
  "customer-content",
  "personal",
];
const RISKY_AGENTS: readonly string[] = ["HIGH", "CRITICAL"];
/** Nobody decided this, or somebody should have ended it. */
const ALARMING: readonly LineFlag[] = [
  "orphan",
  "without-approval",
  "enforced-not-granted",
  "expired-enabled",
  "key-inactive",
  "agent-inactive",
  "break-glass",
  "wildcard",
];
const DOUBTFUL: readonly LineFlag[] = ["environment-crossing", "definition-changed", "owner-left"];

export function weigh(line: Weighed): Weight {
  const risk = riskOf(line);
  const production = line.environment === "production";
  const changes = line.kind === "access" && changesThings(line);
  return {
    section: isPrivileged(line) ? "privileged" : "standard",
    risk,
    stages: risk === "high" || (production && changes) ? 2 : 1,
  };
}

function riskOf(line: Weighed): Risk {
  switch (line.kind) {
    case "access":
      return accessRisk(line);
    case "key":
      if (line.flags.includes("break-glass")) return "high";
      return isUpstream(line) || has(line.flags, DOUBTFUL) ? "medium" : "low";
    case "person":
      return ROLE_RISK[line.principal.detail] ?? "medium";
    case "role":
      return ROLE_RISK[line.principal.id] ?? "medium";
    case "token":
      return "medium";
    case "standard-change":
      return changesThings(line) ? "high" : "medium";
    default:
      return line.kind satisfies never;
  }
}

const ROLE_RISK: Readonly<Record<string, Risk>> = {
  admin: "high",
  compliance: "high",
  "risk-owner": "medium",
  auditor: "medium",
  owner: "low",
};

function accessRisk(line: Weighed): Risk {
  const production = line.environment === "production" || line.environment === null;
  const access = line.operation?.access ?? null;
  const grave = access !== "read" || holds(line, GRAVE_DATA);
  if (has(line.flags, ALARMING) || GRAVE_ACCESS.includes(access)) return "high";
  if (production && (grave || line.agent?.risk === "CRITICAL")) return "high";
  return grave || has(line.flags, DOUBTFUL) || (production && isGuarded(line)) ? "medium" : "low";
}

function isGuarded(line: Weighed): boolean {
  return RISKY_AGENTS.includes(line.agent?.risk ?? "") || holds(line, GUARDED_DATA);
}

function holds({ operation }: Weighed, data: readonly string[]): boolean {
  return operation?.dataClasses.some((each) => data.includes(each)) ?? false;
}

function isPrivileged(line: Weighed): boolean {
  switch (line.kind) {
    case "access":
      return accessRisk(line) === "high" || changesThings(line);
    case "key":
      return isUpstream(line) || line.flags.includes("break-glass");
    case "person":
      return ROLE_RISK[line.principal.detail] === "high";
    case "role":
    case "standard-change":
      return true;
    case "token":
      return false;
    default:
      return line.kind satisfies never;
  }
}

// What a server shows to the system behind it opens all of that system.
function isUpstream({ server }: Weighed): boolean {
  return server !== null;
}

// What nobody has classified may do anything.
function changesThings({ operation }: Weighed): boolean {
  return operation?.access !== "read";
}

function has(flags: readonly LineFlag[], some: readonly LineFlag[]): boolean {
  return flags.some((flag) => some.includes(flag));
}
