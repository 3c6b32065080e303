import { STEPS, type Step } from "@/lib/ledger/verify/verify-bundle";
import { PACK_STEPS, type PackStep } from "@/lib/signatures/pure/verify-pack";
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

const PACK_SHARE = {
  snapshot: 200,
  signatures: 550,
  seal: 50,
  files: 200,
} as const satisfies Record<PackStep, number>;

const PLANS = {
  bundle: STEPS.map((step) => [step, SHARE[step]] as const),
  pack: PACK_STEPS.map((step) => [step, PACK_SHARE[step]] as const),
};

type Progress = Extract<Reply, { kind: "progress" }>;

/** Shows how far it is, from nothing on. */
export function progressShown(): (progress: Progress) => void {
  const [bar, text] = [byId("progress", HTMLProgressElement), byId("running-text", HTMLElement)];
  bar.value = 0;
  text.textContent = "Opening the bundle";
  return ({ of, step, done, total }) => {
    const plan = PLANS[of];
    const at = plan.findIndex(([name]) => name === step);
    const before = plan.slice(0, at).reduce((sum, [, share]) => sum + share, 0);
    const [, share] = plan[at] ?? [step, 0];
    const part = total === null || total === 0 ? 0 : Math.min(1, done / total);
    bar.value = before + share * part;
    const amount = total === null ? "" : `, ${grouped(done)} of ${grouped(total)}`;
    text.textContent = `Step ${at + 1} of ${plan.length}: ${STEP_WORDS[step]}${amount}`;
  };
}
