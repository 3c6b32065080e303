// What a task on the ledger is asked for and answers, as the register keeps it, and how a person spells it.
import { z } from "zod";
import { isInstant } from "@/lib/ledger/instant";
import type { Covers } from "./labels";
import { CONSISTENCY_SIZES_MAX } from "./limits";

const INDEX_SAYS = "Give an index as a whole number, 0 for the first entry.";
const INSTANT_SAYS =
  "Give a UTC time as 2026-11-01 or 2026-11-01T14:30. A day alone means its first moment.";

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const instant = z.string().refine(isInstant);

/** What a bundle covers: [start, end) by index, or [from, to) by the time of acceptance. */
const covered = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("range"), start: count, end: count }),
  z.strictObject({ kind: z.literal("period"), from: instant, to: instant }),
]);
export type Covered = z.infer<typeof covered>;

/** What was asked for, as the register keeps it. `consistency`: sizes to prove consistency from, ascending. */
export const bundleWish = z.strictObject({ covers: covered, consistency: z.array(count) });
export type BundleWish = z.infer<typeof bundleWish>;

/** A field of the form, and how a fault in it is said. */
export type WishField = "start" | "end" | "from" | "to" | "consistency";
export type Say = (field: WishField, message: string) => void;
/** What a person typed. */
export type WishFields = Record<WishField, string> & { covers: Covers };

const claims = z.object({
  range: z.boolean(),
  time: z.boolean(),
  source: z.boolean(),
  filter: z.boolean(),
});

/** What came of a bundle. `root` in base64, `sha256` of the ZIP in hex; `attested`: series of sources that number what they send, `holes` in them; `unattested`: at most 20 that do not. */
export const bundleResult = z.object({
  start: count,
  end: count,
  size: count,
  root: z.string(),
  entries: count,
  bytes: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  fileName: z.string(),
  consistency: z.array(count),
  claims,
  attested: count,
  holes: count,
  unattested: z.array(z.string()),
});
export type BundleResult = z.infer<typeof bundleResult>;

/** What came of a verification of entries [0, size). `holds`: no difference was met. */
export const verificationResult = z.object({
  size: count,
  root: z.string(),
  holds: z.boolean(),
  findings: count,
  first: z.string().nullable(),
});
export type VerificationResult = z.infer<typeof verificationResult>;

/** The wish that a person typed; null where a field was faulted. */
export function wishFrom(fields: WishFields, say: Say): BundleWish | null {
  const covers = coveredBy(fields, say);
  const consistency = sizesOf(fields.consistency, say);
  return covers === null || consistency === null ? null : { covers, consistency };
}

function coveredBy(fields: WishFields, say: Say): Covered | null {
  if (fields.covers === "all") return { kind: "all" };
  return fields.covers === "range" ? rangeOf(fields, say) : periodOf(fields, say);
}

function rangeOf(fields: WishFields, say: Say): Covered | null {
  const [start, end] = [indexOf(fields.start), indexOf(fields.end)];
  if (start === null) say("start", INDEX_SAYS);
  if (end === null) say("end", INDEX_SAYS);
  if (start === null || end === null) return null;
  if (start < end) return { kind: "range", start, end };
  say(
    "end",
    `Give an index above ${start}. The bundle ends before it, so ${start} to ${start + 1} is one entry.`,
  );
  return null;
}

function periodOf(fields: WishFields, say: Say): Covered | null {
  const [from, to] = [instantOf(fields.from), instantOf(fields.to)];
  if (from === null) say("from", INSTANT_SAYS);
  if (to === null) say("to", INSTANT_SAYS);
  if (from === null || to === null) return null;
  if (from < to) return { kind: "period", from, to };
  say("to", "Give a time after the start. The period ends before it.");
  return null;
}

function sizesOf(text: string, say: Say): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  const sizes = parts.map(indexOf);
  const valid = sizes.flatMap((size) => (size === null || size === 0 ? [] : [size]));
  if (valid.length < parts.length) {
    say(
      "consistency",
      "Give tree sizes of 1 or more, with commas between them, or leave it empty.",
    );
    return null;
  }
  if (valid.length > CONSISTENCY_SIZES_MAX) {
    say("consistency", `Give at most ${CONSISTENCY_SIZES_MAX} sizes.`);
    return null;
  }
  return [...new Set(valid)].sort((a, b) => a - b);
}

function indexOf(text: string): number | null {
  if (!/^[0-9]{1,16}$/.test(text.trim())) return null;
  const value = Number(text.trim());
  return Number.isSafeInteger(value) ? value : null;
}

const TIME =
  /^(?<day>\d{4}-\d\d-\d\d)(?:[T ](?<minute>\d\d:\d\d)(?<second>:\d\d)?(?<fraction>\.\d{1,3})?)?Z?$/;

/** A UTC time as people write it, in the one spelling of the ledger; null where it is none. */
function instantOf(text: string): string | null {
  const {
    day,
    minute = "00:00",
    second = ":00",
    fraction = ".",
  } = TIME.exec(text.trim())?.groups ?? {};
  const spelled = `${day}T${minute}${second}${fraction.padEnd(4, "0")}Z`;
  return isInstant(spelled) ? spelled : null;
}
