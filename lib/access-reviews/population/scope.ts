// REV-01: which lines a review is about.
import type { Exclusion, ReviewScope } from "../review-view";
import type { RawLine } from "./raw-line";

/** What a review is about, and what of that is left out. */
export type Bounds = { readonly scope: ReviewScope; readonly exclusions: readonly Exclusion[] };

/**
 * Whether a line is within a scope and not left out. What has no environment or server because nobody stated it may be any: it is in.
 * People, roles, tokens and rules stand in no environment, server or agent: they are out of a narrower scope that does not name
 * their kind.
 */
export function isInScope(line: RawLine, { scope, exclusions }: Bounds): boolean {
  return isMeant(line, scope) && !exclusions.some((each) => isLeftOut(line, each));
}

function isMeant(line: RawLine, scope: ReviewScope): boolean {
  const { environments, serverIds, agentIds, kinds } = scope;
  if (kinds.length > 0 && !kinds.includes(line.kind)) return false;
  if (line.kind === "access" || line.kind === "key") return isPlaced(line, scope);
  const narrow = environments.length + serverIds.length + agentIds.length > 0;
  return !narrow || kinds.includes(line.kind);
}

function isPlaced(line: RawLine, { environments, serverIds, agentIds }: ReviewScope): boolean {
  const { environment, server, agent } = line;
  const isOne = (wanted: readonly string[], one: string) =>
    wanted.length === 0 || wanted.includes(one);
  return (
    isOne(agentIds, agent?.id ?? "") &&
    (environment === null || isOne(environments, environment)) &&
    (server?.name === "*" || isOne(serverIds, server?.id ?? ""))
  );
}

function isLeftOut(line: RawLine, { kind, id }: Exclusion): boolean {
  switch (kind) {
    case "environment":
      return line.environment === id;
    case "server":
      return line.server?.id === id;
    case "agent":
      return line.agent?.id === id;
    case "kind":
      return line.kind === id;
    default:
      return kind satisfies never;
  }
}
