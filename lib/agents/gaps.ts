import { utcDay } from "@/lib/core/clock";
import type { AgentStatus } from "@/lib/db/generated/enums";
import { isLiving } from "./labels";

/** What an agent lacks. `blocks` says whether it keeps the agent from becoming active. */
export const GAPS = {
  "owner-gone": { label: "The owner has left", blocks: true },
  "sponsor-missing": { label: "No sponsor", blocks: true },
  "sponsor-gone": { label: "The sponsor has left", blocks: true },
  "sponsor-is-owner": { label: "Owner and sponsor are the same person", blocks: true },
  "successor-missing": { label: "No successor", blocks: true },
  "successor-gone": { label: "The successor has left", blocks: true },
  "successor-is-owner": { label: "Owner and successor are the same person", blocks: true },
  "purpose-missing": { label: "No purpose", blocks: true },
  "risk-missing": { label: "Risk not assessed", blocks: true },
  "review-overdue": { label: "Review overdue", blocks: false },
  "end-passed": { label: "Planned end has passed", blocks: false },
} as const satisfies Record<string, { label: string; blocks: boolean }>;
export type Gap = keyof typeof GAPS;

const GAP_CODES = [
  "owner-gone",
  "sponsor-missing",
  "sponsor-gone",
  "sponsor-is-owner",
  "successor-missing",
  "successor-gone",
  "successor-is-owner",
  "purpose-missing",
  "risk-missing",
  "review-overdue",
  "end-passed",
] as const satisfies readonly Gap[];

type Checked = {
  status: AgentStatus;
  ownerId: string;
  sponsorId: string | null;
  successorId: string | null;
  purpose: string;
  riskClass: string | null;
  reviewDueOn: Date | null;
  retireOn: Date | null;
};

/** What a living agent lacks on a day (`2026-11-21`, UTC). `gone` holds the people who have left. */
export function gapsOf(agent: Checked, gone: ReadonlySet<string>, today: string): Gap[] {
  if (!isLiving(agent.status)) return [];
  const lacks: Record<Gap, boolean> = {
    "owner-gone": gone.has(agent.ownerId),
    "sponsor-missing": agent.sponsorId === null,
    "sponsor-gone": agent.sponsorId !== null && gone.has(agent.sponsorId),
    "sponsor-is-owner": agent.sponsorId === agent.ownerId,
    "successor-missing": agent.successorId === null,
    "successor-gone": agent.successorId !== null && gone.has(agent.successorId),
    "successor-is-owner": agent.successorId === agent.ownerId,
    "purpose-missing": agent.purpose.trim() === "",
    "risk-missing": agent.riskClass === null,
    "review-overdue": agent.reviewDueOn !== null && utcDay(agent.reviewDueOn) < today,
    "end-passed": agent.retireOn !== null && utcDay(agent.retireOn) < today,
  };
  return GAP_CODES.filter((gap) => lacks[gap]);
}

/** The gaps that keep an agent from being active. */
export function blockingGaps(gaps: readonly Gap[]): Gap[] {
  return gaps.filter((gap) => GAPS[gap].blocks);
}

type Wished = Pick<Checked, "ownerId" | "sponsorId" | "successorId" | "purpose"> & {
  riskClass: string | null;
};

/** What an active agent would lack after a change and does not lack now, in words; nothing while it is not active. */
export function gapsOpened(agent: Checked, wished: Wished, gone: ReadonlySet<string>): string[] {
  if (agent.status !== "ACTIVE") return [];
  const { ownerId, sponsorId, successorId, purpose, riskClass } = wished;
  const after = { ...agent, ownerId, sponsorId, successorId, purpose, riskClass };
  const had = gapsOf(agent, gone, "");
  return blockingGaps(gapsOf(after, gone, ""))
    .filter((gap) => !had.includes(gap))
    .map((gap) => GAPS[gap].label);
}

/** Ids of the people an agent names, those who must be there. */
export function peopleOf(agent: Pick<Checked, "ownerId" | "sponsorId" | "successorId">): string[] {
  return [agent.ownerId, agent.sponsorId, agent.successorId].filter((id) => id !== null);
}
