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
import { type Facts, noFacts, type SeenCaller } from "./facts";

/** REV-04, CC7.1: whoever calls stands in the registry. */
export const unregisteredCaller = defineDetector({
  id: "unregistered-caller",
  version: 1,
  title: "Caller that nobody registered",
  means: "Calls name an agent that is not in the registry, or come with a key and name no agent.",
  matters:
    "Nobody answers for it: no owner, no purpose, no risk class, and no review would ever meet it.",
  act: "Find out who runs it. Register it, have its key taken away, or dismiss the candidate with a reason.",
  everyMinutes: 60,
  rules: ["groupsMax"],
  examined: ({ callers }) => callers.length,
  detect: (facts) => {
    const registered = registryOf(facts.agents);
    return facts.callers
      .filter(
        ({ kind, value, dismissed }) => !dismissed && !(kind === "agent" && registered(value)),
      )
      .map((caller) => raisedOf(caller));
  },
  canary: (now) => ({ ...noFacts(now), callers: [shadowCaller("canary", now)] }),
});

function raisedOf(caller: SeenCaller): Raised {
  const { kind, value, calls, firstAt, lastAt, servers, operations, environments } = caller;
  const isProduction = environments.includes("production");
  const filter = { [kind === "agent" ? "agent" : "credential"]: value, from: firstAt, to: lastAt };
  const what = kind === "agent" ? "agent" : "key";
  return {
    groupKey: `${kind}:${value}`,
    severity: isProduction ? "critical" : "warning",
    title: `Unregistered ${what}: ${short(value)}`,
    subject: { kind: kind === "agent" ? "caller" : "key", id: value },
    firstAt,
    lastAt,
    calls: filter,
    explanation: explained({
      baseline:
        kind === "agent"
          ? "Every agent that calls is in the registry by its short name, name or id: usual is no call of another."
          : "Every call names the agent behind its key: usual is no call that names a key alone.",
      observed: `${counted(calls, "call")} of the ${what} ${short(value)} on ${listed(servers)}, operations ${listed(operations)}, environments ${listed(environments)}.`,
      deviation: `${counted(calls, "call")} more than the none there should be${isProduction ? ", in production" : ""}.`,
      numbers: { unit: "calls", baseline: 0, observed: calls },
      proposal:
        "Register it from the shadow candidates, or dismiss it there with a reason that expires.",
      evidence: [
        callsLink("Its calls", filter),
        { label: "Shadow candidates", href: "/activity/candidates" },
      ],
    }),
  };
}

/** A caller as a canary makes it up. */
export function shadowCaller(value: string, now: Date): SeenCaller {
  const at = new Date(now.getTime() - 60_000);
  return {
    ...{ kind: "agent", value, calls: 3, firstAt: at, lastAt: at, dismissed: false },
    ...{ servers: ["postgres"], operations: ["query"], environments: ["production"] },
  };
}

/** Whether this detector notices a caller that is known to be unregistered: what a canary of a log path asks. */
export function notices(facts: Facts, value: string): boolean {
  const registered = registryOf(facts.agents);
  return facts.callers.some((caller) => caller.value === value) && !registered(value);
}
