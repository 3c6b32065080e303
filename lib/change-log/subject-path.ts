import type { SubjectKind } from "./actions";
import { isSubjectKind } from "./labels";

const PATH: Record<SubjectKind, ((id: string) => string) | null> = {
  agent: (id) => `/agents/${id}`,
  request: (id) => `/inbox/${id}`,
  policy: (room) => `/settings/policies/${room}`,
  export: (id) => `/exports?open=${id}`,
  person: (id) => `/settings/people/${id}`,
  token: () => "/settings/tokens",
  notification: null,
  invitation: null,
  passkey: null,
  session: null,
  "sign-in": null,
  installation: null,
  bundle: (id) => `/ledger/bundles/${id}`,
  verification: (id) => `/ledger/verifications/${id}`,
  entry: (id) => `/ledger/entries/${id}`,
  sealing: () => "/ledger",
  source: (id) => `/settings/sources/${id}`,
  "source-token": null,
  quarantine: null,
  import: () => "/activity/imports",
  gap: (id) => `/activity/gaps?open=${id}`,
  "gap-watch": (id) => `/activity/gaps?view=days&source=${id}`,
  "source-total": null,
  candidate: () => "/activity/candidates",
  redaction: () => "/settings/redaction",
  "leak-check": (id) => `/settings/redaction?open=${id}`,
  finding: (id) => `/findings/${id}`,
  detection: () => "/findings/detectors",
  server: (id) => `/servers/${id}`,
  operation: (id) => `/servers/operations/${id}`,
  definition: (id) => `/servers/operations/${id}`,
  "scope-document": () => "/servers/scope",
  key: (id) => `/keys/${id}`,
  "key-rotation": (id) => `/keys/rotations?open=${id}`,
  "key-exception": null,
  "key-disclosure": null,
  grant: (id) => `/access-matrix/grants/${id}`,
  "standard-change": (id) => `/access-matrix/catalogue?open=${id}`,
  emergency: (id) => `/access-matrix/emergencies/${id}`,
  holiday: () => "/access-matrix/emergencies/holidays",
  "enforced-policy": (id) => `/access-matrix/enforced/${id}`,
  deviation: (id) => `/access-matrix/deviations?open=${id}`,
};

/** The page of a subject, a path within the product; null where it has none. */
export function subjectPath(kind: string, id: string): string | null {
  const path = isSubjectKind(kind) ? PATH[kind] : null;
  return path ? path(encodeURIComponent(id)) : null;
}
