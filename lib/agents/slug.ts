import { RESERVED_SLUGS } from "./labels";
import { SLUG_MAX } from "./limits";

// Room for "-1234" behind a name that is taken.
const STEM_MAX = SLUG_MAX - 5;

/** A short name made of a name: small letters, digits, hyphens. "agent" where nothing is left of it. */
export function slugFrom(name: string): string {
  const stem = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, STEM_MAX)
    .replaceAll(/^-+|-+$/g, "");
  return stem === "" || RESERVED_SLUGS.includes(stem)
    ? ["agent", stem].filter(Boolean).join("-")
    : stem;
}

/** The first of `stem`, `stem-2`, `stem-3` … that is not taken. */
export function freeSlug(stem: string, taken: ReadonlySet<string>): string {
  let slug = stem;
  for (let n = 2; taken.has(slug); n += 1) slug = `${stem}-${n}`;
  return slug;
}
