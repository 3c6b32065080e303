import { type Actor, answerableId } from "@/lib/auth/actor";
import type { AgentStatus } from "@/lib/db/generated/enums";
import {
  type AgentContent,
  CONTENT_FIELDS,
  type ContentField,
  changedFields,
  contentFrom,
  contentOf,
  overlaid,
  wishedIn,
} from "../content";
import { brokenRules } from "../content-rules";
import { fieldWords } from "../field-words";
import { AGENT_FIELD_LABEL } from "../fields";
import { gapsOpened } from "../gaps";
import { isMaterial } from "../material";
import { duplicatesInWords, nearDuplicatesOf, type Profile, profileOf } from "../near-duplicate";
import { type Governed, objectionTo } from "../policy";
import type { AgentContentInput } from "../schema";
import type { Refusal, YamlAgent } from "./read-agent";
import { inputFrom, refusal, refuse, textIn } from "./typed-input";

type Row = Parameters<typeof contentOf>[0] &
  Governed & { id: string; slug: string; version: number; purpose: string } & Pick<
    Parameters<typeof gapsOpened>[0],
    "riskClass" | "reviewDueOn" | "retireOn"
  >;

/** An agent of the registry that the file names. */
export type Existing<Agent extends Row = Row> = {
  readonly agent: Agent;
  /** The change that waits for a decision; `here`: whoever asked for it is still active. */
  readonly pending: { requestedById: string; diff: unknown; here: boolean } | null;
};

/** What a plan is made from. Nothing else counts, so the same facts always give the same plan. */
export type PlanFacts<Agent extends Row = Row> = {
  /** The person who answers for the import. */
  readonly actor: Actor;
  readonly existing: ReadonlyMap<string, Existing<Agent>>;
  /** Active people by e-mail address, lower case. */
  readonly byEmail: ReadonlyMap<string, string>;
  readonly nameOf: (id: string) => string;
  readonly gone: ReadonlySet<string>;
  readonly living: readonly Profile[];
  readonly percent: number;
};

export type FieldChange = { field: string; label: string; before: string; after: string };

/** What one agent of the file comes to. */
export type Step<Agent extends Row = Row> =
  | { kind: "refused"; refused: readonly Refusal[] }
  | {
      kind: "created" | "changed" | "unchanged";
      line: number;
      slug: string;
      name: string;
      input: AgentContentInput;
      existing: Existing<Agent> | null;
      changes: readonly FieldChange[];
    };

/** Compares a file with the registry. Pure; agents of the file are compared with each other too. */
export function planImport<Agent extends Row>(
  agents: readonly YamlAgent[],
  facts: PlanFacts<Agent>,
): Step<Agent>[] {
  const seen = new Map<string, number>();
  const added: Profile[] = [];
  return agents.map((yaml) => {
    const slug = textIn(yaml, "slug");
    const earlier = seen.get(slug);
    if (earlier !== undefined) {
      return refuse(yaml, "slug", `The agent on line ${earlier} has this short name already.`);
    }
    seen.set(slug, yaml.line);
    const step = planAgent(yaml, slug, facts, added);
    if (step.kind === "created") added.push(profileOf({ id: slug, slug, ...step.input }));
    return step;
  });
}

function planAgent<Agent extends Row>(
  yaml: YamlAgent,
  slug: string,
  facts: PlanFacts<Agent>,
  added: readonly Profile[],
): Step<Agent> {
  if (slug === "")
    return refuse(yaml, "slug", "Give each agent a short name: a later run finds it by that.");
  const existing = facts.existing.get(slug) ?? null;
  const read = inputFrom(yaml, existing && baselineOf(existing, facts.actor), facts.byEmail);
  if (!read.ok) return { kind: "refused", refused: read.refused };
  const { input } = read;
  const broken = Object.entries(brokenRules(input)).flatMap(([field, says]) =>
    says.map((message) => refusal(yaml, field, message)),
  );
  if (broken.length > 0) return { kind: "refused", refused: broken };
  const step = stepFor(yaml, slug, input, existing, facts);
  const alike = step.kind === "refused" ? null : duplicateFault(step, facts, added);
  return alike === null ? step : refuse(yaml, "duplicateReason", alike);
}

function stepFor<Agent extends Row>(
  yaml: YamlAgent,
  slug: string,
  input: AgentContentInput,
  existing: Existing<Agent> | null,
  facts: PlanFacts<Agent>,
): Step<Agent> {
  const after = contentFrom(input);
  const { line } = yaml;
  const common = { line, slug, name: input.name, input, existing };
  if (!existing) {
    const changes = inWords(CONTENT_FIELDS, null, after, facts.nameOf);
    return { kind: "created", ...common, changes };
  }
  const before = baselineOf(existing, facts.actor);
  const changed = changedFields(before, after);
  const fault = faultOf(existing, after, changed, facts);
  if (fault !== null) return refuse(yaml, "slug", fault);
  const changes = inWords(changed, before, after, facts.nameOf);
  return { kind: changed.length === 0 ? "unchanged" : "changed", ...common, changes };
}

/** What the file is compared with: the agent, with the importer's own waiting change laid over it. */
function baselineOf({ agent, pending }: Existing, actor: Actor): AgentContent {
  const content = contentOf(agent);
  const mine = pending !== null && pending.requestedById === answerableId(actor);
  return mine ? overlaid(content, wishedIn(pending.diff)) : content;
}

const PROPOSALS: readonly AgentStatus[] = ["PROPOSED", "DECLINED", "WITHDRAWN"];

function faultOf(
  { agent, pending }: Existing,
  after: AgentContent,
  changed: readonly ContentField[],
  { actor, gone }: PlanFacts,
): string | null {
  if (agent.status === "RETIRED") {
    return "This agent is retired and stays retired. Take it out of the file, or choose another short name.";
  }
  if (changed.length === 0) {
    const ended = agent.status === "DECLINED" || agent.status === "WITHDRAWN";
    return ended
      ? "This proposal was declined or withdrawn. Change it, or take it out of the file."
      : null;
  }
  const objection = objectionTo(PROPOSALS.includes(agent.status) ? "revise" : "edit", agent, actor);
  if (objection) return objection.message;
  const theirs = pending?.here === true && pending.requestedById !== answerableId(actor);
  if (theirs && agent.status !== "PROPOSED" && changed.some(isMaterial)) {
    return "A change of this agent by somebody else waits for a decision. Have it decided first.";
  }
  const lost = gapsOpened(agent, after, gone);
  return lost.length > 0 ? `An active agent cannot do without this. ${lost.join(". ")}.` : null;
}

function duplicateFault<Agent extends Row>(
  step: Exclude<Step<Agent>, { kind: "refused" }>,
  { living, percent }: PlanFacts<Agent>,
  added: readonly Profile[],
): string | null {
  const renamed = step.changes.some(({ field }) => field === "name" || field === "purpose");
  if (!renamed || step.input.duplicateReason !== "") return null;
  const id = step.existing?.agent.id ?? "";
  const { name, purpose } = step.input;
  const subject = profileOf({ id, slug: step.slug, name, purpose });
  const alike = nearDuplicatesOf(subject, [...living, ...added], percent);
  return alike.length === 0 ? null : duplicatesInWords(alike);
}

function inWords(
  fields: readonly ContentField[],
  before: AgentContent | null,
  after: AgentContent,
  nameOf: (id: string) => string,
): FieldChange[] {
  return fields.map((field) => ({
    field,
    label: AGENT_FIELD_LABEL[field],
    before: before ? fieldWords(before, field, nameOf) : "",
    after: fieldWords(after, field, nameOf),
  }));
}
