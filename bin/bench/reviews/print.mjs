import { runWorker } from "../ledger/processes.mjs";
import { snapshotLine } from "./lines.mjs";

/** The most that the PDF of 5,000 lines may take. */
export const PDF_TARGET_MS = 10_000;

/** Prints a review of so many lines in a process of its own. Answers milliseconds and bytes of the PDF and of its largest table. */
export async function measurePrint({ lines, now, env = {}, file }) {
  const texts = Array.from({ length: lines }, (_, at) => {
    return JSON.stringify({ n: at + 1, ...snapshotLine(at + 1, now) });
  });
  const wish = { texts, now: now.toISOString(), ...(file ? { file } : {}) };
  return await runWorker({ program: "../reviews/print.ts", wish, env });
}
