// What is no call through a gateway: who owns, which roles somebody has, whether a token or key is over. Pure.
import type { Expected } from "../remediation-view";
import {
  type ChangeFact,
  changesOf,
  notYet,
  type RegisterFacts,
  type RegisterStanding,
} from "./register";

export type RowExpected = Exclude<Expected, { kind: "gone" | "remaining" | "ends" }>;
type Of<Kind extends RowExpected["kind"]> = Extract<RowExpected, { kind: Kind }>;
type When = { readonly openedAt: Date; readonly now: Date };

/** Whether the register says what was decided, with the change record that tells who did it (REV-16 b). */
export function rowStanding(
  expected: RowExpected,
  facts: RegisterFacts,
  when: When,
): RegisterStanding {
  switch (expected.kind) {
    case "ended":
      return endedStanding(expected, facts, when);
    case "roles":
      return rolesStanding(expected, facts, when);
    case "rights":
      return rightsStanding(expected, facts, when);
    case "owner":
      return ownerStanding(expected, facts, when);
    default:
      return expected satisfies never;
  }
}

const ENDINGS = {
  token: ["token.revoked"],
  "source-token": ["source-token.revoked", "source-token.replaced"],
  "standard-change": ["standard-change.ended"],
  key: ["key.revoked"],
} as const;

function endedStanding(
  { subject, id }: Of<"ended">,
  facts: RegisterFacts,
  { now }: When,
): RegisterStanding {
  const { endedAt = null, endsAt = null } = facts.rows.get(`${subject}:${id}`) ?? {};
  if (endedAt !== null)
    return proven(endedAt, changesOf(facts, `${subject}:${id}`, ENDINGS[subject]));
  if (endsAt !== null && endsAt <= now) return { endedAt: endsAt, why: "", changes: [] };
  return notYet("It can still be used.");
}

function rolesStanding(
  { personId, without }: Of<"roles">,
  facts: RegisterFacts,
  { openedAt }: When,
): RegisterStanding {
  const { roles = [], endedAt = null } = facts.rows.get(`person:${personId}`) ?? {};
  const held = endedAt === null ? without.filter((role) => roles.includes(role)) : [];
  if (held.length > 0) return notYet(`The person still holds ${held.join(", ")}.`);
  const actions = ["person.roles-changed", "person.deactivated"];
  const changes = changesOf(facts, `person:${personId}`, actions);
  return proven(changes.at(-1)?.at ?? openedAt, changes);
}

// Which rights a role has is part of the software: no row says so, and no change tells of it.
function rightsStanding(
  { role, without }: Of<"rights">,
  { rightsOf }: RegisterFacts,
  { now }: When,
): RegisterStanding {
  const rights = rightsOf(role);
  const held = without.filter((right) => rights.includes(right));
  if (held.length > 0) return notYet(`The role still holds ${held.join(", ")}.`);
  return { endedAt: now, why: "", changes: [] };
}

function ownerStanding(
  { subject, id, newOwner }: Of<"owner">,
  facts: RegisterFacts,
  { openedAt }: When,
): RegisterStanding {
  if (facts.rows.get(`${subject}:${id}`)?.ownerId !== newOwner) {
    return notYet("It still has another owner.");
  }
  const changes = (facts.changes.get(`${subject}:${id}`) ?? []).slice(-1);
  return proven(changes[0]?.at ?? openedAt, changes);
}

function proven(endedAt: Date, changes: readonly ChangeFact[]): RegisterStanding {
  if (changes.length > 0) return { endedAt, why: "", changes };
  return notYet("It is so, and no change record tells who did it: somebody wrote it behind us.");
}
