/** Why somebody must not decide a line (REV-06), or decides it with that on the record. */
export const CONFLICTS = [
  "reviewed-person",
  "owner",
  "developer",
  "requester",
  "administrator-alone",
  "administrator",
  "approved-it",
  "holds-role",
] as const;
export type Conflict = (typeof CONFLICTS)[number];

export const CONFLICT_LABEL = {
  "reviewed-person": "is the person reviewed",
  owner: "answers for what is reviewed",
  developer: "registered the agent",
  requester: "asked for it",
  "administrator-alone": "gives and takes access as an administrator, and nobody else would look",
  administrator: "gives and takes access as an administrator",
  "approved-it": "approved it",
  "holds-role": "holds the role",
} as const satisfies Record<Conflict, string>;

/** How somebody came to decide a line: the `how` of a ReviewAssignment. */
export const ASSIGNED_HOW = [
  "accountable",
  "deputy",
  "sponsor",
  "fallback",
  "risk",
  "chosen",
  "exception",
  "delegated",
  "reassigned",
  "added",
  "replaced",
  "owner",
] as const;
export type AssignedHow = (typeof ASSIGNED_HOW)[number];

export const ASSIGNED_HOW_LABEL = {
  accountable: "Owner of the server",
  deputy: "Deputy of the server",
  sponsor: "Sponsor of the agent",
  fallback: "Nobody nearer may decide",
  risk: "Risk owner",
  chosen: "Named by the officer",
  exception: "Second reviewer of an exception",
  delegated: "Decides in the place of another",
  reassigned: "Reassigned",
  added: "Added after the due day",
  replaced: "In the place of whoever did not finish",
  owner: "Signs the review",
} as const satisfies Record<AssignedHow, string>;
