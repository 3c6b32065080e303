import "server-only";
import type { Expected, RemediationProof } from "../remediation-view";
import { EVERY_OPERATION } from "./expected";
import type { Seen } from "./judge";
import { grantsOf, grantsStanding, isGrantedAnew, keptBy, scheduleStanding } from "./register";
import { rowStanding } from "./register-rows";
import type { RemediationRecord } from "./row";
import { type Standing, standingOf } from "./standing";
import { readExpected, readProof } from "./stored-removal";
import { operationKey, type Target, targetOf } from "./target";
import { callsOf, countCalls, type FoundCall, type UsageSum, usageOf } from "./usage";
import { subjectsOf, type WatchedFacts } from "./watched";

/** What the data say of a removal at an instant; null where its row asks for nothing that could be. */
export async function seeRemoval(
  row: RemediationRecord,
  facts: WatchedFacts,
  now: Date,
): Promise<Seen | null> {
  const expected = readExpected(row.expected);
  if (expected === null) return null;
  const proof = readProof(row.proof);
  const when = { openedAt: row.openedAt, now };
  if (!("principals" in expected)) {
    const register = rowStanding(expected, facts.register, when);
    if (expected.kind === "ended" && expected.subject === "key") {
      const target = wholeKey(expected.id, facts);
      return seeAccess({ row, facts, now, target, register, proof, later: false });
    }
    const gone = register.endedAt && {
      at: register.endedAt,
      after: { register: expected.kind, at: register.endedAt.toISOString() },
    };
    const back = register.endedAt === null && !isToldSince(row, expected, facts);
    return { ...NOTHING_SEEN, register, gone, why: register.why, back, proof };
  }
  const target = targetOf(expected, namesNow(expected.principals, facts));
  const endsAt = expected.kind === "ends" ? new Date(expected.at) : null;
  const later = endsAt !== null && now < endsAt;
  const register =
    later && endsAt
      ? scheduleStanding(target, facts.register, { ...when, endsAt })
      : grantsStanding(target, facts.register, when);
  return seeAccess({ row, facts, now, target, register, proof, later, endsAt });
}

const NOTHING_SEEN = {
  ...{ later: false, stillIn: null, back: false, bad: null, denied: null, policy: null },
} as const;

// What a named person gave again, on record, is a decision of its own: the next review looks at it.
function isToldSince(
  { verifiedAt }: RemediationRecord,
  expected: Expected,
  { register }: WatchedFacts,
): boolean {
  const changes = subjectsOf(expected).flatMap((subject) => register.changes.get(subject) ?? []);
  return verifiedAt !== null && changes.some(({ at }) => at > verifiedAt);
}

function namesNow(principals: readonly string[], { namesOf }: WatchedFacts): readonly string[] {
  const [first = ""] = principals;
  const at = first.indexOf(":");
  return namesOf(first.slice(0, at), first.slice(at + 1));
}

function wholeKey(id: string, { namesOf }: WatchedFacts): Target {
  const names = new Set(namesOf("key", id).map((name) => name.trim().toLowerCase()));
  const everything = { server: null, environment: null, operations: [EVERY_OPERATION] };
  return { kind: "key", id, names, ...everything, remaining: null };
}

type Looked = {
  readonly row: RemediationRecord;
  readonly facts: WatchedFacts;
  readonly now: Date;
  readonly target: Target;
  readonly register: Seen["register"];
  readonly proof: RemediationProof;
  readonly later: boolean;
  readonly endsAt?: Date | null;
};

async function seeAccess(look: Looked): Promise<Seen> {
  const { row, facts, now, target, register, proof, later, endsAt } = look;
  const kept = keptBy(grantsOf(target, facts.register.grants), now);
  const from = row.reopenedAt ?? row.openedAt;
  const since = endsAt && endsAt > from && !later ? endsAt : from;
  const asked = { since, now, kept, reopened: row.reopenedAt !== null };
  const standing = standingOf(target, facts.enforcement, asked);
  const sums = usageOf(target, facts.usage, {
    ...{ servers: facts.enforcement.servers, keyNames: facts.keyNames, kept },
    agentNames: new Set(target.kind === "key" ? facts.agentNamesOf(target.id) : []),
  });
  const calls = await callsAfter(look, standing, sums);
  const known = later || row.state === "verified";
  const exposure = known ? proof.exposure : await exposureOf(look, standing, sums);
  const gone = later ? null : standing.gone;
  return {
    ...{ register, later, why: standing.why, proof: { ...proof, exposure }, ...calls },
    gone: gone && { at: gone.at, after: readBack(gone.after) },
    policy: gone?.after ?? null,
    back: false,
    stillIn: isStandingAnew(look) ? null : standing.stillIn,
  };
}

function readBack({ sourceId, policyId, version, statedAt }: NonNullable<Seen["policy"]>) {
  return { sourceId, policyId, version, statedAt: statedAt.toISOString() };
}

/** Whether somebody asked for it again since, and it was approved: then it may be there, and is for the next review. */
function isStandingAnew({ row, target, facts, now }: Looked): boolean {
  if (row.state !== "verified") return false;
  const operations = target.operations.includes(EVERY_OPERATION) ? [""] : target.operations;
  return operations.every((operation) =>
    isGrantedAnew(target, facts.register, { operation, at: now, since: row.openedAt }),
  );
}

// From when it was gone: a verified one as it was proven, and from its day on one that was to end later.
function goneFrom({ row, endsAt, later }: Looked, { gone }: Standing): Date | null {
  if (later) return null;
  if (row.state === "verified") return row.goneAt ?? endsAt ?? null;
  return gone?.at ?? null;
}

async function callsAfter(look: Looked, standing: Standing, sums: readonly UsageSum[]) {
  const from = goneFrom(look, standing);
  if (from === null) return { bad: null, denied: null };
  const { row, facts, now, target } = look;
  const through = await callsOf(sums, { from, to: now, denied: false });
  const held = row.heldCall === "" ? null : BigInt(row.heldCall);
  const bad = through.filter(
    (call) =>
      (held === null || BigInt(call.index) > held) && !isCoveredAnew(target, facts, row, call),
  );
  const [denied = null] = await callsOf(sums, { from, to: now, denied: true });
  return { bad: bad.at(-1) ?? null, denied };
}

function isCoveredAnew(
  target: Target,
  { register }: WatchedFacts,
  { openedAt }: RemediationRecord,
  { server, operation, at }: FoundCall,
): boolean {
  const asked = { operation: operationKey(server, operation), at, since: openedAt };
  return isGrantedAnew(target, register, asked);
}

const EXAMPLES = 20;

// REV-16 (e): what was let through between the decision and the removal.
async function exposureOf({ proof, now }: Looked, { gone }: Standing, sums: readonly UsageSum[]) {
  const from = new Date(proof.exposure.from);
  const to = gone?.at ?? now;
  const range = { from, to };
  const [calls, examples] = await Promise.all([
    countCalls(sums, range),
    callsOf(sums, { ...range, denied: false }),
  ]);
  return {
    ...{ calls, from: proof.exposure.from, to: to.toISOString() },
    examples: examples
      .slice(0, EXAMPLES)
      .map(({ index, at, outcome }) => ({ index, at: at.toISOString(), outcome })),
  };
}
