import type { Role } from "@/lib/auth/permissions";
import type { SnapshotLine } from "../snapshot-view";
import type { Conflict } from "./assign-labels";

/** What of a line says who must not decide it. A SnapshotLine is one. */
export type ConflictLine = {
  readonly kind: SnapshotLine["kind"];
  /** 2: somebody else looks as well, so nobody is alone with it. */
  readonly stages: number;
  readonly principal: { readonly kind: string; readonly id: string };
  readonly agent: { readonly id: string } | null;
  readonly ownerId: string | null;
  readonly grants: readonly { readonly requestedById: string; readonly approvedById: string }[];
};

/** What the rules know of people: roles of those who are active, and who stands behind the agents. */
export type ReviewPeople = {
  readonly roles: ReadonlyMap<string, readonly Role[]>;
  readonly agents: ReadonlyMap<
    string,
    {
      readonly registeredById: string;
      readonly sponsorId: string | null;
      /** Who answers for it by now: maybe somebody else than when the line was frozen. */
      readonly ownerId?: string;
    }
  >;
};

export type Conflicts = {
  readonly blocking: readonly Conflict[];
  readonly flagged: readonly Conflict[];
};

/**
 * REV-06: nobody decides about themselves, about what they answer for, registered or asked for; whoever gives and takes access as
 * an administrator is never the only one to look. What a person approved, or a role they hold, they may decide: flagged.
 * The answers are ids; CONFLICT_LABEL has the words.
 */
export function conflictsOf(
  personId: string,
  line: ConflictLine,
  people: ReviewPeople,
): { blocking: Conflict[]; flagged: Conflict[] } {
  const roles = people.roles.get(personId) ?? [];
  const admin = roles.includes("admin");
  const officer = roles.includes("compliance"); // registers and imports what others build
  const agent = line.agent ? people.agents.get(line.agent.id) : undefined;
  const registered = agent?.registeredById;
  const isPerson = line.kind === "person" || line.principal.kind === "person";
  const when = (so: boolean, conflict: Conflict): Conflict[] => (so ? [conflict] : []);
  return {
    blocking: [
      ...when(isPerson && line.principal.id === personId, "reviewed-person"),
      ...when(line.ownerId === personId || agent?.ownerId === personId, "owner"),
      ...when(registered === personId && !officer, "developer"),
      ...when(
        line.grants.some((grant) => grant.requestedById === personId),
        "requester",
      ),
      ...when(admin && line.stages < 2, "administrator-alone"),
    ],
    flagged: [
      ...when(registered === personId && officer, "developer"),
      ...when(
        line.grants.some((grant) => grant.approvedById === personId),
        "approved-it",
      ),
      ...when(admin && line.stages > 1, "administrator"),
      ...when(
        line.kind === "role" && roles.some((role) => role === line.principal.id),
        "holds-role",
      ),
    ],
  };
}
