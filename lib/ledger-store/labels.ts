/** What stands behind a task on the ledger: asked for, being done, and how it ended. */
export const TASK_STATES = ["waiting", "running", "done", "failed"] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TASK_STATE_LABEL = {
  waiting: "Waiting",
  running: "Running",
  done: "Done",
  failed: "Failed",
} as const satisfies Record<TaskState, string>;

/** Long work over a log that a person can ask for. */
export const TASK_KINDS = ["bundle", "verification"] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** What a bundle can cover. */
export const COVERS = ["all", "range", "period"] as const;
export type Covers = (typeof COVERS)[number];

export const COVERS_LABEL = {
  all: "The whole log",
  range: "Entries from one index to another",
  period: "Everything accepted in a period",
} as const satisfies Record<Covers, string>;

/** The two logs, as screens name them. */
export const LOG_LABEL = { calls: "Calls", governance: "Governance" } as const;

/** What each log holds, in one sentence. */
export const LOG_SAYS = {
  calls: "What agents did, as gateways push it.",
  governance: "What people, jobs and machines wrote here: changes, approvals, policies, keys.",
} as const;

/** Where evidence lies, and how far that keeps anybody from removing it. */
export const STORAGE_LABEL = {
  memory: "Memory: gone when the process ends",
  fs: "Files on a local disk: ordered and checked, but the root user of that machine can remove them",
  "s3-governance":
    "S3 with Object Lock in governance mode: a rehearsal, as a privileged user can lift it",
  "s3-compliance": "S3 with Object Lock in compliance mode: nobody can remove it before its time",
} as const;

/** Who can read the signing key, as the sealer reports it. */
export const KEY_SEPARATION_LABEL = {
  process: "By process only: whoever runs the web server could read the key file",
  user: "By operating system user: the web server cannot read the key file",
} as const;

const ENTRY_TYPE_LABEL: Readonly<Record<string, string>> = {
  call: "Call",
  "ledger.created": "The log began",
  "ledger.heartbeat": "Heartbeat of a quiet hour",
  "ledger.clock": "The clock stepped",
  "ledger.deletion-planned": "A deletion was planned",
  "ledger.deleted": "A segment was deleted",
  "ledger.key-rotated": "A key was rotated",
  "ledger.key-revoked": "A key was revoked",
  "ledger.scrub-finding": "The scrub found a difference",
};

/** A type of entry that no room but the ledger knows in words; null for others. */
export function entryTypeLabel(type: string): string | null {
  return ENTRY_TYPE_LABEL[type] ?? null;
}

export const FINDING_SEVERITY_LABEL: Readonly<Record<string, string>> = {
  critical: "Critical",
  warning: "Warning",
};

/** The two passes of the scrub. */
export const SCRUB_LABEL: Readonly<Record<string, string>> = {
  stored: "Everything stored",
  index: "The search index",
};

/** Columns of the index, as a difference names them. */
export const INDEX_COLUMN_LABEL: Readonly<Record<string, string>> = {
  ts: "time",
  leaf_hash: "leaf hash",
  type: "type",
  source: "source",
  key: "key",
  subject_kind: "kind of subject",
  subject_id: "subject",
  actor_id: "who",
};
