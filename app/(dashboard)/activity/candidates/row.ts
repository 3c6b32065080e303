import type { CandidateRow } from "@/components/activity/candidate-table";
import type { Candidate } from "@/lib/activity/calls/call-view";
import { NAME_MAX } from "@/lib/agents/limits";
import { ENVIRONMENTS } from "@/lib/core/environments";

const SHOWN = 3;

const GUESSED_BY = {
  credential: "answers for an agent with the same key",
  person: "answers for an agent that acts for the same person",
  server: "answers for an agent that uses the same servers",
} as const;

/** A candidate as a row; `names` are those of people by id. */
export function toCandidateRow(
  candidate: Candidate,
  names: ReadonlyMap<string, { name: string }>,
): CandidateRow {
  const { kind, value, calls, dismissal, guessedOwnerId, guessedBy } = candidate;
  const nameOf = (id: string) => names.get(id)?.name ?? id;
  return {
    id: `${kind} ${value}`,
    ...{ kind, value, calls },
    firstSeen: candidate.firstSeen,
    lastSeen: candidate.lastSeen,
    servers: someOf(candidate.servers, candidate.servers.length),
    operations: someOf(candidate.operations, candidate.operationCount),
    environments: candidate.environments.join(", "),
    owner: guessedOwnerId === null ? "" : nameOf(guessedOwnerId),
    guess: guessedBy === null ? "" : GUESSED_BY[guessedBy],
    registerHref: registerHref(candidate),
    dismissal: dismissal && {
      id: dismissal.id,
      reason: dismissal.reason,
      by: nameOf(dismissal.dismissedById),
      at: dismissal.dismissedAt,
      expiresAt: dismissal.expiresAt,
    },
  };
}

function someOf(values: readonly string[], count: number): string {
  const shown = values.slice(0, SHOWN);
  const more = count - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/** The form of a registration with what the calls say filled in. */
function registerHref({ value, environments, guessedOwnerId, servers }: Candidate): string {
  const known = ENVIRONMENTS.filter((one) => environments.includes(one));
  const params = new URLSearchParams([
    ["name", value.slice(0, NAME_MAX)],
    ["description", servers.length === 0 ? "" : `Seen calling ${servers.join(", ")}.`],
    ["ownerId", guessedOwnerId ?? ""],
    ...known.map((one) => ["environments", one]),
  ]);
  return `/agents/new?${params}`;
}
