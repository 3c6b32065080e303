// gateway-logs §6: what is wrong with a mapping, in sentences that name the place.
import type { z } from "zod";
import { type Mapping, mappingInput } from "./mapping";

export type ReadMapping =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly problems: readonly string[] };

const PROBLEMS_MAX = 20;

/** A mapping, or up to 20 sentences that say what to mend. */
export function readMapping(json: unknown): ReadMapping {
  const read = mappingInput.safeParse(json);
  if (read.success) return { ok: true, mapping: read.data };
  const problems = read.error.issues.flatMap((issue) => sentencesOf(issue, []));
  return { ok: false, problems: [...new Set(problems)].slice(0, PROBLEMS_MAX) };
}

type Issue = z.core.$ZodIssue;

function sentencesOf(issue: Issue, above: readonly PropertyKey[]): string[] {
  const path = [...above, ...issue.path];
  const inner = issue.code === "invalid_union" ? nearest(issue.errors) : null;
  if (inner) return inner.flatMap((one) => sentencesOf(one, path));
  return [`${placeOf(path)}: ${saidOf(issue)}`];
}

/** Of several shapes the one that was meant: where something inside is wrong, and not the kind of value. */
function nearest(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const meant = branches.filter((branch) => branch.every((issue) => !isOtherKind(issue)));
  const [only] = meant;
  return meant.length === 1 && only ? only : null;
}

function isOtherKind({ path, code }: Issue): boolean {
  return path.length === 0 && (code === "invalid_type" || code === "invalid_value");
}

function saidOf(issue: Issue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return `There is no such member as ${issue.keys.join(", ")}.`;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    case "invalid_type":
      return issue.input === undefined && /^Invalid input/.test(issue.message)
        ? "This is missing, or not what belongs here."
        : issue.message;
    default:
      return issue.message;
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "The mapping" : path.map(String).join(" › ");
}
