import type { Imported } from "../commands/import-definitions";
import { IMPORT_STEPS, type ImportStep } from "./definition-labels";
import type { ImportPlan } from "./definition-view";

const DID = {
  new: "new",
  first: "with a first definition",
  changed: "changed",
  back: "as pinned again",
  same: "as they were",
  gone: "no longer listed",
} as const satisfies Record<ImportStep, string>;

/** What an import did, in one sentence or two. */
export function importedWords({ server, counts, asked }: Imported): string {
  const done = IMPORT_STEPS.filter((step) => counts[step] > 0).map(
    (step) => `${counts[step]} ${DID[step]}`,
  );
  const pins = asked === 1 ? "1 definition waits" : `${asked} definitions wait`;
  const waits = asked === 0 ? "" : ` ${pins} for another person to pin.`;
  return `${server.name}: ${done.join(", ") || "an empty list"}.${waits}`;
}

/** What a list would do. */
export function plannedWords({ refused, lines }: ImportPlan): string {
  if (refused.length > 0) return "Nothing can be imported from this list as it is.";
  const news = lines.filter(({ step }) => step !== "same").length;
  return news === 0 ? "Nothing differs." : `${news} of ${lines.length} operations differ.`;
}
