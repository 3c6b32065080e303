/** What is compared of an agent. */
export type Described = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly purpose: string;
};

/** An agent that may be the same as another: how much alike (0 to 100), and by what. */
export type NearDuplicate = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly percent: number;
  readonly reason: "by name" | "by purpose";
};

/** An agent prepared for many comparisons. */
export type Profile = { readonly described: Described; readonly name: Bag; readonly purpose: Bag };

type Bag = ReadonlySet<string>;

// Words that say nothing about what an agent is for.
const FILLERS = new Set(
  "a an and are as at be by for from in into is it its of on or our so that the their them then these this to we when which will with agent agents ai assistant bot helper".split(
    " ",
  ),
);
/** Shown to a person, most alike first. */
const SHOWN_MAX = 5;
// Fewer words than this say too little to be compared.
const PURPOSE_WORDS_MIN = 4;

/** Prepares a name and a purpose: letters in three, words without fillers and endings. */
export function profileOf(described: Described): Profile {
  return {
    described,
    name: trigrams(described.name),
    purpose: new Set(wordsOf(described.purpose)),
  };
}

/**
 * Those that are at least `percent` alike by name or by purpose, most alike first, at most five.
 * Deterministic: names by the Dice coefficient of their letter trigrams, purposes by that of their words.
 */
export function nearDuplicatesOf(
  subject: Profile,
  others: readonly Profile[],
  percent: number,
): NearDuplicate[] {
  return others
    .filter((other) => other.described.id !== subject.described.id)
    .map((other) => compare(subject, other, percent))
    .filter((candidate) => candidate !== null)
    .sort((a, b) => b.percent - a.percent || (a.slug < b.slug ? -1 : 1))
    .slice(0, SHOWN_MAX);
}

/** One sentence that names them and says what to do. */
export function duplicatesInWords(alike: readonly NearDuplicate[]): string {
  const named = alike
    .map(({ name, slug, percent, reason }) => `“${name}” (${slug}, ${percent} % alike ${reason})`)
    .join("; ");
  return `It looks like ${named}. Say why this is another agent, or use the one that is there.`;
}

function compare(subject: Profile, other: Profile, percent: number): NearDuplicate | null {
  const name = alike(subject.name, other.name, percent);
  const tooShort = Math.min(subject.purpose.size, other.purpose.size) < PURPOSE_WORDS_MIN;
  const purpose = tooShort ? 0 : alike(subject.purpose, other.purpose, percent);
  if (name === 0 && purpose === 0) return null;
  const { id, slug } = other.described;
  const reason = name >= purpose ? "by name" : "by purpose";
  return { id, slug, name: other.described.name, percent: Math.max(name, purpose), reason };
}

// Dice: twice what both have, by what they have together. 0 below `percent`, said as early as it is certain.
function alike(a: Bag, b: Bag, percent: number): number {
  const together = a.size + b.size;
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let missesLeft = small.size - Math.ceil((percent * together) / 200);
  if (missesLeft < 0 || small.size === 0) return 0;
  let shared = 0;
  for (const part of small) {
    if (large.has(part)) shared += 1;
    else if (missesLeft === 0) return 0;
    else missesLeft -= 1;
  }
  return Math.floor((200 * shared) / together);
}

function trigrams(text: string): Bag {
  const words = plain(text).filter((word) => !FILLERS.has(word));
  // A name of nothing but signs or fillers is still compared, as it stands.
  const padded =
    words.length > 0 ? `  ${words.sort().join("  ")}  ` : `  ${text.trim().toLowerCase()}  `;
  const points = Array.from(padded);
  return new Set(points.slice(2).map((_, at) => points.slice(at, at + 3).join("")));
}

function wordsOf(text: string): string[] {
  return plain(text)
    .filter((word) => !FILLERS.has(word))
    .map((word) => (word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, "") : word));
}

// Letters and digits of any script, without accents and case.
function plain(text: string): string[] {
  return (
    text
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/\p{M}/gu, "")
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
