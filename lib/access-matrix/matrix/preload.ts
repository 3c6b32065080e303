import "server-only";
import { logError } from "@/lib/core/log";
import { factStore } from "./facts";
import { spanOf } from "./span";

/** How far back the sums of calls are read before anybody asks: a matrix of 60 days ago with the use of 90 days before. */
const DAYS = 155;
/** Days of one reading, between which pages get their turn. */
const STEP = 31;

/** Reads the facts of the matrix behind everything else, so that the first page after a start finds them. Never throws. */
export async function preloadMatrix(now: Date): Promise<void> {
  try {
    const { from, to } = spanOf(now.getTime(), DAYS);
    for (let day = to; day >= from; day -= STEP) {
      await factStore().known({ from: Math.max(from, day - STEP + 1), to: day });
    }
  } catch (error) {
    logError("matrix.not-preloaded", error); // the first page reads them itself, or says why not
  }
}
