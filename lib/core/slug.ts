import { z } from "zod";

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

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A short name as a person writes it; reserved ones are addresses of pages. */
export function slugText({
  max,
  reserved,
  example,
}: {
  max: number;
  reserved: readonly string[];
  example: string;
}) {
  const says = `Use up to ${max} small letters a to z, digits and single hyphens, such as "${example}".`;
  return z
    .string()
    .trim()
    .max(max, says)
    .regex(SLUG, says)
    .refine(
      (text) => !reserved.includes(text),
      "This short name is the address of a page. Choose another.",
    );
}
