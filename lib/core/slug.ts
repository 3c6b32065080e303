/**
 * A short name made of a name: small letters, digits and hyphens, at most `max` characters with room for "-1234" behind a
 * name that is taken. Where nothing is left, or it is reserved, it begins with `noun`: "agent", "agent-new".
 */
export function slugFrom(
  name: string,
  { noun, max, reserved }: { noun: string; max: number; reserved: readonly string[] },
): string {
  const stem = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, max - ROOM_FOR_NUMBER)
    .replaceAll(/^-+|-+$/g, "");
  return stem === "" || reserved.includes(stem) ? [noun, stem].filter(Boolean).join("-") : stem;
}

const ROOM_FOR_NUMBER = 5;

/** The first of `stem`, `stem-2`, `stem-3` … that is not taken. */
export function freeSlug(stem: string, taken: ReadonlySet<string>): string {
  let slug = stem;
  for (let n = 2; taken.has(slug); n += 1) slug = `${stem}-${n}`;
  return slug;
}
