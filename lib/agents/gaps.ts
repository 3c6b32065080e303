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

/** What can be done to an agent, as a button says it. */
export const TRANSITION_LABEL = {
  revise: "Change the proposal",
  withdraw: "Withdraw the proposal",
  edit: "Edit",
  activate: "Activate",
  suspend: "Suspend",
  resume: "Resume",
  retire: "Retire",
  "hand-over": "Hand over",
  "confirm-review": "Confirm the review",
} as const;
export type AgentTransition = keyof typeof TRANSITION_LABEL;
