import { CHANGE_ACTIONS, type ChangeAction, type SubjectKind } from "./actions";

/** What somebody did, as a row of the log says it. */
export const CHANGE_ACTION_LABEL = {
  "agent.registered": "Proposed the agent",
  "agent.edited": "Edited the agent",
  "agent.change-requested": "Asked to change the agent",
  "agent.approved": "Approved the agent",
  "agent.declined": "Declined the agent",
  "agent.activated": "Activated the agent",
  "agent.suspended": "Suspended the agent",
  "agent.resumed": "Resumed the agent",
  "agent.retired": "Retired the agent",
  "agent.withdrawn": "Withdrew the proposal",
  "agent.reviewed": "Confirmed the agent's review",
  "agent.reminded": "Told people about the agent",
  "request.opened": "Opened the request",
  "request.revised": "Revised the request",
  "request.approved": "Approved the request",
  "request.carried-out": "Carried out the request",
  "request.declined": "Declined the request",
  "request.withdrawn": "Withdrew the request",
  "request.voided": "Voided the request",
  "request.refused": "Was refused a decision",
  "request.reminded": "Reminded of the request",
  "policy.adopted": "Adopted the policy",
  "export.made": "Took an export",
  "notification.made": "Notified",
  "notification.acknowledged": "Acknowledged the notification",
  "notification.sent": "Sent the notification",
  "notification.failed": "Failed to send the notification",
  "person.invited": "Invited the person",
  "person.joined": "Joined",
  "person.identity-changed": "Changed name or address",
  "person.identity-erased": "Erased name and address",
  "person.roles-changed": "Changed the roles",
  "person.deactivated": "Deactivated the person",
  "person.reactivated": "Reactivated the person",
  "person.password-set": "Set a password",
  "person.bound-to-provider": "Bound to single sign-on",
  "invitation.made": "Made a one-time link",
  "invitation.used": "Used the one-time link",
  "invitation.revoked": "Revoked the one-time link",
  "passkey.challenged": "Began to enrol a passkey",
  "passkey.enrolled": "Enrolled the passkey",
  "passkey.renamed": "Renamed the passkey",
  "passkey.revoked": "Revoked the passkey",
  "session.started": "Signed in",
  "session.ended": "Signed out",
  "session.swept": "Swept expired sessions",
  "sign-in.refused": "Was refused a sign-in",
  "token.made": "Made the token",
  "token.revoked": "Revoked the token",
  "installation.established": "Established the installation",
  "bundle.requested": "Asked for the bundle",
  "bundle.exported": "Made the bundle",
  "bundle.downloaded": "Downloaded the bundle",
  "verification.requested": "Asked for a verification",
  "verification.finished": "Finished the verification",
  "entry.viewed": "Viewed the ledger entry",
  "sealing.resumed": "Resumed sealing",
  "source.added": "Added the source",
  "source.edited": "Edited the source",
  "source.mapping-saved": "Saved the mapping",
  "source.tested": "Tested the source",
  "source.disabled": "Disabled the source",
  "source.enabled": "Enabled the source",
  "source-token.made": "Made the source's token",
  "source-token.replaced": "Gave the source's token an end",
  "source-token.revoked": "Revoked the source's token",
  "quarantine.recorded": "Put records into quarantine",
  "quarantine.disposed": "Disposed of the quarantined record",
  "import.started": "Started the import",
  "import.advanced": "Imported a part of the file",
  "import.finished": "Finished the import",
  "gap.found": "Found the gap",
  "gap.ended": "Saw the gap end",
  "gap.filled": "Saw the gap filled",
  "gap.disposed": "Disposed of the gap",
  "gap-watch.advanced": "Counted the source's records",
  "source-total.entered": "Entered a total of the source from elsewhere",
  "candidate.dismissed": "Dismissed the candidate",
  "candidate.restored": "Took the dismissal back",
  "redaction.tried": "Tried the redaction",
  "leak-check.drawn": "Drew the leak check",
  "leak-check.signed": "Signed the leak check",
  "finding.raised": "Raised the finding",
  "finding.repeated": "Saw the finding again",
  "finding.cleared": "Saw the finding's cause gone",
  "finding.triaged": "Triaged the finding",
  "finding.closed": "Closed the finding",
  "finding.reopened": "Opened the finding again",
  "detection.run": "Ran the detectors",
} as const satisfies Record<ChangeAction, string>;

export const SUBJECT_KIND_LABEL = {
  agent: "Agent",
  request: "Request",
  policy: "Policy",
  export: "Export",
  notification: "Notification",
  person: "Person",
  invitation: "One-time link",
  passkey: "Passkey",
  session: "Session",
  "sign-in": "Sign-in",
  token: "Token",
  installation: "Installation",
  bundle: "Bundle",
  verification: "Verification",
  entry: "Ledger entry",
  sealing: "Sealing",
  source: "Source",
  "source-token": "Token of a source",
  quarantine: "Quarantined records",
  import: "Import",
  gap: "Gap",
  "gap-watch": "Watch over gaps",
  "source-total": "Total from elsewhere",
  candidate: "Shadow candidate",
  redaction: "Redaction",
  "leak-check": "Leak check",
  finding: "Finding",
  detection: "Detection",
} as const satisfies Record<SubjectKind, string>;

export const SUBJECT_KINDS = Object.keys(SUBJECT_KIND_LABEL).filter(isSubjectKind);

/** Narrows text from an address or the database to a kind of subject. */
export function isSubjectKind(text: string): text is SubjectKind {
  return Object.hasOwn(SUBJECT_KIND_LABEL, text);
}

/** The act in words; one that a later version recorded is shown by its name. */
export function actionLabel(action: string): string {
  const known = CHANGE_ACTIONS.find((candidate) => candidate === action);
  return known ? CHANGE_ACTION_LABEL[known] : action;
}

export function subjectKindLabel(kind: string): string {
  return isSubjectKind(kind) ? SUBJECT_KIND_LABEL[kind] : kind;
}

/** Acts whose name or words hold the text, for the search. */
export function actionsLike(text: string): ChangeAction[] {
  const wanted = text.toLowerCase();
  return CHANGE_ACTIONS.filter((action) =>
    `${action} ${CHANGE_ACTION_LABEL[action].toLowerCase()}`.includes(wanted),
  );
}

const ACTOR_KIND_LABEL: Readonly<Record<string, string>> = {
  person: "person",
  job: "job",
  token: "token",
  source: "source",
  guest: "not signed in",
};

export function actorKindLabel(kind: string): string {
  return ACTOR_KIND_LABEL[kind] ?? kind;
}
