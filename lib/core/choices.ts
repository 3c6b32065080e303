import { z } from "zod";

/** Any of a vocabulary, none included. Kept in its order, so that ticking in another order is no change. */
export function ticked<const Value extends string>(values: readonly Value[], says: string) {
  return z
    .array(z.enum(values, says), says)
    .transform((picked) => values.filter((value) => picked.some((each) => each === value)));
}

/** The same, but at least one; `says` asks for it. */
export function chosen<const Value extends string>(values: readonly Value[], says: string) {
  return ticked(values, says).refine((picked) => picked.length > 0, says);
}

/** Empty text means "not said": null. */
export function blank<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" ? null : value), schema.nullable());
}
