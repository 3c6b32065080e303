import type { SnapshotLine } from "../snapshot-view";
import type { AgentFact, ServerFact } from "./facts";

/** The facts of a line, before anything is said about them. */
export type RawLine = Omit<
  SnapshotLine,
  "n" | "section" | "risk" | "stages" | "change" | "changed" | "previous" | "recommendation"
>;

/** An instant as texts hold it; milliseconds since 1970 in. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

export function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}

/** What lines of people, roles, tokens and rules have none of. */
export const NO_ACCESS = {
  ...{ server: null, operation: null, environment: null, parts: [], conditions: "", grants: [] },
  ...{ enforcedBy: [], lastUsedAt: null, calls: 0, denied: 0, flags: [] },
} as const;

/** An agent as lines show it. */
export function agentOf(agent: AgentFact | null): RawLine["agent"] {
  if (agent === null) return null;
  const { id, slug, name, risk, status } = agent;
  return { id, slug, name, risk: risk ?? "", status };
}

/** A server as lines show it. `text`: what it is called where nobody registered it. */
export function serverOf(server: ServerFact | null, text: string): NonNullable<RawLine["server"]> {
  if (server === null) return { id: null, slug: null, name: text, ownerId: null, deputyId: null };
  const { id, slug, name, ownerId, deputyId } = server;
  return { id, slug, name, ownerId, deputyId };
}
