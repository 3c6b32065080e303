import { rolesHold } from "@/lib/auth/role-grants";
import type { AssignedHow } from "./assign-labels";
import type { AssignableLine } from "./assignable";
import { conflictsOf, type ReviewPeople } from "./conflicts";

/** Somebody who decides in the place of another, as recorded before (REV-20). */
export type StandIn = { readonly id: string; readonly fromId: string; readonly toId: string };

/** Who is to decide a line in a stage. `line` is its key. */
export type Proposal = {
  readonly line: string;
  readonly stage: 1 | 2;
  readonly personId: string;
  readonly how: AssignedHow;
  readonly why: string;
  readonly delegationId: string | null;
};

/** `nobody`: lines that nobody may decide, with a sentence each. A review with such lines does not start. */
export type Proposed = {
  readonly proposals: readonly Proposal[];
  readonly nobody: readonly {
    readonly line: string;
    readonly stage: 1 | 2;
    readonly why: string;
  }[];
};

type Candidate = { readonly personId: string; readonly how: AssignedHow; readonly why: string };
type Course = {
  readonly ownerId: string;
  readonly people: ReviewPeople;
  readonly standIns: ReadonlyMap<string, StandIn>;
  readonly riskOwners: readonly string[];
  readonly officers: readonly string[];
  readonly load: Map<string, number>;
};

/**
 * Who decides what (goals 3.3): the owner of the server, else their deputy, else the agent's sponsor, else the owner of the review,
 * else a risk owner, else an officer; the second stage is a risk owner's, and never the same person's. Whoever has a conflict
 * is passed over, whoever approved the access is passed over where nobody else looks and another one may. What falls to
 * several is shared out by load; the same lines are always shared out in the same way.
 */
export function proposeReviewers(
  lines: readonly AssignableLine[],
  review: { readonly ownerId: string },
  people: ReviewPeople,
  standIns: readonly StandIn[] = [],
): Proposed {
  const course: Course = {
    ownerId: review.ownerId,
    people,
    standIns: new Map(standIns.map((each) => [each.fromId, each])),
    riskOwners: holding(people, "risk-owner"),
    officers: holding(people, "compliance"),
    load: new Map(),
  };
  const each = lines.map((line) => reviewersOf(line, course));
  return {
    proposals: each.flatMap(({ proposals }) => proposals),
    nobody: each.flatMap(({ nobody }) => nobody),
  };
}

function reviewersOf(line: AssignableLine, course: Course): Proposed {
  const first = firstStage(line, course);
  const second = line.stages === 2 ? secondStage(line, course, first?.personId ?? null) : null;
  const found = [
    { stage: 1, found: first } as const,
    ...(line.stages === 2 ? [{ stage: 2, found: second } as const] : []),
  ];
  const proposals = found.flatMap(({ stage, found: chosen }) =>
    chosen ? [{ delegationId: null, ...chosen, line: line.line, stage }] : [],
  );
  for (const { personId } of proposals) {
    course.load.set(personId, (course.load.get(personId) ?? 0) + 1);
  }
  const nobody = found.flatMap(({ stage, found: chosen }) =>
    chosen ? [] : [{ line: line.line, stage, why: WHY_NOBODY[stage] }],
  );
  return { proposals, nobody };
}

const WHY_NOBODY = {
  1: "The owner of the server, the deputy, the sponsor, the owner of the review, every risk owner and every officer has a conflict, has left or may not decide.",
  2: "There is no second person without a conflict: give another person the role of risk owner.",
} as const;

function holding(people: ReviewPeople, role: "risk-owner" | "compliance"): string[] {
  return [...people.roles].flatMap(([id, roles]) => (roles.includes(role) ? [id] : [])).sort();
}

function firstStage(line: AssignableLine, course: Course): Found | null {
  const { server, agent } = line;
  const sponsorId = agent ? course.people.agents.get(agent.id)?.sponsorId : null;
  const nearest: (Candidate | null)[] = [
    candidate(server?.ownerId, "accountable", `Owner of ${server?.name}`),
    candidate(server?.deputyId, "deputy", `Deputy of ${server?.name}`),
    candidate(sponsorId, "sponsor", `Sponsor of ${agent?.name}`),
    candidate(course.ownerId, "fallback", "Owner of the review"),
    ...byLoad(course.riskOwners, course.load, "fallback", "Risk owner; nobody nearer may decide"),
    ...byLoad(course.officers, course.load, "fallback", "Officer; nobody nearer may decide"),
  ];
  return choose(line, nearest, course, line.stages === 1, null);
}

function secondStage(line: AssignableLine, course: Course, first: string | null): Found | null {
  const nearest = [
    ...byLoad(course.riskOwners, course.load, "risk", "Risk owner"),
    ...byLoad(course.officers, course.load, "fallback", "Officer; no risk owner may decide"),
    candidate(course.ownerId, "fallback", "Owner of the review; no risk owner may decide"),
  ];
  return choose(line, nearest, course, false, first);
}

type Found = Candidate & { delegationId?: string };

function choose(
  line: AssignableLine,
  candidates: readonly (Candidate | null)[],
  course: Course,
  alone: boolean,
  notId: string | null,
): Found | null {
  let approver: Found | null = null;
  for (const each of candidates) {
    const standing = each && standingFor(each, line, course, notId);
    if (!standing) continue;
    const { flagged } = conflictsOf(standing.personId, line, course.people);
    if (!alone || !flagged.includes("approved-it")) return standing;
    approver ??= standing;
  }
  return approver;
}

// Whoever is away is stood in for; a stand-in with a conflict is passed over, and nobody stands in for a stand-in.
function standingFor(
  each: Candidate,
  line: AssignableLine,
  course: Course,
  notId: string | null,
): Found | null {
  const standIn = course.standIns.get(each.personId);
  const personId = standIn?.toId ?? each.personId;
  if (personId === notId || !mayReview(personId, course.people)) return null;
  // Two administrators would still be nobody else: the second look is never an administrator's.
  if (notId !== null && course.people.roles.get(personId)?.includes("admin")) return null;
  if (conflictsOf(personId, line, course.people).blocking.length > 0) return null;
  if (!standIn) return each;
  return {
    personId,
    how: "delegated",
    why: `${each.why}, in their place`,
    delegationId: standIn.id,
  };
}

function mayReview(personId: string, people: ReviewPeople): boolean {
  return rolesHold(people.roles.get(personId) ?? [], "review:decide");
}

function candidate(
  personId: string | null | undefined,
  how: AssignedHow,
  why: string,
): Candidate | null {
  return personId ? { personId, how, why } : null;
}

function byLoad(
  ids: readonly string[],
  load: ReadonlyMap<string, number>,
  how: AssignedHow,
  why: string,
): Candidate[] {
  const carried = (id: string) => load.get(id) ?? 0;
  return [...ids]
    .sort((a, b) => carried(a) - carried(b) || (a < b ? -1 : 1))
    .map((personId) => ({ personId, how, why }));
}
