import { type AgentContent, inputOf } from "./content";

/** Content as a form types it: yes and no, lists, one link a line. */
export function formValuesOf(content: AgentContent): Record<string, string | string[]> {
  const { links, ...input } = inputOf(content);
  const typed = Object.entries(input).map(([field, value]) => [field, typedValue(value)]);
  const linkLines = links.map(({ label, url }) => `${label} | ${url}`);
  return { ...Object.fromEntries(typed), links: linkLines.join("\n") };
}

function typedValue(value: string | boolean | readonly string[] | null): string | string[] {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : [...value];
}
