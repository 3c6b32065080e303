// What the page of the rules shows. Pure.
import type { Json } from "@/lib/ledger/canonical-json";
import type { Measured } from "../redaction/corpus/measure";
import { POSITIVES } from "../redaction/corpus/measure";
import { type RedactionType, redact } from "../redaction/redact";
import { tokenKey } from "../redaction/token";
import type { CountedWindow } from "./queries-redaction";
import { REDACTION_RULE, REDACTION_TYPES } from "./redaction-labels";

export type RuleRow = {
  readonly id: RedactionType;
  readonly label: string;
  readonly matches: string;
  readonly before: string;
  readonly after: string;
};

/** Known to everybody, so that nobody takes a token of an example for one of a record. */
const EXAMPLE_KEY = tokenKey("example", "example", "example");

/** The rules in the order in which they are asked, each with an example that is redacted here and now. */
export function toRuleRows(): RuleRow[] {
  return REDACTION_TYPES.map((id) => {
    const { label, matches, example } = REDACTION_RULE[id];
    const before = example === "" ? firstText(id) : example;
    return { id, label, matches, before, after: shown(redact(before, { key: EXAMPLE_KEY }).value) };
  });
}

function firstText(type: RedactionType): string {
  return shown(POSITIVES.find((one) => one.type === type)?.value ?? "");
}

export type RecallRow = {
  readonly id: RedactionType;
  readonly label: string;
  readonly cases: number;
  readonly found: number;
  readonly missed: readonly string[];
};

export type RecallView = {
  readonly rows: readonly RecallRow[];
  readonly cases: number;
  readonly found: number;
  /** `93.7 %`. */
  readonly share: string;
  readonly clean: number;
  readonly wronglyFound: readonly string[];
};

export function toRecallView({ recall, cases, found, clean, wronglyFound }: Measured): RecallView {
  return {
    rows: recall.map(({ type, missed, ...counts }) => ({
      id: type,
      label: REDACTION_RULE[type].label,
      ...counts,
      missed: missed.map(shown),
    })),
    ...{ cases, found, clean },
    share: `${((100 * found) / cases).toFixed(1)} %`,
    wronglyFound: wronglyFound.map(shown),
  };
}

export type WindowView = {
  readonly id: string;
  readonly label: string;
  readonly from: string;
  /** "All of 812 entries", or of how many it is a spread. */
  readonly basis: string;
  readonly records: number;
  readonly withAny: number;
  readonly failed: number;
};
export type CountRow = {
  readonly id: RedactionType;
  readonly label: string;
  readonly counts: readonly number[];
};

const WINDOWS = ["Today", "7 days", "30 days"] as const;

export function toCountsView(windows: readonly CountedWindow[]): {
  windows: WindowView[];
  rows: CountRow[];
} {
  return {
    windows: windows.map(({ from, places, isWhole, tally }, at) => ({
      id: from.toISOString(),
      label: WINDOWS[at] ?? "",
      from: from.toISOString(),
      basis: isWhole
        ? `all of ${places.toLocaleString("en")} entries`
        : `a spread of ${places.toLocaleString("en")} entries`,
      records: tally.records,
      withAny: tally.withAny,
      failed: tally.failed,
    })),
    rows: REDACTION_TYPES.map((id) => ({
      id,
      label: REDACTION_RULE[id].label,
      counts: windows.map(({ tally }) => tally.counts.get(id) ?? 0),
    })),
  };
}

function shown(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
