import { SOURCE_ID_MAX } from "./source-labels";
import { RESERVED_SOURCE_IDS } from "./source-schema";

const STEM_MAX = SOURCE_ID_MAX - 5; // room for "-1234" behind a name that is taken

/** A short name made of a name: small letters, digits, hyphens. "source" where nothing is left of it. */
export function sourceIdFrom(name: string): string {
  const stem = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, STEM_MAX)
    .replaceAll(/^-+|-+$/g, "");
  return stem === "" || RESERVED_SOURCE_IDS.includes(stem)
    ? ["source", stem].filter(Boolean).join("-")
    : stem;
}

/** The first of `stem`, `stem-2`, `stem-3` … that is not taken. */
export function freeSourceId(stem: string, taken: ReadonlySet<string>): string {
  let id = stem;
  for (let n = 2; taken.has(id); n += 1) id = `${stem}-${n}`;
  return id;
}
