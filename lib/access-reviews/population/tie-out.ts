// REV-04: whether the registers, the gateways, the keys and the calls tell of the same things.
import type { TieOut } from "../snapshot-view";
import { isInactive } from "./access-flags";
import { EVERY } from "./cells";
import type { Directory } from "./directory";
import { order } from "./directory";
import type { Facts, SourceFact } from "./facts";
import type { RawLine } from "./raw-line";
import type { Usage } from "./usage";

// The header of a snapshot has to fit into one entry of the ledger, more than once.
const EXAMPLES_MAX = 100;
const EXAMPLE_MAX = 100; // characters
const EXAMPLES_TEXT_MAX = 1_000; // characters of all examples of one row

export type TieOutFacts = {
  readonly facts: Facts;
  readonly directory: Directory;
  readonly usage: Usage;
  readonly fresh: ReadonlySet<string>;
  readonly asOf: number;
};

/** What is compared with what, over the lines of the scope. Errors: none. */
export function tieOutOf(lines: readonly RawLine[], around: TieOutFacts): TieOut[] {
  const access = lines.filter(({ kind }) => kind === "access");
  const enforced = access.filter((line) => line.enforcedBy.length > 0);
  const granted = access.filter(({ grants, flags }) => grants.length > 0 && !isOver(flags));
  return [
    row("callers-not-registered", "Callers of the calls seen → register", callers(around)),
    ofLines("enforced-not-registered", "Principals of the gateways → register", enforced, [
      "orphan",
    ]),
    ofLines("enforced-not-granted", "Enforced by gateways → granted", enforced, [
      "enforced-not-granted",
      "expired-enabled",
    ]),
    ofLines("granted-not-enforced", "Granted → enforced by gateways", granted, ["not-enforced"]),
    ofLines("granted-without-approval", "Granted → change log", granted, ["without-approval"]),
    row("keys-without-bearer", "Keys → agents, people and servers", keys(around)),
    row("agents-without-key", "Agents in use → keys", agents(around)),
    row("servers-not-covered", "Servers in scope → statements of gateways", servers(around)),
    row("sources-silent", "Gateways → statements of what they enforce", sources(around)),
  ];
}

type Found = { readonly compared: number; readonly missing: readonly string[] };

function row(id: string, words: string, { compared, missing }: Found): TieOut {
  const named = missing.toSorted(order).slice(0, EXAMPLES_MAX);
  let left = EXAMPLES_TEXT_MAX;
  const examples = named
    .map((text) => text.toWellFormed().slice(0, EXAMPLE_MAX).toWellFormed())
    .filter(({ length }) => {
      left -= length;
      return left >= 0;
    });
  return { id, words, compared, missing: missing.length, examples };
}

function ofLines(
  id: string,
  words: string,
  lines: readonly RawLine[],
  flags: readonly RawLine["flags"][number][],
): TieOut {
  const missing = lines.filter((line) => line.flags.some((flag) => flags.includes(flag)));
  return row(id, words, { compared: lines.length, missing: missing.map(nameOfLine) });
}

function nameOfLine({ principal, server, operation, environment }: RawLine): string {
  const who = principal.detail === "" ? principal.label : principal.detail;
  return `${who}: ${operation?.name ?? EVERY} of ${server?.name ?? EVERY}, ${environment ?? "no environment"}`;
}

function isOver(flags: RawLine["flags"]): boolean {
  return flags.includes("expired-enabled");
}

function callers({ usage }: TieOutFacts): Found {
  const missing = [...usage.callers].filter((caller) => caller.startsWith("unknown:"));
  return {
    compared: usage.callers.size,
    missing: missing.map(
      (caller) => decodeURIComponent(caller.slice("unknown:".length)) || "(no name)",
    ),
  };
}

const STOPPED: readonly string[] = ["RETIRED", "DECLINED", "WITHDRAWN"];

function keys({ facts, directory, asOf }: TieOutFacts): Found {
  const alive = facts.keys.filter((key) => !isInactive(key, asOf));
  const left = new Set(facts.people.filter(({ active }) => !active).map(({ id }) => id));
  const missing = alive.filter(({ agentId, personId, serverId }) => {
    const agent = agentId === null ? undefined : directory.agentById.get(agentId);
    if (agent && !STOPPED.includes(agent.status)) return false;
    if (personId !== null && !left.has(personId)) return false;
    return serverId === null || !directory.serverById.has(serverId);
  });
  return { compared: alive.length, missing: missing.map(({ publicId }) => publicId) };
}

function agents({ facts, directory, asOf }: TieOutFacts): Found {
  const active = facts.agents.filter(({ status }) => status === "ACTIVE");
  const missing = active.filter(
    ({ id }) => !(directory.keysOf.get(id) ?? []).some((key) => !isInactive(key, asOf)),
  );
  return { compared: active.length, missing: missing.map(({ slug }) => slug) };
}

function servers({ facts, directory, fresh, asOf }: TieOutFacts): Found {
  const inUse = facts.servers.filter(
    ({ inScope, retiredAt }) => inScope && (retiredAt === null || retiredAt > asOf),
  );
  const told = facts.covers.filter(({ sourceId }) => fresh.has(sourceId));
  const everywhere = told.some(({ server }) => server.trim() === EVERY);
  const covered = new Set(told.map(({ server }) => directory.server(server)?.server.id));
  const missing = everywhere ? [] : inUse.filter(({ id }) => !covered.has(id));
  return { compared: inUse.length, missing: missing.map(({ slug }) => slug) };
}

function sources({ facts }: TieOutFacts): Found {
  const missing = facts.sources.filter(isSilent);
  return { compared: facts.sources.length, missing: missing.map(({ id }) => id) };
}

/** It never said what it enforces, or was switched off and did not take its last word back. */
function isSilent({ statedAt, enabled, lines }: SourceFact): boolean {
  return enabled ? statedAt === null : lines > 0;
}
