import { ACCESS_CLASS_LABEL, accessClassOf } from "@/lib/core/access-classes";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { differencesOf, hiddenCharacters } from "./definition-difference";
import type { ImportLine } from "./definition-view";
import type { Step } from "./plan";
import { proposedAccess } from "./proposed-access";
import type { Tool } from "./tools-list";

/** By operation id: the definition hashes that its grants in force were approved on. */
export type Around = { readonly grants: ReadonlyMap<string, readonly string[]> };

/** A step in words: where it differs, what to look at, and what a new operation might be. */
export function toImportLine(step: Step, around: Around): ImportLine {
  const { name, tool, known } = step;
  const proposal = tool ? proposedAccess(name, tool.definition) : null;
  const before = known?.pinned ?? known?.observed ?? null;
  const differs = step.step === "changed" || step.step === "gone";
  return {
    ...{ name, step: step.step },
    hash: tool?.hash ?? "",
    pinnedHash: known?.pinned?.hash ?? "",
    differences: differs ? differencesOf(before?.definition ?? null, tool?.definition ?? null) : [],
    notices: noticesOf(step, around),
    meaning: tool ? meaningOf(tool.definition) : "",
    access: proposal?.access ?? "",
    why: proposal?.why ?? "",
  };
}

function noticesOf(step: Step, { grants }: Around): string[] {
  const { tool, known } = step;
  const others = (known ? (grants.get(known.id) ?? []) : []).filter((hash) => hash !== tool?.hash);
  return [
    hiddenNotice(tool ? hiddenCharacters(tool.definition) : 0),
    step.step === "same" ? "" : grantsNotice(others.length, step.step === "gone"),
    tool && known?.isRetired ? "It is retired in the register, and still listed." : "",
    tool ? proposedAccess(tool.name, tool.definition).doubt : "",
    step.step === "changed" ? accessNotice(step.known.access, step.tool) : "",
  ].filter((notice) => notice !== "");
}

function hiddenNotice(count: number): string {
  if (count === 0) return "";
  const characters = count === 1 ? "1 invisible character" : `${count} invisible characters`;
  return `It holds ${characters}: people do not see them, a model reads them.`;
}

function grantsNotice(count: number, isGone: boolean): string {
  if (count === 0) return "";
  const grants = count === 1 ? "1 grant in force was" : `${count} grants in force were`;
  return `${grants} approved ${isGone ? "while it was listed" : "under another definition"}.`;
}

function accessNotice(classified: string | null, { name, definition }: Tool): string {
  const stored = accessClassOf(classified);
  const { access } = proposedAccess(name, definition);
  if (!stored || !access || stored === access) return "";
  return `It is classified as ${word(stored)}; what it says now sounds like ${word(access)}.`;
}

function word(access: keyof typeof ACCESS_CLASS_LABEL): string {
  return ACCESS_CLASS_LABEL[access].toLowerCase();
}

const MEANING_CUT = 240;

/** The first sentence of what the server says of it, on one line, without what nobody sees. */
function meaningOf({ description, title }: JsonObject): string {
  const said = [description, title].find((text) => typeof text === "string" && text.trim() !== "");
  if (typeof said !== "string") return "";
  const line = said
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const sentence = /^.{15,}?[.](?= |$)/.exec(line)?.[0] ?? line;
  return sentence.length <= MEANING_CUT
    ? sentence
    : `${sentence.slice(0, MEANING_CUT - 1).toWellFormed()}…`;
}
