import { HOUR_MS } from "@/lib/core/clock";
import type { Rules } from "../settings";
import {
  callsLink,
  counted,
  defineDetector,
  explained,
  listed,
  type Raised,
  short,
} from "./detector";
import { canaryKey, grouped } from "./environment-crossing";
import { type Facts, noFacts } from "./facts";
import { earliest, latest } from "./first-seen";

/** CC6.3, CC7.2: one key, one agent. */
export const sharedKey = defineDetector({
  id: "shared-key",
  version: 1,
  title: "One key, several users",
  means:
    "Two or more agents called with the same key, or one key was used from many addresses within an hour.",
  matters: "Nobody can tell afterwards which of them it was, and to stop one stops all.",
  act: "Give each agent a key of its own and take the shared one away. Many addresses may mean that it has leaked.",
  everyMinutes: 60,
  rules: ["addressesMax", "groupsMax"],
  examined: ({ keys, addresses }) => keys.length + addresses.length,
  detect: (facts, rules) => {
    const shared = sharedByAgents(facts);
    const taken = new Set(shared.map(({ groupKey }) => groupKey));
    return [
      ...shared,
      ...manyAddresses(facts, rules).filter(({ groupKey }) => !taken.has(groupKey)),
    ];
  },
  canary: (now) => ({
    ...noFacts(now),
    keys: [canaryKey(now, { agent: "canary-a" }), canaryKey(now, { agent: "canary-b" })],
  }),
});

function sharedByAgents({ keys }: Facts): Raised[] {
  const used = keys.filter(
    ({ credential, agent, calls }) => credential !== "" && agent !== "" && calls > 0,
  );
  return [...grouped(used, ({ credential }) => credential)].flatMap(([credential, uses]) => {
    const agents = [...new Set(uses.map(({ agent }) => agent))];
    if (agents.length < 2) return [];
    const [firstAt, lastAt] = [
      earliest(uses.map((use) => use.firstAt)),
      latest(uses.map((use) => use.lastAt)),
    ];
    const filter = { credential, from: firstAt, to: lastAt };
    return [
      {
        groupKey: `key:${credential}`,
        severity: "warning" as const,
        title: `Key ${short(credential)} is shared by ${agents.length} agents`,
        subject: { kind: "key", id: credential },
        firstAt,
        lastAt,
        calls: filter,
        explanation: explained({
          baseline: "A key belongs to one agent.",
          observed: uses
            .map(({ agent, calls }) => `${short(agent)}: ${counted(calls, "call")}.`)
            .slice(0, 20)
            .join(" "),
          deviation: `${counted(agents.length - 1, "agent")} too many: ${listed(agents)}.`,
          numbers: { unit: "agents", baseline: 1, observed: agents.length },
          chart: {
            title: "Calls with this key by agent",
            bars: uses
              .slice(0, 20)
              .map(({ agent, calls }) => ({ label: short(agent, 40), value: calls, usual: false })),
          },
          evidence: [callsLink("Calls with this key", filter)],
        }),
      },
    ];
  });
}

function manyAddresses({ addresses }: Facts, { addressesMax }: Rules): Raised[] {
  return addresses
    .filter((use) => use.addresses > addressesMax)
    .map(({ credential, addresses: found, calls, firstAt, lastAt }) => {
      const filter = { credential, from: new Date(lastAt.getTime() - HOUR_MS), to: lastAt };
      return {
        groupKey: `key:${credential}`,
        severity: "warning" as const,
        title: `Key ${short(credential)} is used from ${found} addresses`,
        subject: { kind: "key", id: credential },
        firstAt,
        lastAt,
        calls: filter,
        explanation: explained({
          baseline: `A key is used from at most ${counted(addressesMax, "address", "addresses")} within an hour.`,
          observed: `${counted(found, "address", "addresses")} in ${counted(calls, "call")}.`,
          deviation: `${found - addressesMax} more than the rule allows.`,
          numbers: { unit: "addresses within an hour", baseline: addressesMax, observed: found },
          evidence: [callsLink("Calls with this key", filter)],
        }),
      };
    });
}
