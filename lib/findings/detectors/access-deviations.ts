// What the comparison of grants, policies and use found and nobody has disposed of, one finding for each who can or did.
import type { Evidence } from "../explanation";
import type { AccessDeviation } from "./access-facts";
import {
  counted,
  type Detector,
  defineDetector,
  explained,
  listed,
  type Raised,
  short,
} from "./detector";
import { grouped } from "./environment-crossing";
import { noFacts } from "./facts";
import { earliest, latest } from "./first-seen";

type Words = Pick<Detector, "title" | "means" | "matters" | "act"> & {
  readonly kinds: readonly string[];
  readonly usual: string;
  /** What somebody is said to have, in the title. */
  readonly has: string;
  /** One finding for each difference, not for each who has some. */
  readonly apart?: boolean;
};

const ACCESS = {
  "used-not-granted": {
    kinds: ["used-not-granted"],
    title: "Used without a grant",
    means: "A key or agent called operations on days on which no grant was in force.",
    matters: "The gateway let through what nobody approved: access is decided elsewhere than here.",
    act: "Have the gateway refuse it, or have the access asked for and approved. The calls stay on record either way.",
    usual: "Every call that is not denied has a grant in force on its day.",
    has: "used what nobody granted",
  },
  "enforced-not-granted": {
    kinds: ["enforced-not-granted", "ended-still-enforced", "expired", "orphan"],
    title: "Enforced without a grant",
    means:
      "A gateway allows a key, an agent or somebody unknown what no grant allows, or no longer does.",
    matters: "It can be used at any moment, and nobody agreed to it.",
    act: "Take the line out of the gateway's policy, or have the access asked for and approved.",
    usual: "Every line of a gateway's policy has a grant in force.",
    has: "may call what nobody granted",
  },
  "unticketed-grant": {
    kinds: ["without-approval"],
    title: "Grant without an approval",
    means: "A grant stands in the database, or ended there, without a change record that says so.",
    matters: "Somebody wrote to the database behind the application: no person approved it there.",
    act: "Find out who wrote it, end the grant, and open an incident.",
    usual: "Every grant and every end of one has a change record that says the same.",
    has: "holds a grant that nobody approved",
    apart: true,
  },
} as const satisfies Record<string, Words>;

function detectorOf<const Id extends keyof typeof ACCESS>(id: Id) {
  const words: Words = ACCESS[id];
  const { kinds, usual, has, apart, ...said } = words;
  const mine = ({ kind }: AccessDeviation) => kinds.includes(kind);
  return defineDetector({
    id,
    version: 1,
    ...said,
    everyMinutes: 60,
    rules: [],
    examined: ({ access }) => access.deviations.length,
    detect: ({ access }) => {
      const groups = grouped(access.deviations.filter(mine), (one) =>
        apart ? one.id : `${one.agentId ?? ""} ${one.principal.toLowerCase()}`,
      );
      return [...groups.values()].map((rows) => raisedOf(rows, words));
    },
    canary: (now) => ({
      ...noFacts(now),
      access: { ...noFacts(now).access, deviations: [canaryDeviation(now, kinds[0] ?? "")] },
    }),
  });
}

function raisedOf(rows: readonly AccessDeviation[], { usual, has, apart }: Words): Raised {
  const [first] = rows;
  if (!first) throw new Error("a group without rows");
  const { agentId, principal } = first;
  const places = [...new Set(rows.map(placeOf))];
  const inProduction = rows.some(({ environment }) => environment === "production");
  const since = earliest(rows.map((one) => one.since));
  return {
    groupKey: apart
      ? `deviation:${first.id}`
      : `principal:${agentId ?? ""}:${principal.toLowerCase()}`,
    severity: inProduction || apart ? "critical" : "warning",
    title: `${short(principal)} ${has}`,
    subject: agentId === null ? { kind: "key", id: principal } : { kind: "agent", id: agentId },
    firstAt: since,
    lastAt: latest(rows.map((one) => one.seenAt)),
    explanation: explained({
      baseline: usual,
      observed: `${counted(rows.length, "difference")}: ${listed(places)}.`,
      deviation: `The oldest since ${since.toISOString()}. ${short(first.detail, 300)}`,
      numbers: { unit: "differences", baseline: 0, observed: rows.length },
      evidence: rows.slice(0, EVIDENCE).map(linkOf),
    }),
  };
}

const EVIDENCE = 8;

function linkOf(one: AccessDeviation): Evidence {
  return { label: placeOf(one), href: `/access-matrix/deviations?state=all&open=${one.id}` };
}

function placeOf({ server, operation, environment }: AccessDeviation): string {
  const called = [server, operation].filter((text) => text !== "").join(".");
  return `${short(called || "everywhere")} in ${environment || "no environment named"}`;
}

export const usedNotGranted = detectorOf("used-not-granted");
export const enforcedNotGranted = detectorOf("enforced-not-granted");
export const unticketedGrant = detectorOf("unticketed-grant");

function canaryDeviation(now: Date, kind: string): AccessDeviation {
  return {
    ...{ id: "00000000-0000-4000-8000-000000000009", kind, principal: "canary-key", agentId: null },
    ...{ server: "canary", operation: "read", environment: "production" },
    detail: "Made up to see whether it is noticed.",
    ...{ since: new Date(now.getTime() - 60_000), seenAt: now },
  };
}
