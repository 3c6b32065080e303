// The texts of the corpus that the product measures itself by, in the form that tests of single places want.
import { CLEAN_TEXTS } from "../redaction/corpus/clean";
import { POSITIVES } from "../redaction/corpus/measure";

/** A text, the detector that finds the one thing in it, and the part that must not be left over. */
const FOUND = POSITIVES.flatMap(({ type, value, secret }) =>
  typeof value === "string" && type !== "key_rule" && value.isWellFormed()
    ? [[value, type, secret] as const]
    : [],
);

const CLEAN = CLEAN_TEXTS.map((text) => [text] as const);

export const CORPUS = { found: FOUND, clean: CLEAN };
