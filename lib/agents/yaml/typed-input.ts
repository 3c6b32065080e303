import type { AgentContent } from "../content";
import { PERSON_FIELDS } from "../field-words";
import { formValuesOf } from "../form-values";
import { type AgentContentInput, registerAgentInput } from "../schema";
import { yamlKeyOf } from "./fields";
import type { Refusal, YamlAgent } from "./read-agent";

type Typed = Record<string, string | readonly string[]>;

/**
 * An agent of the file through the form's own schema. A key that is not in the file leaves an agent
 * as it is (`baseline`), and a new one (null) without it.
 */
export function inputFrom(
  yaml: YamlAgent,
  baseline: AgentContent | null,
  byEmail: ReadonlyMap<string, string>,
): { ok: true; input: AgentContentInput } | { ok: false; refused: Refusal[] } {
  const people = personValues(yaml, byEmail);
  if (people.unknown.length > 0) return { ok: false, refused: people.unknown };
  const written = Object.fromEntries(yaml.values.map(({ field, value }) => [field, value]));
  const base: Typed = baseline ? formValuesOf(baseline) : BLANK;
  const parsed = registerAgentInput.safeParse({ ...base, ...written, ...people.ids });
  if (parsed.success) {
    const { slug: _slug, ...input } = parsed.data;
    return { ok: true, input };
  }
  const refused = parsed.error.issues.map(({ path, message }) =>
    refusal(yaml, String(path[0] ?? ""), message),
  );
  return { ok: false, refused };
}

/** A fault of one field, at the line where it stands, or at the agent's where it is missing. */
export function refusal(yaml: YamlAgent, field: string, message: string): Refusal {
  const line = yaml.values.find((each) => each.field === field)?.line ?? yaml.line;
  return { line, field: yamlKeyOf(field), message };
}

/** A fault of one field as a whole step. */
export function refuse(
  yaml: YamlAgent,
  field: string,
  message: string,
): { kind: "refused"; refused: Refusal[] } {
  return { kind: "refused", refused: [refusal(yaml, field, message)] };
}

/** The text of a field; empty if it is not there. */
export function textIn(yaml: YamlAgent, field: string): string {
  const value = yaml.values.find((each) => each.field === field)?.value;
  return typeof value === "string" ? value.trim() : "";
}

// People stand in the file by e-mail address; an empty one means nobody.
function personValues(yaml: YamlAgent, byEmail: ReadonlyMap<string, string>) {
  const ids: Typed = {};
  const unknown: Refusal[] = [];
  for (const field of PERSON_FIELDS) {
    const email = textIn(yaml, field).toLowerCase();
    if (email === "") continue;
    const id = byEmail.get(email);
    if (id) ids[field] = id;
    else unknown.push(refusal(yaml, field, "No active person has this e-mail address."));
  }
  return { ids, unknown };
}

const BLANK: Typed = {
  ...Object.fromEntries(Object.keys(registerAgentInput.shape).map((field) => [field, ""])),
  dataClasses: [],
  environments: [],
};
