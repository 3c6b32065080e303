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
  readonly keeps: Map<string, string>; // who looks at the rest of an agent already
};

/**
 * Who decides what (goals 3.3): the owner of the server, else their deputy, else the agent's sponsor, else the owner of the review,
 * else a risk owner, else an officer; the second stage is a risk owner's, and never the same person's. Whoever has a conflict
 * is passed over, whoever approved the access is passed over where nobody else looks and another one may. What falls to
 * several is shared out by load, an agent to one person; the same lines are always shared out in the same way.
 */
export function proposeReviewers(
  lines: readonly AssignableLine[],
  review: { readonly ownerId: string },
  people: ReviewPeople,
  standIns: readonly StandIn[] = [],
): Proposed {
  const course = courseOf(review, people, standIns);
  const each = lines.map((line) => reviewersOf(line, course));
  return {
    proposals: each.flatMap(({ proposals }) => proposals),
    nobody: each.flatMap(({ nobody }) => nobody),
  };
}

/** A line and stage for which somebody else is wanted than `without`. */
export type Vacancy = {
  readonly line: AssignableLine;
  readonly stage: 1 | 2;
  readonly without: Ids;
};

/** Who could decide these lines instead, by the same rules; lines for which there is nobody are left out. */
export function proposeInstead(
  vacancies: readonly Vacancy[],
  review: { readonly ownerId: string },
  people: ReviewPeople,
  standIns: readonly StandIn[] = [],
): Proposal[] {
  const course = courseOf(review, people, standIns);
  return vacancies.flatMap(({ line, stage, without }) => {
    const found = (stage === 1 ? firstStage : secondStage)(line, course, without);
    if (!found) return [];
    take(course, line, stage, found.personId);
    return [{ delegationId: null, ...found, line: line.line, stage }];
  });
}

function courseOf(
  { ownerId }: { readonly ownerId: string },
  people: ReviewPeople,
  standIns: readonly StandIn[],
): Course {
  return {
    ...{ ownerId, people, load: new Map(), keeps: new Map() },
    standIns: new Map(standIns.map((each) => [each.fromId, each])),
    riskOwners: holding(people, "risk-owner"),
    officers: holding(people, "compliance"),
  };
}

function reviewersOf(line: AssignableLine, course: Course): Proposed {
  const first = firstStage(line, course);
  const second = line.stages === 2 ? secondStage(line, course, idsOf(first?.personId)) : null;
  const found = [
    { stage: 1, found: first } as const,
    ...(line.stages === 2 ? [{ stage: 2, found: second } as const] : []),
  ];
  const proposals = found.flatMap(({ stage, found: chosen }) =>
    chosen ? [{ delegationId: null, ...chosen, line: line.line, stage }] : [],
  );
  for (const { personId, stage } of proposals) take(course, line, stage, personId);
  const nobody = found.flatMap(({ stage, found: chosen }) =>
    chosen ? [] : [{ line: line.line, stage, why: WHY_NOBODY[stage] }],
  );
  return { proposals, nobody };
}

const WHY_NOBODY = {
  1: "The owner of the server, the deputy, the sponsor, the owner of the review, every risk owner and every officer has a conflict, has left or may not decide. Name a deputy of the server, or give another person the role of risk owner.",
  2: "There is no second person without a conflict: give another person the role of risk owner.",
} as const;

function holding(people: ReviewPeople, role: "risk-owner" | "compliance"): string[] {
  return [...people.roles].flatMap(([id, roles]) => (roles.includes(role) ? [id] : [])).sort();
}

function firstStage(line: AssignableLine, course: Course, without: Ids = NOBODY): Found | null {
  const { server, agent } = line;
  const seat: Seat = { course, line, stage: 1, without };
  const sponsorId = agent ? course.people.agents.get(agent.id)?.sponsorId : null;
  const nearest: (Candidate | null)[] = [
    candidate(server?.ownerId, "accountable", `Owner of ${server?.name}`),
    candidate(server?.deputyId, "deputy", `Deputy of ${server?.name}`),
    candidate(sponsorId, "sponsor", `Sponsor of ${agent?.name}`),
    candidate(course.ownerId, "fallback", "Owner of the review"),
    ...shared(course.riskOwners, seat, "fallback", "Risk owner; nobody nearer may decide"),
    ...shared(course.officers, seat, "fallback", "Officer; nobody nearer may decide"),
  ];
  return choose(nearest, seat);
}

function secondStage(line: AssignableLine, course: Course, without: Ids): Found | null {
  const seat: Seat = { course, line, stage: 2, without };
  const nearest = [
    ...shared(course.riskOwners, seat, "risk", "Risk owner"),
    ...shared(course.officers, seat, "fallback", "Officer; no risk owner may decide"),
    candidate(course.ownerId, "fallback", "Owner of the review; no risk owner may decide"),
  ];
  return choose(nearest, seat);
}

type Found = Candidate & { delegationId?: string };
type Ids = ReadonlySet<string>;
type Seat = {
  readonly course: Course;
  readonly line: AssignableLine;
  readonly stage: 1 | 2;
  readonly without: Ids;
};
const NOBODY: Ids = new Set();

function choose(candidates: readonly (Candidate | null)[], seat: Seat): Found | null {
  const { line, course } = seat;
  const alone = seat.stage === 1 && line.stages === 1;
  let approver: Found | null = null;
  for (const each of candidates) {
    const standing = each && standingFor(each, seat);
    if (!standing) continue;
    const { flagged } = conflictsOf(standing.personId, line, course.people);
    if (!alone || !flagged.includes("approved-it")) return standing;
    approver ??= standing;
  }
  return approver;
}

// Whoever is away is stood in for; a stand-in with a conflict is passed over, and nobody stands in for a stand-in.
function standingFor(each: Candidate, { course, line, stage, without }: Seat): Found | null {
  const standIn = course.standIns.get(each.personId);
  const personId = standIn?.toId ?? each.personId;
  if (without.has(personId) || !mayReview(personId, course.people)) return null;
  // Two administrators would still be nobody else: the second look is never an administrator's.
  if (stage === 2 && course.people.roles.get(personId)?.includes("admin")) return null;
  if (conflictsOf(personId, line, course.people).blocking.length > 0) return null;
  if (!standIn) return each;
  return {
    personId,
    how: "delegated",
    why: `${each.why}, in their place`,
    delegationId: standIn.id,
  };
}

function idsOf(id: string | undefined): Ids {
  return id === undefined ? NOBODY : new Set([id]);
}

/** Whether a person is active and has the right to decide lines. */
export function mayReview(personId: string, people: ReviewPeople): boolean {
  return rolesHold(people.roles.get(personId) ?? [], "review:decide");
}

function candidate(
  personId: string | null | undefined,
  how: AssignedHow,
  why: string,
): Candidate | null {
  return personId ? { personId, how, why } : null;
}

function shared(ids: readonly string[], seat: Seat, how: AssignedHow, why: string): Candidate[] {
  const { load, keeps } = seat.course;
  const kept = keeps.get(groupOf(seat.line, seat.stage));
  const carried = (id: string) => (id === kept ? -1 : (load.get(id) ?? 0));
  return [...ids]
    .sort((a, b) => carried(a) - carried(b) || (a < b ? -1 : 1))
    .map((personId) => ({ personId, how, why }));
}

function take({ load, keeps }: Course, line: AssignableLine, stage: 1 | 2, personId: string): void {
  load.set(personId, (load.get(personId) ?? 0) + 1);
  keeps.set(groupOf(line, stage), personId);
}

// One person looks at all of an agent, else of a server, so far as the rules let them.
function groupOf({ agent, server, kind }: AssignableLine, stage: 1 | 2): string {
  return `${stage}:${agent?.id ?? server?.id ?? kind}`;
}
