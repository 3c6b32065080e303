import { STEPS, type Step } from "@/lib/ledger/verify/verify-bundle";
import { grouped, STEP_WORDS } from "../shared/words";
import { byId } from "./dom";
import type { Reply } from "./messages";

// Of a thousand, as measured on bundles of all sizes: entries take most of the time.
const SHARE = {
  note: 10,
  tiles: 140,
  lines: 540,
  statements: 5,
  history: 5,
  proofs: 20,
  files: 280,
} as const satisfies Record<Step, number>;

type Progress = Extract<Reply, { kind: "progress" }>;

/** Shows how far it is, from nothing on. */
export function progressShown(): (progress: Progress) => void {
  const [bar, text] = [byId("progress", HTMLProgressElement), byId("running-text", HTMLElement)];
  bar.value = 0;
  text.textContent = "Opening the bundle";
  return ({ step, done, total }) => {
    const at = STEPS.indexOf(step);
    const before = STEPS.slice(0, at).reduce((sum, earlier) => sum + SHARE[earlier], 0);
    const part = total === null || total === 0 ? 0 : Math.min(1, done / total);
    bar.value = before + SHARE[step] * part;
    const amount = total === null ? "" : `, ${grouped(done)} of ${grouped(total)}`;
    text.textContent = `Step ${at + 1} of ${STEPS.length}: ${STEP_WORDS[step]}${amount}`;
  };
}
