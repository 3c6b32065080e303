import { LINE_FLAG_LABEL } from "../labels";
import type { Decision, LineFlag } from "../review-view";
import type { SnapshotLine } from "../snapshot-view";

/** Longest comment on a decision. */
export const COMMENT_MAX = 2_000;

/** Longest comment as a keyboard gives it without thought: what is shorter than this says nothing. */
export const COMMENT_MIN = 3;

/** How many lines' facts are asked for at once. */
export const FACTS_MAX = 40;

/** What is unusual about a line: whoever keeps it says why (REV-08). The other marks tell how it is enforced or written down. */
export const EXCEPTIONS: readonly LineFlag[] = [
  "orphan",
  "without-approval",
  "enforced-not-granted",
  "expired-enabled",
  "unused",
  "never-used",
  "wildcard",
  "environment-crossing",
  "definition-changed",
  "agent-inactive",
  "key-inactive",
  "owner-left",
  "break-glass",
];

const OPEN_CLASSES: readonly string[] = ["public", "internal"];

type Judgeable = Pick<
  SnapshotLine,
  "section" | "risk" | "flags" | "operation" | "recommendation" | "kind" | "ownerId" | "parts"
>;

/** Why keeping a line needs a comment (REV-08), in words; empty: it needs none. */
export function whyCommentToKeep(line: Judgeable): string[] {
  const classes = line.operation?.dataClasses ?? [];
  const against = line.recommendation.decision !== "keep";
  return [
    ...(line.section === "privileged" ? ["privileged"] : []),
    ...(line.risk === "high" ? ["high risk"] : []),
    ...(classes.some((each) => !OPEN_CLASSES.includes(each)) ? ["data that is not for all"] : []),
    ...line.flags
      .filter((flag) => EXCEPTIONS.includes(flag))
      .map((flag) => LINE_FLAG_LABEL[flag].toLowerCase()),
    ...(against ? ["against the recommendation"] : []),
  ];
}

/** Whether a decision has a meaning for a line, and if not, why. */
export function whyNot(line: Judgeable, decision: Decision): string | null {
  if (decision === "reduce" && line.parts.length < 2) {
    return "There is nothing to take a part from: keep it or revoke it.";
  }
  if (decision === "transfer" && line.kind !== "access" && line.kind !== "key") {
    return "Nobody owns this, so it cannot go to another owner.";
  }
  return null;
}

/**
 * The class within which lines may be kept together (G11): the same kind, access, data classes and marks, all of low risk. Null:
 * a line that is decided by itself.
 */
export function classOf(
  line: Pick<SnapshotLine, "section" | "risk" | "stages" | "kind" | "flags" | "operation">,
): string | null {
  if (line.section !== "standard" || line.risk !== "low" || line.stages !== 1) return null;
  const { access = null, dataClasses = [] } = line.operation ?? {};
  const parts = [line.kind, access ?? "", sorted(dataClasses), sorted(line.flags)];
  return parts.join("|");
}

const sorted = (words: readonly string[]) => [...words].sort().join(",");
