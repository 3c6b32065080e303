import { z } from "zod";
import type { Counted } from "./sequence";

/** Epochs that are remembered of a source, the newest: a sender that begins a new one with each start has many. */
const EPOCHS_KEPT = 50;

const storedEpochs = z
  .object({
    epoch: z.string(),
    first: z.coerce.bigint(),
    last: z.coerce.bigint(),
    lastAt: z.coerce.date(),
    repeats: z.coerce.bigint(),
  })
  .array();

/** What has been counted of the numbers of a source, as its row keeps it. */
export function countedIn(epochs: unknown): Counted[] {
  return storedEpochs.parse(epochs);
}

/** The other way. */
export function epochsOf(counted: readonly Counted[]) {
  return [...counted]
    .sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime())
    .slice(0, EPOCHS_KEPT)
    .map(({ epoch, first, last, lastAt, repeats }) => ({
      epoch,
      first: String(first),
      last: String(last),
      lastAt: lastAt.toISOString(),
      repeats: String(repeats),
    }));
}
