import { HOUR_MS, utcText } from "@/lib/core/clock";
import type { Actor } from "./actor";
import { browserName } from "./browser-name";
import type { PersonStatus, Verification } from "./labels";
import {
  LINK_PURPOSE_LABEL,
  LINK_PURPOSES,
  PERMISSION_LABEL,
  PERSON_STATUS_LABEL,
  ROLE_LABEL,
  ROLE_MEANING,
  SIGN_IN_METHOD_LABEL,
  SIGN_IN_METHODS,
  VERIFICATION_LABEL,
} from "./labels";
import { NEW_PASSKEY_HOURS } from "./limits";
import type { ListedPerson } from "./people-list";
import { isRole, ROLES, type Role } from "./permissions";
import type { PersonRecord, Profile } from "./queries";
import { permissionsOf } from "./role-grants";

type Outcome = "pass" | "attention" | "none" | "na" | "unknown";

/** What a person's state looks like in a badge. */
const STATUS_OUTCOME = {
  active: "pass",
  invited: "attention",
  deactivated: "na",
} as const satisfies Record<PersonStatus, Outcome>;

export type StatusView = { status: PersonStatus; label: string; outcome: Outcome };

/** Whether somebody may sign in, has yet to, or no longer may. */
export function statusOf(person: {
  joinedAt: Date | null;
  deactivatedAt: Date | null;
}): StatusView {
  const joined = person.joinedAt ? "active" : "invited";
  const status = person.deactivatedAt ? "deactivated" : joined;
  return { status, label: PERSON_STATUS_LABEL[status], outcome: STATUS_OUTCOME[status] };
}

/** Stored roles in words, in the order of the table. */
export function roleWords(roles: readonly string[]): string {
  return ROLES.filter((role) => roles.includes(role))
    .map((role) => ROLE_LABEL[role])
    .join(", ");
}

export type PersonRow = {
  id: string;
  name: string;
  title: string;
  email: string;
  roles: string;
  state: StatusView;
  lastSignIn: string | null;
  joined: string | null;
  passkeys: number;
};

export function toPersonRow(person: ListedPerson): PersonRow {
  return {
    id: person.id,
    name: person.name ?? `Erased person ${person.id.slice(0, 8)}`,
    title: person.title ?? "",
    email: person.email ?? "",
    roles: roleWords(person.roles),
    state: statusOf(person),
    lastSignIn: person.lastSignInAt?.toISOString() ?? null,
    joined: person.joinedAt?.toISOString() ?? null,
    passkeys: person.passkeys,
  };
}

export type RoleView = { role: Role; label: string; meaning: string; permits: readonly string[] };

/** A role in words: what it is for and everything it permits. */
export function toRoleView(role: Role): RoleView {
  return {
    role,
    label: ROLE_LABEL[role],
    meaning: ROLE_MEANING[role],
    permits: permissionsOf(role).map((permission) => PERMISSION_LABEL[permission]),
  };
}

/** The roles a person holds, in words. */
export function roleViews(roles: readonly string[]): RoleView[] {
  return roles.filter(isRole).map(toRoleView);
}

export type RoleChoice = { value: Role; label: string; help: string };

/** All roles, as a form offers them. */
export const ROLE_CHOICES: readonly RoleChoice[] = ROLES.map((role) => ({
  value: role,
  label: ROLE_LABEL[role],
  help: ROLE_MEANING[role],
}));

export type PermissionRow = {
  id: string;
  permission: string;
  holders: Readonly<Record<Role, boolean>>;
};

export type RoleHolders = RoleView & {
  holders: readonly { id: string; name: string; title: string }[];
};

export type SessionRow = {
  id: string;
  browser: string;
  method: string;
  startedAt: string;
  expiresAt: string;
  /** True for the session that is looking. */
  here: boolean;
};

export function toSessionRow(session: Profile["sessions"][number], currentId?: string): SessionRow {
  return {
    id: session.id,
    browser: browserName(session.userAgent),
    method: methodWords(session.method),
    startedAt: session.startedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
    here: session.id === currentId,
  };
}

function methodWords(method: string): string {
  const known = SIGN_IN_METHODS.find((one) => one === method);
  return known ? SIGN_IN_METHOD_LABEL[known] : method;
}

export type PasskeyRow = {
  id: string;
  name: string;
  kind: string;
  enrolledAt: string;
  revokedAt: string | null;
  verification: string;
  /** Enrolled within the last day: a signature with it is flagged. */
  fresh: boolean;
};

export function toPasskeyRow(passkey: Profile["passkeys"][number], now: Date): PasskeyRow {
  const age = now.getTime() - passkey.enrolledAt.getTime();
  return {
    id: passkey.id,
    name: passkey.name === "" ? "Erased name" : passkey.name,
    kind: passkey.deviceBound ? "Bound to one device" : syncedWords(passkey.backedUp),
    enrolledAt: passkey.enrolledAt.toISOString(),
    revokedAt: passkey.revokedAt?.toISOString() ?? null,
    verification: verificationWords(passkey.verification),
    fresh: passkey.revokedAt === null && age < NEW_PASSKEY_HOURS * HOUR_MS,
  };
}

function syncedWords(backedUp: boolean): string {
  return backedUp ? "Synced between devices" : "Can be synced between devices";
}

function verificationWords(verification: string): string {
  return isVerification(verification) ? VERIFICATION_LABEL[verification] : verification;
}

function isVerification(text: string): text is Verification {
  return Object.hasOwn(VERIFICATION_LABEL, text);
}

/** A person's page, for somebody who looks at it. */
export type PersonFacts = {
  id: string;
  version: number;
  name: string;
  identity: { name: string; email: string; title: string } | null;
  state: StatusView;
  lead: string;
  self: boolean;
  /** False once deactivated. */
  editable: boolean;
  roles: readonly Role[];
  roleViews: readonly RoleView[];
  joined: string | null;
  deactivated: string | null;
  lastSignIn: string | null;
  password: string;
  providers: string;
  linkable: readonly ("join" | "new-password" | "passkey")[];
  links: readonly LinkRow[];
  sessions: readonly SessionRow[];
  passkeys: readonly PasskeyRow[];
  tokens: readonly string[];
};

export function toPersonFacts(person: PersonRecord, actor: Actor, now: Date): PersonFacts {
  const passkeys = person.passkeys.map((passkey) => toPasskeyRow(passkey, now));
  const self = person.id === actor.id;
  const state = statusOf(person);
  return {
    id: person.id,
    version: person.version,
    name: person.identity?.name ?? `Erased person ${person.id.slice(0, 8)}`,
    identity: person.identity,
    state,
    lead: `${roleWords(person.roles)}. ${STATUS_SAYS[state.status]}`,
    self,
    editable: person.deactivatedAt === null,
    roles: person.roles.filter(isRole),
    roleViews: roleViews(person.roles),
    joined: person.joinedAt?.toISOString() ?? null,
    deactivated: person.deactivatedAt?.toISOString() ?? null,
    lastSignIn: person.lastSignInAt?.toISOString() ?? null,
    password: person.password ? `set ${utcText(person.password.changedAt)}` : "none",
    providers: person.oidc.map(({ issuer }) => issuer).join(", ") || "not bound",
    linkable: self ? [] : linkable(state.status, passkeys),
    links: person.links.map(toLinkRow),
    sessions: person.sessions.map((session) => toSessionRow(session)),
    passkeys,
    tokens: person.tokens.map(({ name }) => name),
  };
}

const STATUS_SAYS = {
  active: "Can sign in.",
  invited: "Has been invited and has not signed in yet.",
  deactivated: "Cannot sign in.",
} as const satisfies Record<PersonStatus, string>;

function linkable(status: PersonStatus, passkeys: readonly PasskeyRow[]): PersonFacts["linkable"] {
  if (status === "deactivated") return [];
  if (status === "invited") return ["join"];
  const renewal = passkeys.length > 0 && passkeys.every(({ revokedAt }) => revokedAt !== null);
  return renewal ? ["new-password", "passkey"] : ["new-password"];
}

export type LinkRow = { id: string; purpose: string; createdAt: string; expiresAt: string };

export function toLinkRow(link: PersonRecord["links"][number]): LinkRow {
  const known = LINK_PURPOSES.find((purpose) => purpose === link.purpose);
  return {
    id: link.id,
    purpose: known ? LINK_PURPOSE_LABEL[known] : link.purpose,
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
  };
}

export type TokenRow = {
  id: string;
  name: string;
  grants: string;
  responsible: string;
  createdBy: string;
  createdAt: string;
  expiresAt: string;
  state: { label: string; outcome: Outcome };
  revocable: boolean;
};
