/** Kinds of wishes about access, as requests store them for ever. */
export const ACCESS_REQUEST = "access.request";
export const ACCESS_REMOVAL = "access.removal";
export const ACCESS_WILDCARD = "access.wildcard";
export const STANDARD_ADOPTION = "standard-change.adoption";
export const EMERGENCY_APPROVAL = "emergency.approval";

/** What the requests about access are about: one key on one server. */
export const ACCESS_SUBJECT = "access";

/** The subject of requests about a key on a server. */
export function accessSubject(keyId: string, serverId: string): string {
  return `${keyId}:${serverId}`;
}
