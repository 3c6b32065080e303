import { DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENTS } from "@/lib/core/environments";
import {
  AiActArea,
  AiActDerogation,
  AiActRole,
  Autonomy,
  RiskClass,
} from "@/lib/db/generated/enums";
import { RISK_ANSWERS } from "../labels";

/** How a value of `agents.yaml` is written. `words` is the whole choice, as a person types it. */
export type Kind =
  | { kind: "text" }
  | { kind: "person" }
  | { kind: "yes-no" }
  | { kind: "word"; words: readonly string[]; stored: (word: string) => string }
  | { kind: "words"; words: readonly string[] }
  | { kind: "links" };

/** A field of `agents.yaml`: which field of the form it is, and how it is written. */
export type YamlField = { readonly field: string } & Kind;

const plain = (word: string) => word;
const upper = (word: string) => word.toUpperCase().replaceAll("-", "_");
const lower = (stored: string) => stored.toLowerCase().replaceAll("_", "-");

const text = (field: string): YamlField => ({ field, kind: "text" });
const person = (field: string): YamlField => ({ field, kind: "person" });
const yesNo = (field: string): YamlField => ({ field, kind: "yes-no" });
const word = (field: string, stored: readonly string[]): YamlField => ({
  field,
  kind: "word",
  words: stored.map(lower),
  stored: upper,
});

/** Every key an agent may have; a dot stands for a map inside. */
export const YAML_FIELDS: Readonly<Record<string, YamlField>> = {
  slug: text("slug"),
  name: text("name"),
  purpose: text("purpose"),
  description: text("description"),
  owner: person("ownerId"),
  sponsor: person("sponsorId"),
  successor: person("successorId"),
  "model.provider": text("modelProvider"),
  "model.name": text("modelName"),
  autonomy: word("autonomy", Object.values(Autonomy)),
  oversight: text("oversight"),
  data_classes: { field: "dataClasses", kind: "words", words: DATA_CLASSES },
  environments: { field: "environments", kind: "words", words: ENVIRONMENTS },
  customer_facing: yesNo("customerFacing"),
  "risk.changes": {
    field: "riskChanges",
    kind: "word",
    words: RISK_ANSWERS.riskChanges,
    stored: plain,
  },
  "risk.irreversible": yesNo("riskIrreversible"),
  "risk.money": yesNo("riskMoney"),
  "risk.outside_content": yesNo("riskOutsideContent"),
  "risk.raised_to": word("riskRaisedTo", Object.values(RiskClass)),
  "risk.reason": text("riskReason"),
  "ai_act.role": word("aiActRole", Object.values(AiActRole)),
  "ai_act.area": word("aiActArea", Object.values(AiActArea)),
  "ai_act.profiling": yesNo("aiActProfiling"),
  "ai_act.derogation": word("aiActDerogation", Object.values(AiActDerogation)),
  "ai_act.talks_to_people": yesNo("aiActTalksToPeople"),
  "ai_act.generates_content": yesNo("aiActGeneratesContent"),
  "ai_act.reasoning": text("aiActReasoning"),
  links: { field: "links", kind: "links" },
  retire_on: text("retireOn"),
  duplicate_reason: text("duplicateReason"),
};

/** Keys of the file itself. */
export const FILE_KEYS = ["version", "reason", "agents"] as const;

/** The key in the file of a field of the form; the field's own name if there is none. */
export function yamlKeyOf(field: string): string {
  const found = Object.entries(YAML_FIELDS).find(([, known]) => known.field === field);
  return found?.[0] ?? field;
}

/** Keys that may stand under a prefix ("" for the agent itself), each once. */
export function keysUnder(prefix: string): string[] {
  const inside = Object.keys(YAML_FIELDS).filter((key) => key.startsWith(prefix));
  return [...new Set(inside.map((key) => key.slice(prefix.length).split(".")[0] ?? ""))];
}

/** Says which key is not known, and which may have been meant. */
export function unknownKey(name: string, known: readonly string[]): string {
  const nearest = nearestKey(name, known);
  const meant = nearest ? `Was "${nearest}" meant?` : `Known keys: ${known.join(", ")}.`;
  return `There is no key "${name.slice(0, 60).toWellFormed()}" here. ${meant}`;
}

// Of the known keys the one a person most likely meant, if one is near enough.
function nearestKey(typed: string, known: readonly string[]): string | null {
  const ranked = known
    .map((key) => ({ key, distance: distance(typed.toLowerCase(), key) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(2, Math.floor(best.key.length / 3)) ? best.key : null;
}

// Levenshtein, one row at a time. Keys are short; a longer text is compared by its beginning.
function distance(typed: string, key: string): number {
  const a = typed.slice(0, 40);
  let row = Array.from({ length: key.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= key.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === key[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[key.length] ?? 0;
}
