import {
  callsLink,
  counted,
  defineDetector,
  explained,
  listed,
  type Raised,
  registryOf,
  short,
} from "./detector";
import { type Facts, type KeyUse, noFacts } from "./facts";
import { earliest, latest } from "./first-seen";
import { canaryAgent } from "./inactive-agent";

const PRODUCTION = "production";

/** CC6.1: what is made for one environment is not used in another. */
export const environmentCrossing = defineDetector({
  id: "environment-crossing",
  version: 1,
  title: "Crosses environments",
  means:
    "A key was used in production and elsewhere, or an agent called in an environment it is not registered for.",
  matters:
    "What may be tried out in development reaches production data, and its approval never covered that.",
  act: "Give each environment a key of its own. Have the agent's environments changed if it is meant to run there.",
  everyMinutes: 60,
  rules: ["baselineDays", "groupsMax"],
  examined: ({ keys }) => keys.length,
  detect: (facts) => [...crossingKeys(facts), ...strayAgents(facts)],
  canary: (now) => ({
    ...noFacts(now),
    agents: [{ ...canaryAgent("canary"), environments: ["staging"] }],
    keys: [canaryKey(now, { environment: PRODUCTION }), canaryKey(now, { environment: "staging" })],
  }),
});

function crossingKeys({ keys }: Facts): Raised[] {
  const groups = grouped(
    keys.filter(({ credential }) => credential !== ""),
    ({ credential }) => credential,
  );
  return [...groups].flatMap(([credential, uses]) => {
    const places = [...new Set(uses.map(({ environment }) => environment))].filter(Boolean);
    const recent = uses.filter(({ calls }) => calls > 0);
    if (!places.includes(PRODUCTION) || places.length < 2 || recent.length === 0) return [];
    const [firstAt, lastAt] = [
      earliest(recent.map((use) => use.firstAt)),
      latest(recent.map((use) => use.lastAt)),
    ];
    const filter = { credential, from: firstAt, to: lastAt };
    return [
      {
        groupKey: `key:${credential}`,
        severity: "critical" as const,
        title: `Key ${short(credential)} is used in ${places.length} environments`,
        subject: { kind: "key", id: credential },
        firstAt,
        lastAt,
        calls: filter,
        explanation: explained({
          baseline: "A key belongs to one environment, and one of production is used nowhere else.",
          observed: uses.map(placeWords).join(" "),
          deviation: `${counted(places.length - 1, "environment")} too many: ${listed(places)}.`,
          numbers: { unit: "environments", baseline: 1, observed: places.length },
          evidence: [callsLink("Calls with this key", filter)],
        }),
      },
    ];
  });
}

function strayAgents({ keys, agents }: Facts): Raised[] {
  const registered = registryOf(agents);
  const groups = grouped(
    keys.filter(({ agent, environment, calls }) => agent !== "" && environment !== "" && calls > 0),
    ({ agent }) => agent,
  );
  return [...groups].flatMap(([value, uses]) => {
    const agent = registered(value);
    if (!agent) return [];
    const stray = uses.filter(({ environment }) => !agent.environments.includes(environment));
    if (stray.length === 0) return [];
    const places = [...new Set(stray.map(({ environment }) => environment))];
    const calls = stray.reduce((sum, use) => sum + use.calls, 0);
    const [firstAt, lastAt] = [
      earliest(stray.map((use) => use.firstAt)),
      latest(stray.map((use) => use.lastAt)),
    ];
    const [environment = ""] = places;
    const filter = {
      agent: value,
      ...(places.length === 1 ? { environment } : {}),
      from: firstAt,
      to: lastAt,
    };
    return [
      {
        groupKey: `agent:${agent.id}`,
        severity: places.includes(PRODUCTION) ? ("critical" as const) : ("warning" as const),
        title: `${short(agent.name)} calls in ${listed(places)}`,
        subject: { kind: "agent", id: agent.id },
        firstAt,
        lastAt,
        calls: filter,
        explanation: explained({
          baseline: `It is registered for ${listed(agent.environments)}.`,
          observed: `${counted(calls, "call")} in ${listed(places)}.`,
          deviation: `${counted(calls, "call")} more than the none there should be outside of its environments.`,
          numbers: { unit: "calls", baseline: 0, observed: calls },
          evidence: [
            callsLink("These calls", filter),
            { label: agent.name, href: `/agents/${agent.slug}` },
          ],
        }),
      },
    ];
  });
}

function placeWords({ agent, environment, calls, before }: KeyUse): string {
  const who = agent === "" ? "Nobody named" : short(agent);
  return `${who} in ${environment || "no environment named"}: ${counted(calls, "call")} now, ${counted(before, "call")} in the baseline.`;
}

/** Rows by what they have in common, in their order. */
export function grouped<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** The use of a key as canaries make it up. */
export function canaryKey(now: Date, differs: Partial<KeyUse>): KeyUse {
  const at = new Date(now.getTime() - 60_000);
  return {
    ...{ agent: "canary", credential: "canary-key", environment: "staging", calls: 2, before: 0 },
    ...{ firstAt: at, lastAt: at, ...differs },
  };
}
