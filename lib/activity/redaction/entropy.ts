// gateway-logs §7.3, detector 13: a run of characters that nobody would make up and no register would number.
import { type Detector, spansOf } from "./detector";

const RUN = /[A-Za-z0-9_\-+/]{24,}/dg;
const HEX = /^[0-9a-f]+$/i;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/i; // W3C Trace Context §3.2
const HEX_LENGTH = 48; // longer than a trace id, a SHA-1 or a UUID
const HEX_BITS = 3.2;
const TEXT_BITS = 4;
const SLUG_PART = 12;

export const highEntropy: Detector = {
  type: "high_entropy",
  isWorthwhile: ({ digits }, text) => digits > 0 && text.length >= 24,
  find: (text) => spansOf(text, RUN, (run) => (isRandom(run) ? run : null)),
};

function isRandom(run: string): boolean {
  if (HEX.test(run)) return run.length >= HEX_LENGTH && bitsPerCharacter(run) > HEX_BITS;
  if (!/[A-Za-z]/.test(run) || !/[0-9]/.test(run)) return false;
  if (TRACEPARENT.test(run) || isSlug(run)) return false;
  return bitsPerCharacter(run) >= TEXT_BITS;
}

function isSlug(run: string): boolean {
  return run.split(/[-_/+]/).every((part) => part.length < SLUG_PART);
}

/** Shannon entropy of the characters of a text, in bits. */
export function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
