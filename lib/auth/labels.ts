import type { Permission, Role, TOKEN_GRANTS } from "./permissions";

export const ROLE_LABEL = {
  admin: "Admin",
  compliance: "Compliance officer",
  owner: "Agent owner",
  "risk-owner": "Risk owner",
  auditor: "Auditor",
} as const satisfies Record<Role, string>;

/** What a role is for, in one sentence. */
export const ROLE_MEANING = {
  admin:
    "Invites people, gives roles, connects sources and makes tokens. Has no rights over evidence.",
  compliance:
    "Keeps the registers, decides requests, proposes and approves policies, exports evidence.",
  owner: "Registers agents, answers for them and keeps their records true.",
  "risk-owner": "Decides about registered agents and their risk, and can suspend one.",
  auditor: "Reads and exports everything. Changes nothing.",
} as const satisfies Record<Role, string>;

/** What each right allows, as the end of the sentence "may …". */
export const PERMISSION_LABEL = {
  "overview:read": "see the overview",
  "profile:manage": "keep their own profile, password, passkeys and sessions",
  "notification:read": "read what they were told",
  "notification:test": "try the channels of notifications on themselves",
  "notification:send": "send notifications",
  "request:read": "see requests they made or can decide",
  "request:read-all": "see all requests",
  "request:decide": "decide requests of other people",
  "request:remind": "remind those who decide",
  "agent:read": "see agents",
  "agent:register": "ask for the registration of an agent",
  "agent:edit": "edit agents they answer for",
  "agent:edit-all": "edit all agents",
  "agent:decide": "approve or decline agents of other people",
  "agent:activate": "activate agents",
  "agent:suspend": "suspend agents",
  "agent:retire": "retire agents",
  "agent:export": "export agents",
  "agent:import": "import agents from a file",
  "agent:remind": "remind owners",
  "change:read": "see the change log of their own records",
  "change:read-all": "see the whole change log",
  "change:export": "export the change log",
  "export:read": "see which exports were made",
  "ledger:status": "see how the ledger stands",
  "ledger:read": "read the ledger with its proofs, and have it verified",
  "ledger:export": "make and download bundles of the ledger",
  "ledger:work": "do the ledger's own work in the background",
  "sealing:resume": "have a log sealed again after a halt",
  "source:read": "see sources and what they sent",
  "source:manage": "add and change sources, make and revoke their tokens",
  "call:read": "see the calls of agents they answer for",
  "call:read-all": "see all calls",
  "call:export": "export calls",
  "call:push": "push calls",
  "call:import": "import files of calls",
  "quarantine:read": "see records that could not be read",
  "quarantine:dispose": "dispose of records that could not be read",
  "gap:watch": "look for gaps",
  "gap:dispose": "explain or accept gaps",
  "candidate:dismiss": "dismiss callers that nobody registered",
  "redaction:read": "see the rules of the redaction and what they took out",
  "redaction:try": "try the redaction on a text",
  "leak-check:draw": "draw a leak check",
  "leak-check:sign": "sign a leak check",
  "finding:read": "see findings that they own",
  "finding:read-all": "see all findings",
  "finding:triage": "triage and close findings",
  "finding:raise": "raise findings",
  "server:read": "see servers and operations",
  "server:register": "register servers and keep those they own",
  "server:edit-all": "edit all servers",
  "server:import": "import operations from what a server says of itself",
  "server:fetch": "have a server asked for its operations",
  "server:decide": "approve definitions and the scope document",
  "server:export": "export servers and the scope document",
  "key:read": "see keys",
  "key:register": "register keys of agents they answer for, rotate and revoke them",
  "key:manage-all": "register, rotate and revoke all keys",
  "key:export": "export keys and their rotations",
  "key:remind": "remind of keys that grow old",
  "matrix:read": "see the access of agents they answer for",
  "matrix:read-all": "see all access",
  "matrix:export": "export the access matrix",
  "grant:request": "ask for access of agents they answer for",
  "grant:request-all": "ask for access of any agent",
  "grant:decide": "approve or decline access that others asked for",
  "exception:decide": "accept exceptions: wildcards, old keys",
  "standard-change:propose": "propose changes that are approved beforehand",
  "standard-change:decide": "approve changes beforehand",
  "emergency:take": "take emergency access",
  "emergency:read": "see emergency access of their own",
  "emergency:read-all": "see all emergency access",
  "emergency:watch": "watch over emergency access",
  "enforced-grants:push": "push what a gateway enforces",
  "enforced-grants:upload": "upload what a gateway enforces",
  "enforced-grants:read": "see what gateways enforce",
  "deviation:find": "compare grants with what is enforced and used",
  "deviation:dispose": "explain or accept deviations",
  "review:read": "see access reviews they take part in",
  "review:read-all": "see all access reviews",
  "review:prepare": "prepare and start access reviews, assign who decides",
  "review:decide": "decide lines of access reviews that are theirs",
  "review:sign": "sign what they decided in access reviews",
  "review:delegate": "have somebody decide in their place",
  "review:accept": "accept that access a review revoked stays for a while",
  "review:verify": "record how the removal of access was tested",
  "review:check": "look a second time at a draw of what a review kept",
  "review:export": "export access reviews and make their packs",
  "review:remind": "remind those who decide in access reviews",
  "review:watch": "follow what access reviews took away",
  "reviewer:edit": "record why a person is fit to review",
  "document:read": "see which certificate and which seal sign for the server",
  "document:send": "sign documents for the server",
  "policy:read": "see policies and their versions",
  "policy:propose": "propose a policy",
  "policy:decide": "approve or decline policies of other people",
  "person:read": "see people and their roles",
  "person:manage": "invite people, give roles, deactivate people",
  "token:manage": "make and revoke machine tokens",
  "session:start": "sign in",
  "session:sweep": "clear away expired challenges and counters",
  "invitation:accept": "answer a one-time link",
  "installation:establish": "name the installation",
} as const satisfies Record<Permission, string>;

/** What a machine token can be given, in words. */
export const TOKEN_GRANT_LABEL = {
  "agent:import": "Register and update agents from agents.yaml",
  "ledger:read": "Read checkpoints, entries and proofs of the ledger",
} as const satisfies Record<(typeof TOKEN_GRANTS)[number], string>;

export const PERSON_STATUSES = ["active", "invited", "deactivated"] as const;
export type PersonStatus = (typeof PERSON_STATUSES)[number];

export const PERSON_STATUS_LABEL = {
  active: "Active",
  invited: "Invited",
  deactivated: "Deactivated",
} as const satisfies Record<PersonStatus, string>;

export const LINK_PURPOSES = ["first-admin", "join", "new-password", "passkey"] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

export const LINK_PURPOSE_LABEL = {
  "first-admin": "First admin",
  join: "Invitation",
  "new-password": "New password",
  passkey: "New passkey",
} as const satisfies Record<LinkPurpose, string>;

export const SIGN_IN_METHODS = ["password", "oidc", "demo"] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

export const SIGN_IN_METHOD_LABEL = {
  password: "Password",
  oidc: "Single sign-on",
  demo: "Demo, without a password",
} as const satisfies Record<SignInMethod, string>;

/** How a person proved themselves before enrolling a passkey. */
export const VERIFICATION_LABEL = {
  password: "Current password",
  session: "Sign-in less than 10 minutes before",
} as const;
export type Verification = keyof typeof VERIFICATION_LABEL;

/** What the sign-in page says about the outcome in its address. Unknown words there are never shown. */
export function signInSays(outcome: string): string {
  const minutes = /^wait-(\d{1,4})$/.exec(outcome)?.[1];
  if (minutes) return waitSays(Number(minutes));
  return isOutcome(outcome) ? SIGN_IN_SAYS[outcome] : SIGN_IN_SAYS.failed;
}

/** The same words for an account that exists and one that does not. */
export function waitSays(minutes: number): string {
  return `Too many failed sign-ins. Wait ${minutes} ${minutes === 1 ? "minute" : "minutes"}, then try again.`;
}

const SIGN_IN_SAYS = {
  refused:
    "These do not open an account. Check the e-mail address and the password, or ask an admin for a new-password link.",
  "no-account":
    "No active account here belongs to you. Ask an admin for an invitation to the e-mail address you signed in with.",
  unverified:
    "The provider did not confirm your e-mail address. Have it confirmed there, then sign in again.",
  failed: "The sign-in was not finished. Start again from this page.",
} as const;

function isOutcome(text: string): text is keyof typeof SIGN_IN_SAYS {
  return Object.hasOwn(SIGN_IN_SAYS, text);
}
