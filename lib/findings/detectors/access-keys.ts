import type { RevokedUse, StandingKey } from "./access-facts";
import { callsLink, counted, defineDetector, explained, type Raised, short } from "./detector";
import { noFacts } from "./facts";

type Keyed = { readonly publicId: string; readonly agentId: string | null };

function subjectOfKey({ publicId, agentId }: Keyed): Raised["subject"] {
  return agentId === null ? { kind: "key", id: publicId } : { kind: "agent", id: agentId };
}

/** KEY-01: no key in use is older than the rule says, but by an accepted exception. */
export const keyOverAge = defineDetector({
  id: "key-over-age",
  version: 1,
  title: "Key older than the rule",
  means:
    "A key that can be used is older than keys of its kind may become, and nobody accepted that.",
  matters: "The longer a secret lives, the more places it has leaked to.",
  act: "Rotate it on the key's page, or have an exception approved with what makes up for it.",
  everyMinutes: 60,
  rules: [],
  toldBy: "keys.remind",
  examined: ({ access }) => access.standingKeys.length,
  detect: ({ access }, _rules, now) =>
    access.standingKeys
      .filter(({ ageDays, maxDays, excused }) => ageDays > maxDays && !excused)
      .map((key) => tooOld(key, now)),
  canary: (now) => ({
    ...noFacts(now),
    access: {
      ...noFacts(now).access,
      standingKeys: [
        {
          ...{ id: "canary", publicId: "canary-key", agentId: null, environment: "production" },
          ...{ issuedAt: new Date(0), ageDays: 4_000, maxDays: 90, excused: false },
        },
      ],
    },
  }),
});

function tooOld(key: StandingKey, now: Date): Raised {
  const { id, publicId, ageDays, maxDays, issuedAt, environment } = key;
  const over = ageDays - maxDays;
  const since = new Date(issuedAt.getTime() + (maxDays + 1) * 86_400_000);
  return {
    groupKey: `key:${id}`,
    severity: environment === "production" && over > maxDays ? "critical" : "warning",
    title: `${short(publicId)} is ${counted(over, "day")} too old`,
    subject: subjectOfKey(key),
    firstAt: since,
    lastAt: now,
    explanation: explained({
      baseline: `A key of this kind becomes at most ${counted(maxDays, "day")} old.`,
      observed: `It was issued ${issuedAt.toISOString()} and is ${counted(ageDays, "day")} old.`,
      deviation: `${counted(over, "day")} over the rule that is in force, without an exception.`,
      numbers: { unit: "days", baseline: maxDays, observed: ageDays },
      evidence: [{ label: publicId, href: `/keys/${id}` }],
    }),
  };
}

/** KEY-02: use after revocation is an incident. */
export const revokedKeyUse = defineDetector({
  id: "revoked-key-use",
  version: 1,
  title: "Key used after it was revoked",
  means: "A revoked key made calls that were not denied.",
  matters: "The revocation did not reach the gateway: whoever holds the secret still gets in.",
  act: "Take the key out of the gateway now, and open an incident. Denied calls of it are the proof that it is refused.",
  everyMinutes: 60,
  rules: [],
  examined: ({ access }) => access.revokedUses.length,
  detect: ({ access }) => access.revokedUses.map(usedAfter),
  canary: (now) => ({
    ...noFacts(now),
    access: {
      ...noFacts(now).access,
      revokedUses: [
        {
          ...{ keyId: "canary", publicId: "canary-key", agentId: null, environment: "production" },
          ...{ revokedAt: new Date(now.getTime() - 7_200_000), calls: 1 },
          ...{ firstAt: new Date(now.getTime() - 3_600_000), lastAt: now },
        },
      ],
    },
  }),
});

function usedAfter(use: RevokedUse): Raised {
  const { keyId, publicId, revokedAt, calls, firstAt, lastAt } = use;
  const filter = { credential: publicId, from: firstAt, to: lastAt };
  return {
    groupKey: `key:${keyId}`,
    severity: "critical",
    title: `${short(publicId)} was used after it was revoked`,
    subject: subjectOfKey(use),
    firstAt,
    lastAt,
    calls: filter,
    explanation: explained({
      baseline: "A revoked key makes no call that is not denied.",
      observed: `${counted(calls, "call")} from ${firstAt.toISOString()} to ${lastAt.toISOString()}.`,
      deviation: `It was revoked ${revokedAt.toISOString()}.`,
      numbers: { unit: "calls", baseline: 0, observed: calls },
      evidence: [callsLink("These calls", filter), { label: publicId, href: `/keys/${keyId}` }],
    }),
  };
}
