/** Every act that is recorded, as noun.past-tense. Stored for ever and read by auditors: add to it, never rename. */
export const CHANGE_ACTIONS = [
  "agent.registered",
  "agent.edited",
  "agent.change-requested",
  "agent.approved",
  "agent.declined",
  "agent.activated",
  "agent.suspended",
  "agent.resumed",
  "agent.retired",
  "agent.withdrawn",
  "agent.reviewed",
  "agent.reminded",
  "request.opened",
  "request.revised",
  "request.approved",
  "request.carried-out",
  "request.declined",
  "request.withdrawn",
  "request.voided",
  "request.refused",
  "request.reminded",
  "policy.adopted",
  "export.made",
  "notification.made",
  "notification.acknowledged",
  "notification.sent",
  "notification.failed",
  "person.invited",
  "person.joined",
  "person.identity-changed",
  "person.identity-erased",
  "person.roles-changed",
  "person.deactivated",
  "person.reactivated",
  "person.password-set",
  "person.bound-to-provider",
  "invitation.made",
  "invitation.used",
  "invitation.revoked",
  "passkey.challenged",
  "passkey.enrolled",
  "passkey.renamed",
  "passkey.revoked",
  "session.started",
  "session.ended",
  "session.swept",
  "sign-in.refused",
  "token.made",
  "token.revoked",
  "installation.established",
  "bundle.requested",
  "bundle.exported",
  "bundle.downloaded",
  "verification.requested",
  "verification.finished",
  "entry.viewed",
  "sealing.resumed",
] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

type NounOf<Action extends string> = Action extends `${infer Noun}.${string}` ? Noun : never;

/** What a change is about: the noun of its action. */
export type SubjectKind = NounOf<ChangeAction>;

/** The noun an action is about: `agent.registered` is about an `agent`. */
export function subjectKindOf(action: ChangeAction): string {
  return action.slice(0, action.indexOf("."));
}

/** Narrows text from a URL or the database to a known action. */
export function isChangeAction(text: string): text is ChangeAction {
  return CHANGE_ACTIONS.some((action) => action === text);
}
