import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { DIFFERENCES_MAX, VALUE_MAX } from "./definition-limits";
import type { DifferenceShown } from "./definition-view";

/**
 * Where two definitions differ, by path (`inputSchema.properties.sql.type`), at most 60 places, the first ones by name; what
 * lies behind says a last line. `before` null: there was none, so everything is new.
 */
export function differencesOf(
  before: JsonObject | null,
  after: JsonObject | null,
): DifferenceShown[] {
  const [was, is] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...was.keys(), ...is.keys()])].sort();
  const differing = paths.filter((path) => was.get(path) !== is.get(path));
  const shown = differing.slice(0, DIFFERENCES_MAX).map((path) => ({
    field: path,
    label: path,
    ...aroundDifference(was.get(path), is.get(path)),
  }));
  const more = differing.length - shown.length;
  const rest = { field: "…", label: "and more", before: null, after: `${more} more places differ` };
  return more > 0 ? [...shown, rest] : shown;
}

/** How many invisible characters a definition holds: people do not see them, models read them. */
export function hiddenCharacters(definition: Json): number {
  return JSON.stringify(definition).match(HIDDEN)?.length ?? 0;
}

// Format characters (zero width, direction, tags), without those that scripts and emoji are written with.
const HIDDEN = /(?![\u200c\u200d])\p{Cf}/gu;

function leavesOf(json: JsonObject | null): Map<string, string> {
  const leaves = new Map<string, string>();
  if (json) collect(json, "", leaves);
  return leaves;
}

function collect(json: Json, path: string, leaves: Map<string, string>): void {
  if (typeof json !== "object" || json === null) {
    leaves.set(path, typeof json === "string" ? json : String(json));
    return;
  }
  const members = Object.entries(json);
  if (members.length === 0) leaves.set(path, Array.isArray(json) ? "[]" : "{}");
  for (const [name, member] of members) {
    collect(member, path === "" ? name : `${path}.${name}`, leaves);
  }
}

// Of long texts, what is about to differ: their beginnings may be the same for pages.
function aroundDifference(was: string | undefined, is: string | undefined) {
  const [before, after] = [visible(was), visible(is)];
  let same = 0;
  while (before && after && same < before.length && before[same] === after[same]) same += 1;
  const from = same > VALUE_MAX / 2 ? same - CONTEXT : 0;
  return { before: excerpt(before, from), after: excerpt(after, from) };
}

const CONTEXT = 120;

function excerpt(text: string | null, from: number): string | null {
  if (text === null || (from === 0 && text.length <= VALUE_MAX)) return text;
  const part = text.slice(from, from + VALUE_MAX).toWellFormed(); // a cut may halve a sign
  const [before, behind] = [from > 0 ? "…" : "", from + VALUE_MAX < text.length ? "…" : ""];
  return `${before}${part}${behind} (${text.length} characters)`;
}

// What nobody sees is shown by its code, or the difference would be two equal texts.
function visible(text: string | undefined): string | null {
  return text?.replaceAll(HIDDEN, (sign) => `⟨U+${codeOf(sign)}⟩`) ?? null;
}

function codeOf(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
