import type { Step } from "@/lib/ledger/verify/verify-bundle";
import type { PackStep } from "@/lib/signatures/pure/verify-pack";
import type { Totals } from "../shared/opening";
import { grouped, STEP_WORDS } from "../shared/words";

const EVERY_MS = 200;
const LOOK_EVERY = 512;
const CLEAR_LINE = "\r\u001b[K";

/** One line on a terminal that says what is going on. Nothing is written where nobody looks. */
export function progressOn(stream: NodeJS.WriteStream, totals: Totals) {
  let [shown, written] = [Number.NEGATIVE_INFINITY, false];
  return {
    report: (step: Step | PackStep, done: number) => {
      if (!stream.isTTY || (done > 1 && done % LOOK_EVERY !== 0)) return;
      const now = performance.now();
      if (now - shown < EVERY_MS) return;
      [shown, written] = [now, true];
      stream.write(`${CLEAR_LINE}${STEP_WORDS[step]}${amount(done, totals[step])}`);
    },
    clear: () => {
      if (written) stream.write(CLEAR_LINE);
    },
  };
}

function amount(done: number, total: number | undefined): string {
  if (total === undefined || total === 0) return "";
  return `: ${grouped(done)} of ${grouped(total)}`;
}
