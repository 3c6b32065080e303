import { CHANGE_ACTION_LABEL } from "./action-labels";
import { CHANGE_ACTIONS, type ChangeAction, type SubjectKind } from "./actions";

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
  server: "Server",
  operation: "Operation",
  definition: "Definition of an operation",
  "scope-document": "Scope document",
  key: "Key",
  "key-rotation": "Rotation of a key",
  "key-exception": "Exception for a key",
  "key-disclosure": "Disclosure of a key",
  grant: "Grant",
  "standard-change": "Standard change",
  emergency: "Emergency access",
  holiday: "Holiday",
  "enforced-policy": "Enforced policy",
  deviation: "Deviation",
  review: "Access review",
  "review-line": "Line of an access review",
  "review-delta": "Change since the snapshot",
  "review-delegation": "Delegation",
  "review-trigger": "Trigger of an access review",
  "review-check": "Second look",
  "review-pack": "Pack of an access review",
  remediation: "Removal of access",
  reviewer: "Fitness to review",
  signature: "Signature",
  "seal-order": "Signature of the server",
  "document-certificate": "Certificate of documents",
  "seal-key": "Key of the seal",
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
