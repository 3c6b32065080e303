import type { z } from "zod";
import { LINE_KIND_LABEL } from "../labels";
import { type Exclusion, LINE_KINDS } from "../review-view";
import { EXCLUSION_REASON_MAX, EXCLUSIONS_MAX } from "./prepare-limits";

/** What is left out as somebody typed it: `server | billing-db | why`. `name` is not looked up yet. */
export type TypedExclusion = Omit<Exclusion, "id">;

const KINDS = ["environment", "server", "agent", "kind"] as const;
const SAYS = "Write each as: environment, server, agent or kind | which | why.";

/** One exclusion a line. Adds an issue for a line that cannot be read. */
export function exclusionLines(text: string, context: z.core.$RefinementCtx): TypedExclusion[] {
  const lines = text.split("\n").map((each) => each.trim());
  const typed = lines.filter((each) => each !== "").map(exclusionOf);
  const objection = objectionTo(typed);
  if (objection) context.addIssue({ code: "custom", message: objection });
  return typed.flatMap((each) => (typeof each === "string" ? [] : [each]));
}

/** How they are shown in the field again. */
export function exclusionText(exclusions: readonly Exclusion[]): string {
  return exclusions.map(({ kind, name, reason }) => `${kind} | ${name} | ${reason}`).join("\n");
}

function exclusionOf(text: string): TypedExclusion | string {
  const [kindText = "", name = "", ...rest] = text.split("|").map((each) => each.trim());
  const reason = rest.join(" | ");
  const kind = KINDS.find((known) => known === kindText.toLowerCase());
  if (!kind || name === "") return `${SAYS} This one cannot be read: ${text.slice(0, 80)}`;
  if (reason === "") return `Say why ${name} is left out: ${kind} | ${name} | why.`;
  if (reason.length > EXCLUSION_REASON_MAX) {
    return `Shorten the reason for ${name} to ${EXCLUSION_REASON_MAX} characters.`;
  }
  return { kind, name, reason };
}

function objectionTo(typed: readonly (TypedExclusion | string)[]): string | null {
  const broken = typed.find((each) => typeof each === "string");
  if (broken !== undefined) return broken;
  if (typed.length > EXCLUSIONS_MAX) return `Leave out at most ${EXCLUSIONS_MAX} things.`;
  return null;
}

/** The kind of line that somebody wrote, by its name here or by its label. */
export function lineKindCalled(text: string): (typeof LINE_KINDS)[number] | null {
  const wanted = text.trim().toLowerCase();
  return (
    LINE_KINDS.find((kind) => kind === wanted || LINE_KIND_LABEL[kind].toLowerCase() === wanted) ??
    null
  );
}
